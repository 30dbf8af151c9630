import { connectBus } from './connection.ts';
import { frameOf, type Frame } from './frames.ts';
import { fieldOver, mainNode, mainText } from './main-text.ts';
import { matches, pickOne } from './pick.ts';
import { snapshot, type Seen } from './snapshot.ts';
import { readAll } from './text.ts';
import { listen, type Wait } from './wait.ts';
import type { TextField } from './field.ts';
import type { Element, ElementQuery, Rect, Window } from '../../../../shared/ports/driver.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

export type { TextField } from './field.ts';
export type { TextRange } from './text.ts';
export type { Wait } from './wait.ts';

export interface AccessibilityOptions {
  /** Where DBUS_SESSION_BUS_ADDRESS stands. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long an application may take for one answer before it counts as not responding, in milliseconds. */
  readonly timeoutMs?: number;
}

/**
 * The eye. Windows are those of the window system. Every call settles by its deadline and rejects only with SonnyError:
 * NOT_RESPONDING (the application hangs), DEADLINE, CANCELLED, TARGET_AMBIGUOUS, NO_ACCESSIBILITY (the bus went away).
 * Rectangles are screen pixels, corrected for each window's scale.
 */
export interface Accessibility {
  /** Showing elements, depth first, at most 2000. Empty for a window that exposes none. */
  elements(window: Window, query: ElementQuery, progress: Progress): Promise<readonly Element[]>;
  /** The only showing, enabled element that matches. Also rejects with TARGET_MISSING and, listing candidates, TARGET_AMBIGUOUS. */
  find(window: Window, query: ElementQuery, progress: Progress): Promise<Element>;
  /** The window's main document, page or display, or the one element that matches. null: none, or not to be had whole. */
  readText(window: Window, query: ElementQuery | null, progress: Progress): Promise<string | null>;
  /** The text to write into: the one that matches (rejects as `find`), else the main document, else the focused text. null: none. */
  field(window: Window, query: ElementQuery | null, progress: Progress): Promise<TextField | null>;
  /** Replaces a field's whole content. false: not possible this way, nothing was changed. Read it back. */
  setText(window: Window, query: ElementQuery | null, text: string, progress: Progress): Promise<boolean>;
  /** Inserts at the caret. false: not possible this way, nothing was changed. Read it back. */
  insertText(window: Window, query: ElementQuery | null, text: string, progress: Progress): Promise<boolean>;
  focusedElement(window: Window, progress: Progress): Promise<Element | null>;
  /** Where passwords are entered, to be painted over. */
  passwordRects(window: Window, progress: Progress): Promise<readonly Rect[]>;
  /** Subscribe with this before acting, then wait with it. `end` must be called. */
  listen(progress: Progress): Promise<Wait>;
  /** The bus went away: connect again. */
  readonly closed: boolean;
  close(): Promise<void>;
}

const MOST_TEXT = 20_000;
/** A new window's frame may come a little after the window. Milliseconds. */
const FRAME_PATIENCE = 1_000;

export const connectAccessibility = async ({
  env,
  timeoutMs = 1_500,
}: AccessibilityOptions): Promise<Accessibility> => {
  const bus = await connectBus(env, timeoutMs);

  const lateFrame = async (window: Window, progress: Progress): Promise<Frame | null> => {
    const wait = await listen(bus, progress);
    try {
      return await wait.until(async () => {
        const frame = await frameOf(bus, window, progress);
        return frame === 'late' ? null : frame;
      }, Date.now() + FRAME_PATIENCE);
    } finally {
      wait.end();
    }
  };

  const look = async (window: Window, progress: Progress): Promise<readonly Seen[]> => {
    const found = await frameOf(bus, window, progress);
    const frame = found === 'late' ? await lateFrame(window, progress) : found;
    return frame ? snapshot(bus, window, frame, progress) : [];
  };

  const element = async (
    { ref, role, name, rect, states, depth, interfaces }: Seen,
    progress: Progress,
  ): Promise<Element> => {
    const text = interfaces.includes('Text') && role !== 'password text' ? await readAll(bus, ref, progress) : null;
    return {
      id: `${ref.bus}${ref.path}`,
      role,
      name,
      rect,
      states,
      depth,
      ...(text === null ? {} : { text: text.slice(0, MOST_TEXT) }),
    };
  };

  const field: Accessibility['field'] = async (window, query, progress) => {
    const nodes = await look(window, progress);
    const node = query
      ? pickOne(
          query,
          nodes.filter(({ interfaces, role }) => interfaces.includes('Text') || role === 'document text'),
        )
      : mainNode(nodes);
    return node && fieldOver(bus, nodes, node);
  };

  return {
    elements: async (window, query, progress) =>
      Promise.all(
        (await look(window, progress)).filter((node) => matches(query, node)).map((node) => element(node, progress)),
      ),
    find: async (window, query, progress) => element(pickOne(query, await look(window, progress)), progress),
    readText: async (window, query, progress) => {
      const nodes = await look(window, progress);
      if (!query) return mainText(bus, nodes, progress);
      const node = pickOne(query, nodes, { forReading: true });
      return node.role === 'password text' ? null : fieldOver(bus, nodes, node).read(progress);
    },
    field,
    setText: async (window, query, text, progress) =>
      (await (await field(window, query, progress))?.set(text, progress)) ?? false,
    insertText: async (window, query, text, progress) => {
      const target = await field(window, query, progress);
      const range = await target?.range(progress);
      return target && range ? target.insert(range.start, text, progress) : false;
    },
    focusedElement: async (window, progress) => {
      // The innermost: containers of what has the focus sometimes claim it too.
      const focused = (await look(window, progress)).findLast(({ states }) => states.includes('focused'));
      return focused ? element(focused, progress) : null;
    },
    passwordRects: async (window, progress) =>
      (await look(window, progress)).filter(({ role }) => role === 'password text').flatMap(({ rect }) => rect ?? []),
    listen: (progress) => listen(bus, progress),
    get closed() {
      return bus.closed;
    },
    close: () => bus.close(),
  };
};
