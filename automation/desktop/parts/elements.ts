import type { ActionResult, Driver, ElementQuery, Evidence, Rect, Window } from '../../../shared/ports/driver.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { linuxTextEntry } from '../linux-text-entry.ts';
import { stillWanted, until } from '../patience.ts';
import { expectReaction, type Reaction } from '../reaction.ts';
import { enterText } from '../text-entry/index.ts';
import type { Common } from './common.ts';

/** What moves for longer is pressed where it was seen last. Milliseconds. */
const LAYOUT_MS = 1000;

/** What stands in a window, and keys, text and the pointer for it. */
export function elementCalls({
  platform,
  target,
  input,
}: Common): Pick<Driver, 'elements' | 'readText' | 'click' | 'enterText' | 'press' | 'pointer'> {
  const { hand, accessibility } = platform;

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
    return told(reaction, method);
  }

  async function placeOf(window: Window, query: ElementQuery, progress: Progress): Promise<Rect> {
    const { rect, role, name } = await (await accessibility()).find(window, query, progress);
    if (!rect) throw new SonnyError('TARGET_MISSING', `The ${role} “${name}” has no place on the screen.`);
    return rect;
  }

  /** Where an element is once two looks agree: a window that has just opened may still be laying itself out. */
  async function placeAtRest(window: Window, query: ElementQuery, first: Rect, progress: Progress): Promise<Rect> {
    let last = first;
    const rest = async (): Promise<Rect | null> => {
      const before = last;
      last = await placeOf(window, query, progress);
      return isSame(before, last) ? last : null;
    };
    return (await until(rest, progress, LAYOUT_MS)) ?? last;
  }

  return {
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
        await (await accessibility()).find(window, query, progress);
        const obstacle = await front(window, progress);
        if (obstacle) return refused(obstacle);
        // Where it is now: coming to the front may have moved or scrolled it.
        const first = await placeOf(window, query, progress);
        const reaction = await expectReaction(platform, window, progress);
        const rect = await placeAtRest(window, query, first, progress);
        const at = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
        if (!(await hand.windows.shownAt(id, at))) return refused(covered(window));
        stillWanted(progress);
        await hand.input.click({ at, button: 'left', count: 1 }, progress);
        return told(reaction, 'click');
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
  };
}

/** What an input came to, by what changed after it. */
async function told(reaction: Reaction, method: string): Promise<ActionResult> {
  const seen = await reaction();
  if (seen) return { status: 'verified', evidence: [seen], method };
  const nothing: Evidence = { path: 'accessibility', say: 'Nothing that can be read changed.', holds: null };
  return { status: 'unverified', evidence: [nothing], method };
}

const isSame = (a: Rect, b: Rect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
const refused = (evidence: Evidence): ActionResult => ({ status: 'refused', evidence: [evidence] });
const covered = (window: Window): Evidence => ({
  path: 'window-system',
  say: `“${window.title}” is not what one sees at that point.`,
  holds: false,
});
