import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Pane, Screen } from './screen.ts';

/**
 * What goes wrong with an application, by its window class. `after` is how many inputs it takes well before that, 0 when
 * not given. It hangs; it says that it saved and did not; its window closes; its title changes with every input.
 */
export interface Fault {
  readonly app: string;
  readonly kind: 'hangs' | 'lies' | 'closes' | 'retitles';
  readonly after?: number;
}

interface Faults {
  lies(app: string): boolean;
  /** Before a window is looked at. Rejects with NOT_RESPONDING when its application hangs by now. */
  look(pane: Pane): void;
  /** Before input. Also rejects with TARGET_GONE when the window closes just now. */
  input(pane: Pane): void;
  /** The title that the window has by now. */
  title(app: string, title: string): string;
}

/** Faults that come after so many inputs to their application, as they were given. */
export const faultsOf = (given: readonly Fault[], screen: Screen): Faults => {
  const inputs = new Map<string, number>();
  const strikes = (app: string, kind: Fault['kind']): boolean =>
    given.some((fault) => fault.app === app && fault.kind === kind && (inputs.get(app) ?? 0) >= (fault.after ?? 0));
  const look = ({ app, surface }: Pane): void => {
    if (strikes(app, 'hangs')) throw new SonnyError('NOT_RESPONDING', `“${surface.title}” does not answer.`);
  };
  return {
    lies: (app) => given.some((fault) => fault.app === app && fault.kind === 'lies'),
    look,
    input(pane) {
      look(pane);
      if (strikes(pane.app, 'closes')) {
        screen.remove(pane.surface);
        throw new SonnyError('TARGET_GONE', `“${pane.surface.title}” closed.`);
      }
      inputs.set(pane.app, (inputs.get(pane.app) ?? 0) + 1);
    },
    title: (app, title) => (strikes(app, 'retitles') && inputs.has(app) ? `${title} (${inputs.get(app)})` : title),
  };
};
