import { DESKTOP, type AccessibilityBus, type Ref } from './connection.ts';
import { distance, extents, scaleBetween, scaled } from './geometry.ts';
import { children, describe, type Node } from './nodes.ts';
import { isFrame } from './roles.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { Rect, Window } from '../../../../shared/ports/driver.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';

/** A window's top accessible object. */
export interface Frame {
  readonly ref: Ref;
  /** Screen pixels per pixel of the application's. */
  readonly scale: number;
  /** Open pop-ups of the same application: menus and lists that are windows of their own. */
  readonly popups: readonly Ref[];
}

interface Candidate {
  readonly node: Node;
  readonly rect: Rect | null;
}

/** Two windows nearer than this in place and size can't be told apart by it. Frames and shadows make up for less. */
const TOO_NEAR = 8;
/** A window without its title's match is believed only at the same place, frame and shadow apart. */
const FAR = 80;

const offBy = (window: Window, { rect }: Candidate): number =>
  rect ? distance(window.rect, scaled(rect, scaleBetween(window.rect, rect))) : Number.MAX_SAFE_INTEGER;

const nearest = (window: Window, candidates: readonly Candidate[]): Candidate | null => {
  const [first, second] = candidates.toSorted((a, b) => offBy(window, a) - offBy(window, b));
  if (first && second && offBy(window, second) - offBy(window, first) < TOO_NEAR)
    throw new SonnyError('TARGET_AMBIGUOUS', `Two windows "${window.title}" stand at the same place.`);
  return first ?? null;
};

/** Qt gives its frames no name, so the title decides only where there is one. */
const matching = (window: Window, candidates: readonly Candidate[]): Candidate | null => {
  const showing = candidates.filter(({ node }) => isFrame(node.role));
  const isHere = (candidate: Candidate): boolean => offBy(window, candidate) < FAR;
  const titled = candidates.filter(({ node }) => node.name === window.title);
  const titledHere = titled.filter(isHere);
  // A question may have the title of the dialog it stands before, and another name in the tree.
  if (titledHere.length > 0 || (titled.length > 0 && !showing.some(isHere)))
    return nearest(window, titledHere.length > 0 ? titledHere : titled);
  const [only] = showing;
  if (only && showing.length === 1 && only.node.name === '') return only;
  const best = nearest(window, showing);
  return best && isHere(best) ? best : null;
};

const candidatesOf = async (
  bus: AccessibilityBus,
  application: Ref,
  progress: Progress,
): Promise<readonly Candidate[]> => {
  const refs = await children(bus, application, progress);
  const nodes = await Promise.all(refs.map((ref) => describe(bus, ref, progress, true)));
  return Promise.all(
    nodes.filter((node) => node !== null).map(async (node) => ({ node, rect: await extents(bus, node.ref, progress) })),
  );
};

/**
 * Finds a window's frame by its process, then its title, then its place. null: its application is not on the bus;
 * 'late': it is, but this window's frame is not there yet.
 * Rejects with TARGET_AMBIGUOUS when two can't be told apart and NOT_RESPONDING when the application hangs.
 */
export const frameOf = async (
  bus: AccessibilityBus,
  window: Window,
  progress: Progress,
): Promise<Frame | 'late' | null> => {
  const applications = await children(bus, DESKTOP, progress);
  const pids = await Promise.all(applications.map(({ bus: name }) => bus.pidOf(name, progress)));
  const own = applications.filter((_, at) => window.pid !== null && pids[at] === window.pid);
  // A sandboxed application's process has another id on the bus; then only an exact title counts.
  const asked = own.length > 0 ? own : applications.filter(({ bus: name }) => !bus.notResponding(name));
  const candidates = (
    await Promise.all(
      asked.map((application) =>
        candidatesOf(bus, application, progress).catch((thrown: unknown) => {
          if (own.length > 0 || SonnyError.from(thrown).code !== 'NOT_RESPONDING') throw thrown;
          return [];
        }),
      ),
    )
  ).flat();
  const found =
    own.length > 0
      ? matching(window, candidates)
      : nearest(
          window,
          candidates.filter(({ node }) => node.name !== '' && node.name === window.title),
        );
  if (!found) return own.length > 0 ? 'late' : null;
  const popups = candidates.filter(
    ({ node }) =>
      node !== found.node &&
      node.ref.bus === found.node.ref.bus &&
      ['window', 'popup menu', 'menu'].includes(node.role),
  );
  return {
    ref: found.node.ref,
    scale: found.rect ? scaleBetween(window.rect, found.rect) : 1,
    popups: popups.map(({ node }) => node.ref),
  };
};
