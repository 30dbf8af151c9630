import { connectBus } from './connection.ts';
import { frameOf, type Frame } from './frames.ts';
import { fieldOver, mainNode, mainText } from './main-text.ts';
import { matches, pickOne } from './pick.ts';
import { snapshot, type Seen } from './snapshot.ts';
import { readAll } from './text.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import { until, type Wake } from '../../patience.ts';
import type { TextField } from '../../text-entry/text-field.ts';
import type { Element, ElementQuery, Rect, Window } from '../../../../shared/ports/driver.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

interface AccessibilityOptions {
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
  /**
   * The text to write into: the one that matches, else the main document, else the focused text. null: the window exposes
   * nothing at all. Also rejects with TARGET_MISSING and TARGET_AMBIGUOUS.
   */
  field(window: Window, query: ElementQuery | null, progress: Progress): Promise<TextField | null>;
  focusedElement(window: Window, progress: Progress): Promise<Element | null>;
  /** Where passwords are entered, to be painted over. */
  passwordRects(window: Window, progress: Progress): Promise<readonly Rect[]>;
  /** Calls back whenever any application reports a change, until the returned function is called. For `until`. */
  readonly onChange: Wake;
  /** The bus went away: connect again. */
  readonly closed: boolean;
  close(): Promise<void>;
}

const MOST_TEXT = 20_000;
/** A new window's frame, or a new process, may come to the bus a little after the window. Milliseconds. */
const FRAME_PATIENCE = 1_500;
const PAGE_PATIENCE = 2_500;

export const connectAccessibility = async ({
  env,
  timeoutMs = 1_500,
}: AccessibilityOptions): Promise<Accessibility> => {
  const bus = await connectBus(env, timeoutMs);

  /** Processes that did not come to the bus in all that time: terminals, mostly. They are not waited for again. */
  const absent = new Set<number>();

  const frame = async (window: Window, progress: Progress): Promise<Frame | null> => {
    const settled = async (): Promise<{ readonly found: Frame | null } | null> => {
      const found = await frameOf(bus, window, progress);
      if (found !== null) return found === 'late' ? null : { found };
      return window.pid === null || absent.has(window.pid) ? { found } : null;
    };
    const answer = await until(settled, progress, FRAME_PATIENCE, bus.onEvent);
    if (!answer && window.pid !== null) absent.add(window.pid);
    return answer?.found ?? null;
  };

  const look = async (window: Window, progress: Progress): Promise<readonly Seen[]> => {
    const top = await frame(window, progress);
    return top ? snapshot(bus, window, top, progress) : [];
  };

  const element = async (
    { ref, role, name, rect, states, depth, interfaces }: Seen,
    progress: Progress,
  ): Promise<Element> => {
    const text = interfaces.includes('Text') && role !== 'password text' ? await readAll(bus, ref, progress) : null;
    const held = text === null ? {} : { text: text.slice(0, MOST_TEXT) };
    return { id: `${ref.bus}${ref.path}`, role, name, rect, states, depth, ...held };
  };

  const field: Accessibility['field'] = async (window, query, progress) => {
    if (!(await frame(window, progress))) return null;
    const search = async (): Promise<TextField | null> => {
      const nodes = await look(window, progress);
      const texts = nodes.filter(({ interfaces, role }) => interfaces.includes('Text') || role === 'document text');
      // Of several that a query without a name can mean, the one with the focus is meant.
      const focused = query?.name === undefined ? texts.filter(({ states }) => states.includes('focused')) : [];
      const candidates = query && focused.some((one) => matches(query, one)) ? focused : texts;
      const node = query ? pickOne(query, candidates) : mainNode(nodes);
      return node && fieldOver(bus, nodes, node);
    };
    // A browser builds the tree of its page a while after its window.
    const found = await until(search, progress, PAGE_PATIENCE, bus.onEvent);
    if (!found) throw new SonnyError('TARGET_MISSING', `“${window.title}” shows no text to write into.`);
    return found;
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
    focusedElement: async (window, progress) => {
      // The innermost: containers of what has the focus sometimes claim it too.
      const focused = (await look(window, progress)).findLast(({ states }) => states.includes('focused'));
      return focused ? element(focused, progress) : null;
    },
    passwordRects: async (window, progress) =>
      (await look(window, progress)).filter(({ role }) => role === 'password text').flatMap(({ rect }) => rect ?? []),
    onChange: bus.onEvent,
    get closed() {
      return bus.closed;
    },
    close: () => bus.close(),
  };
};
