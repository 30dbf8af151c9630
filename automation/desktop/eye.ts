import type { Driver, Element, Window } from '../../shared/ports/driver.ts';
import type { Eye, SeenElement, Sight } from '../../shared/ports/eye.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { WindowRef } from '../../shared/protocol/step.ts';

const MOST = 400;
const MOST_TEXT = 2000;
/** Names of states in the tree, by what they are called to who works with them. */
const STATES: Readonly<Record<string, string>> = {
  checked: 'checked',
  focused: 'focused',
  selected: 'selected',
  expanded: 'expanded',
  pressed: 'pressed',
};
/** Only what holds something or can be acted on; the rest is layout. */
const LAYOUT: ReadonlySet<string> = new Set(['filler', 'panel', 'separator', 'scroll bar', 'viewport', 'split pane']);
const PICTURE_WIDTH = 1280;

const refOf = ({ id, pid, app, title }: Window): WindowRef => ({ id, pid, app, title });

const seen = ({ role, name, states, depth, text }: Element, window: WindowRef | null): readonly SeenElement[] => {
  if (name.trim() === '' && text === undefined && LAYOUT.has(role)) return [];
  return [
    {
      role,
      name: name.trim().slice(0, 200),
      ...(text === undefined ? {} : { value: text.slice(0, MOST_TEXT) }),
      states: [
        ...states.flatMap((state) => STATES[state] ?? []),
        ...(states.includes('enabled') || states.includes('sensitive') ? [] : ['disabled']),
      ],
      depth,
      ...(window ? { window } : {}),
    },
  ];
};

/** Lines of a picture as elements that have nothing but their place. */
const recognised = (
  lines: Awaited<ReturnType<Driver['readScreen']>>,
  { rect: { x, y } }: Window,
): readonly SeenElement[] =>
  lines.map(({ text, rect }) => ({
    role: 'words',
    name: text.slice(0, 200),
    states: [],
    depth: 0,
    at: { x: Math.round(rect.x + rect.width / 2 - x), y: Math.round(rect.y + rect.height / 2 - y) },
  }));

/** Looks at windows through their accessibility trees; a picture is taken only of what has none. */
export const createDesktopEye = (driver: Driver): Eye => {
  const elementsOf = async (window: Window, progress: Progress): Promise<readonly Element[]> => {
    try {
      return await driver.elements(window.id, {}, progress);
    } catch (thrown) {
      const error = SonnyError.from(thrown);
      if (error.code === 'NO_ACCESSIBILITY') return [];
      throw error;
    }
  };
  return {
    sees: (target) => 'window' in target,
    async look(target, progress): Promise<Sight> {
      if (!('window' in target)) throw new SonnyError('UNSUPPORTED', 'That is no window.');
      const { id, pid } = target.window;
      const all = await driver.windows(progress);
      const main = all.find((window) => window.id === id && window.pid === pid);
      if (main === undefined) throw new SonnyError('TARGET_GONE', `The window “${target.window.title}” was closed.`);
      // What the same process shows besides: its dialogs, and what was opened from it.
      const others = pid === null ? [] : all.filter((window) => window.pid === pid && window.id !== id);
      const elements = (await elementsOf(main, progress)).flatMap((element) => seen(element, null));
      const beside: SeenElement[] = [];
      for (const window of others)
        beside.push(...(await elementsOf(window, progress)).flatMap((element) => seen(element, refOf(window))));
      // Dialogs first: they are in front.
      const shown = [...beside, ...elements].slice(0, MOST);
      const sight = { title: main.title, elements: shown, windows: [main, ...others].map(refOf) };
      if (shown.some(({ name }) => name !== '')) return sight;
      const { bytes } = await driver.screenshot(
        { region: main.rect, format: 'jpeg', mostWidth: PICTURE_WIDTH },
        progress,
      );
      const lines = await driver.readScreen(main.rect, progress);
      return { ...sight, elements: recognised(lines, main).slice(0, MOST), picture: { mime: 'image/jpeg', bytes } };
    },
  };
};
