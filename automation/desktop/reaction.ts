import type { Element, Evidence, Window } from '../../shared/ports/driver.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { until, within } from './patience.ts';
import type { Platform } from './platform.ts';

/** What changed on the desktop after input was sent; null when nothing that can be read did. */
export type Reaction = () => Promise<Evidence | null>;

interface Scene {
  readonly windows: string;
  /** null: they could not be read. */
  readonly elements: ReadonlyMap<string, Element> | null;
}

const REACTION_MS = 500;
/** A window without elements can only show that it reacts by its title. */
const TITLE_REACTION_MS = 200;
const LOOK_MS = 600;

/** Looks before the input; the returned function waits after it until something is different. */
export async function expectReaction(platform: Platform, window: Window, progress: Progress): Promise<Reaction> {
  const before = await scene(platform, window, progress);
  return () =>
    until(
      async () => difference(before, await scene(platform, window, progress)),
      progress,
      before.elements === null || before.elements.size === 0 ? TITLE_REACTION_MS : REACTION_MS,
      (onChange) => platform.hand.onChange(onChange),
    );
}

async function scene({ hand, accessibility }: Platform, window: Window, progress: Progress): Promise<Scene> {
  const windows = (await hand.windows.list()).map(({ id, title, active, state }) => [id, title, active, state]);
  return { windows: JSON.stringify(windows.toSorted(byFirst)), elements: await tree() };

  async function tree(): Promise<Scene['elements']> {
    const soon = { ...progress, deadline: Math.min(progress.deadline, Date.now() + LOOK_MS) };
    try {
      const elements = await within((await accessibility()).elements(window, {}, soon), soon);
      return new Map(elements.map((element) => [trace(element), element]));
    } catch (error) {
      if (progress.signal.aborted) throw error;
      return null;
    }
  }
}

const byFirst = (a: readonly unknown[], b: readonly unknown[]) => Number(a[0]) - Number(b[0]);
const trace = ({ id, name, states, text }: Element) => JSON.stringify([id, name, states, text]);

function difference(before: Scene, after: Scene): Evidence | null {
  if (before.windows !== after.windows) return { path: 'window-system', say: 'The windows changed.', holds: true };
  if (!before.elements || !after.elements) return null;
  const known = before.elements;
  const fresh = [...after.elements].find(([key]) => !known.has(key))?.[1];
  if (fresh) return { path: 'accessibility', say: describe(fresh), holds: true };
  if (after.elements.size === known.size) return null;
  return { path: 'accessibility', say: 'Elements of the window went away.', holds: true };
}

function describe({ role, name, text }: Element): string {
  const label = name ? `The ${role} “${name}”` : `The ${role}`;
  return text && text.length <= LONGEST_QUOTE ? `${label} now reads “${text}”.` : `${label} changed.`;
}

const LONGEST_QUOTE = 40;
