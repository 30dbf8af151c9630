import { plural } from '../text-version.ts';
import type { ActionResult, Driver, Evidence, Rect, Window } from '../../shared/ports/driver.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { contentOf, keptOf } from './clipboard-content.ts';
import { cover } from './cover.ts';
import { encode } from './encode.ts';
import { launch } from './launch.ts';
import { stillWanted, within } from './patience.ts';
import { fingerprint, paintOver, type Pixels } from './pixels.ts';
import type { Platform } from './platform.ts';
import { expectReaction } from './reaction.ts';
import { targets, type OwnWindows } from './targets.ts';
import { enterText } from './text-entry/index.ts';
import { linuxTextEntry } from './linux-text-entry.ts';
import { turns } from './turns.ts';

/** A picture for the live view. `fingerprint` names it: give it to the next call. */
export interface Frame {
  readonly fingerprint: number;
  readonly width: number;
  readonly height: number;
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** The driver's methods as the worker does them, with one more for the live view, and the halt. */
export interface Desktop extends Driver {
  /** What the display calls this worker's connection, where it tells whose input it was. */
  readonly client: number | null;
  /** Nothing is sent from here on, and what is held is released. */
  halt(): Promise<void>;
  resume(): void;
  /** The whole screen as JPEG, or null when it is the picture of `previous`. */
  frame(previous: number | null, progress: Progress): Promise<Frame | null>;
}

/** Joins what a platform gives into the driver. `env` is that of the programs it starts. */
export function desktopOn(
  platform: Platform,
  env: Readonly<Record<string, string | undefined>>,
  ownWindows: readonly OwnWindows[],
): Desktop {
  const { hand, finder, accessibility } = platform;
  const target = targets(hand.windows, ownWindows);
  const hidden = cover(platform, target);
  const inTurn = turns();
  let latest: number | null = null;

  /** Input, one call at a time; nothing stays held when one of them goes wrong. */
  const input = <T>(progress: Progress, work: () => Promise<T>): Promise<T> =>
    inTurn(progress, async () => {
      try {
        return await work();
      } catch (error) {
        await hand.input.releaseAll();
        throw error;
      }
    });

  /** Brings the window to the front; when something else keeps the focus, why. */
  async function front(window: Window, progress: Progress): Promise<Evidence | null> {
    const { status, evidence } = await hand.windows.focus(window.id, progress);
    return status === 'verified' ? null : (evidence[0] ?? { path: 'window-system', say: 'No focus.', holds: false });
  }

  /** Sends input to a window and says what changed. */
  async function act(
    window: Window,
    method: string,
    send: () => Promise<void>,
    progress: Progress,
  ): Promise<ActionResult> {
    const reaction = await expectReaction(platform, window, progress);
    stillWanted(progress);
    await send();
    const seen = await reaction();
    if (seen) return { status: 'verified', evidence: [seen], method };
    const nothing: Evidence = { path: 'accessibility', say: 'Nothing that can be read changed.', holds: null };
    return { status: 'unverified', evidence: [nothing], method };
  }

  /** What is seen, without what no picture may show. */
  async function picture(region: Rect | undefined, progress: Progress): Promise<Pixels> {
    const [pixels, rects] = [await hand.screen.grab(region), await hidden.rects(progress)];
    paintOver(pixels, region ?? ORIGIN, rects);
    return pixels;
  }

  const refused = (evidence: Evidence): ActionResult => ({ status: 'refused', evidence: [evidence] });
  const covered = (window: Window): Evidence => ({
    path: 'window-system',
    say: `“${window.title}” is not what one sees at that point.`,
    holds: false,
  });

  return {
    async health(progress) {
      const reached = within(accessibility(), progress).then(
        () => true,
        () => false,
      );
      const [windowManager, canRead, picture] = await Promise.all([
        hand.windowManager(),
        reached,
        hand.screen.grab({ x: 0, y: 0, width: 1, height: 1 }).then(
          () => true,
          () => false,
        ),
      ]);
      return {
        display: hand.display,
        windowManager,
        accessibility: canRead,
        clipboard: true,
        screenshot: picture,
        textFinder: picture,
        platform: platform.name,
      };
    },

    windows: () => target.list(),
    focus: (id, progress) =>
      input(progress, async () => {
        await target.look(id, progress);
        return hand.windows.focus(id, progress);
      }),
    place: (id, rect, progress) =>
      input(progress, async () => {
        await target.look(id, progress);
        return hand.windows.place(id, rect, progress);
      }),
    setState: (id, state, progress) =>
      input(progress, async () => {
        await target.look(id, progress);
        return hand.windows.setState(id, state, progress);
      }),
    close: (id, progress) =>
      input(progress, async () => {
        await target.forInput(id, progress);
        return hand.windows.close(id, progress);
      }),
    workArea: () => hand.screen.workArea(),

    async elements(id, query, progress) {
      const window = await target.look(id, progress);
      return (await accessibility()).elements(window, query, progress);
    },
    async readText(id, query, progress) {
      const window = await target.look(id, progress);
      return (await accessibility()).readText(window, query, progress);
    },
    click: (id, query, progress) =>
      input(progress, async () => {
        const window = await target.forInput(id, progress);
        const reader = await accessibility();
        await reader.find(window, query, progress);
        const obstacle = await front(window, progress);
        if (obstacle) return refused(obstacle);
        // Where it is now: coming to the front may have moved or scrolled it.
        const { rect, role, name } = await reader.find(window, query, progress);
        if (!rect) throw new SonnyError('TARGET_MISSING', `The ${role} “${name}” has no place on the screen.`);
        const at = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
        if (!(await hand.windows.shownAt(id, at))) return refused(covered(window));
        return act(window, 'click', () => hand.input.click({ at, button: 'left', count: 1 }, progress), progress);
      }),
    enterText: (id, text, mode, query, progress) =>
      input(progress, async () => {
        const window = await target.forInput(id, progress);
        const reader = await accessibility().catch(() => null);
        return enterText(linuxTextEntry(hand, reader), window, text, mode, query, progress);
      }),
    press: (id, chord, progress) =>
      input(progress, async () => {
        const window = await target.forInput(id, progress);
        const obstacle = await front(window, progress);
        if (obstacle) return refused(obstacle);
        return act(window, 'keys', () => hand.input.press(chord, progress), progress);
      }),
    pointer: (id, action, progress) =>
      input(progress, async () => {
        const window = await target.forInput(id, progress);
        if (!(await hand.windows.shownAt(id, action.at))) return refused(covered(window));
        return act(window, 'pointer', () => hand.input.click(action, progress), progress);
      }),

    readClipboard: (progress) => hand.clipboard.readText('CLIPBOARD', progress),
    writeClipboard: (text, progress) =>
      input(progress, async () => {
        await hand.clipboard.offerText('CLIPBOARD', text);
        const holds = (await hand.clipboard.readText('CLIPBOARD', progress)) === text;
        const say = holds
          ? `The clipboard holds the text, ${plural([...text].length, 'character')}.`
          : 'The clipboard holds something else.';
        return { status: holds ? 'verified' : 'partial', evidence: [{ path: 'clipboard', say, holds }] };
      }),

    keepClipboard: async (progress) => keptOf(await hand.clipboard.save('CLIPBOARD', progress)),
    putClipboard: (kept, progress) =>
      input(progress, async () => {
        await hand.clipboard.restore('CLIPBOARD', contentOf(kept));
        const now = keptOf(await hand.clipboard.save('CLIPBOARD', progress));
        const holds = JSON.stringify(now) === JSON.stringify(kept);
        const say = holds ? 'The clipboard holds what it held before.' : 'The clipboard holds something else.';
        return { status: holds ? 'verified' : 'partial', evidence: [{ path: 'clipboard', say, holds }] };
      }),

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
      const origin = region ?? ORIGIN;
      const found = await finder.find(text, await hand.screen.grab(region ?? undefined), progress);
      return found.map(({ rect, confidence }) => ({
        rect: { ...rect, x: rect.x + origin.x, y: rect.y + origin.y },
        confidence,
      }));
    },

    async readScreen(region, progress) {
      const origin = region ?? ORIGIN;
      const lines = await finder.lines(await picture(region ?? undefined, progress), progress);
      return lines.map(({ text, rect, confidence }) => ({
        text,
        rect: { ...rect, x: rect.x + origin.x, y: rect.y + origin.y },
        confidence,
      }));
    },

    async launch(command, windowClass, progress) {
      const started = await launch(hand, command, windowClass, env, progress);
      // A new window may have the id of one that was known and is closed.
      await target.list();
      return started;
    },
    releaseAll: () => hand.input.releaseAll(),
    client: platform.client,
    halt: () => hand.input.halt(),
    resume: () => hand.input.resume(),
    dispose: () => platform.close(),
  };
}

const ORIGIN = { x: 0, y: 0 };
