import type { Window } from './window.ts';

/** The browser of the tests draws by processor; without this the window would rightly choose its plain canvas. */
export const pretendGpu = ({ page }: Window): Promise<void> =>
  page.evaluate(() => {
    const plain = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, type: string, options?: object) {
      const context = plain.call(this, type, { ...options, failIfMajorPerformanceCaveat: false });
      if (context instanceof WebGL2RenderingContext && options && 'failIfMajorPerformanceCaveat' in options)
        context.getExtension = () => null;
      return context;
    } as typeof plain;
  });
