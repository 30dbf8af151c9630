import type { Driver, Rect } from '../../../shared/ports/driver.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import { cover } from '../cover.ts';
import { encode } from '../encode.ts';
import { fingerprint, paintOver, type Pixels } from '../pixels.ts';
import type { Common } from './common.ts';

/** A picture for the live view. `fingerprint` names it: give it to the next call. */
export interface Frame {
  readonly fingerprint: number;
  readonly width: number;
  readonly height: number;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

export interface LiveView {
  /** The whole screen as JPEG, or null when it is the picture of `previous`. */
  frame(previous: number | null, progress: Progress): Promise<Frame | null>;
}

const ORIGIN = { x: 0, y: 0 };

/** The same, as a place of the whole screen. */
const from =
  ({ x, y }: { readonly x: number; readonly y: number }) =>
  <T extends { readonly rect: Rect }>(found: T): T => ({
    ...found,
    rect: { ...found.rect, x: found.rect.x + x, y: found.rect.y + y },
  });

/** The screen as pictures, and the words in them. */
export function pictureCalls({
  platform,
  target,
}: Pick<Common, 'platform' | 'target'>): Pick<Driver, 'screenshot' | 'findText' | 'readScreen'> & LiveView {
  const { hand, finder } = platform;
  const hidden = cover(platform, target);
  let latest: number | null = null;

  /** What is seen, without what no picture may show. */
  async function picture(region: Rect | undefined, progress: Progress): Promise<Pixels> {
    const [pixels, rects] = [await hand.screen.grab(region), await hidden.rects(progress)];
    paintOver(pixels, region ?? ORIGIN, rects);
    return pixels;
  }

  return {
    async screenshot({ region, format = 'png', mostWidth }, progress) {
      return encode(await picture(region, progress), format, mostWidth);
    },
    async frame(previous, progress) {
      if (!hand.screen.drawnSince() && latest === previous && latest !== null) return null;
      const pixels = await hand.screen.grab();
      latest = fingerprint(pixels);
      if (latest === previous) return null;
      paintOver(pixels, ORIGIN, await hidden.rects(progress));
      return { fingerprint: latest, ...(await encode(pixels, 'jpeg')) };
    },
    async findText(text, region, progress) {
      const found = await finder.find(text, await hand.screen.grab(region ?? undefined), progress);
      return found.map(({ rect, confidence }) => from(region ?? ORIGIN)({ rect, confidence }));
    },
    async readScreen(region, progress) {
      const lines = await finder.lines(await picture(region ?? undefined, progress), progress);
      return lines.map(({ text, rect, confidence }) => from(region ?? ORIGIN)({ text, rect, confidence }));
    },
  };
}
