import x11 from 'x11';
import type { ActionResult, Rect, Window } from '../../../../shared/ports/driver.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import { stillWanted, until, type Wake } from '../../patience.ts';
import type { Connection } from './connection.ts';
import { managerTookTurn } from './manager-turn.ts';
import { activeWindow, clientRect, describeWindow, frameExtents, grow, listWindows, shrink } from './window-list.ts';
import { sameRect } from '../../rect.ts';

/** What may be done to a window. Every result comes from reading the window system again; ids are checked before. */
export interface WindowActions {
  focus(id: number, progress: Progress): Promise<ActionResult>;
  place(id: number, rect: Rect, progress: Progress): Promise<ActionResult>;
  setState(id: number, state: Window['state'], progress: Progress): Promise<ActionResult>;
  close(id: number, progress: Progress): Promise<ActionResult>;
}

const FOCUS_MS = 1500;
const MOVE_MS = 2000;
/** Without a change for so long since the window manager did what it was asked, a window has its final place: its application may answer with a size of its own. */
const SETTLE_MS = 250;
const STATE_MS = 2000;
const CLOSE_MS = 3000;
/** The message comes from a pager, not from the window's own application. */
const PAGER = 2;
const STATIC_GRAVITY = 10;

/** What a window manager is asked to do, and the look that tells whether it did: focus, place, state and closing of windows. */
export function windowActions(connection: Connection): WindowActions {
  const { x, root } = connection;
  const wake: Wake = (onChange) => connection.onEvent(onChange);
  const watch = (id: number) =>
    x.ChangeWindowAttributes(id, { eventMask: mask('StructureNotify') | mask('PropertyChange') });

  async function send(id: number, type: string, data: readonly number[]): Promise<void> {
    x.SendClientMessage(root, id, await connection.atom(type), 32, data);
  }
  async function target(id: number, progress: Progress): Promise<Window> {
    stillWanted(progress);
    const window = await describeWindow(connection, id);
    if (!window) throw new SonnyError('TARGET_GONE', `Window ${id} is closed.`);
    watch(id);
    return window;
  }

  async function focus(id: number, progress: Progress): Promise<ActionResult> {
    await target(id, progress);
    if ((await activeWindow(connection)) !== id) await send(id, '_NET_ACTIVE_WINDOW', [PAGER, 0, 0]);
    const reached = await until(
      async () => {
        const window = await describeWindow(connection, id);
        if (!window) throw new SonnyError('TARGET_GONE', `Window ${id} closed while it was focused.`);
        return window.active && window.state !== 'minimised' ? window : null;
      },
      progress,
      FOCUS_MS,
      wake,
    );
    if (reached) return result('verified', `“${reached.title}” is the active window.`);
    const front = (await listWindows(connection)).find((window) => window.active);
    return result('partial', front ? `The active window is “${front.title}”.` : 'No window is active.');
  }

  async function setState(id: number, state: Window['state'], progress: Progress): Promise<ActionResult> {
    const before = await target(id, progress);
    if (before.state !== state) {
      const both = await Promise.all(
        ['VERT', 'HORZ'].map((axis) => connection.atom(`_NET_WM_STATE_MAXIMIZED_${axis}`)),
      );
      if (state === 'minimised') await send(id, 'WM_CHANGE_STATE', [ICONIC]);
      else {
        if (before.state === 'minimised') await send(id, '_NET_ACTIVE_WINDOW', [PAGER, 0, 0]);
        await send(id, '_NET_WM_STATE', [state === 'maximised' ? ADD : REMOVE, ...both, PAGER]);
      }
      await managerTookTurn(connection, progress);
    }
    const reached = await until(
      async () => ((await describeWindow(connection, id))?.state === state ? true : null),
      progress,
      STATE_MS,
      wake,
    );
    // The window manager tells the state before the window has the place that goes with it.
    if (before.state !== state && state !== 'minimised') await settled(id, null, progress);
    const now = await describeWindow(connection, id);
    if (!now) throw new SonnyError('TARGET_GONE', `Window ${id} closed meanwhile.`);
    return result(reached ? 'verified' : 'partial', `“${now.title}” is ${now.state}.`);
  }

  async function place(id: number, rect: Rect, progress: Progress): Promise<ActionResult> {
    const before = await target(id, progress);
    if (before.state !== 'normal') await setState(id, 'normal', progress);
    const extents = await frameExtents(connection, id);
    const wanted = shrink(rect, extents);
    let seen = await moveTo(id, wanted, progress);
    if (seen.x !== wanted.x || seen.y !== wanted.y) {
      // Window managers count the border of old programs differently; the second request allows for what the first showed.
      seen = await moveTo(id, { ...wanted, x: 2 * wanted.x - seen.x, y: 2 * wanted.y - seen.y }, progress, wanted);
    }
    const { x: left, y: top, width, height } = grow(seen, extents);
    const say = `“${before.title}” is at ${left},${top} with ${width}×${height}.`;
    return result(sameRect(seen, wanted) ? 'verified' : 'partial', say);
  }

  /** Asks for a client area and returns the one there is then. */
  async function moveTo(id: number, request: Rect, progress: Progress, goal = request): Promise<Rect> {
    // Static gravity: the numbers are those of the client area, whatever the frame. Bits 8 to 11: all four are given.
    await send(id, '_NET_MOVERESIZE_WINDOW', [
      STATIC_GRAVITY | (0b1111 << 8) | (PAGER << 12),
      request.x >>> 0,
      request.y >>> 0,
      Math.max(1, request.width),
      Math.max(1, request.height),
    ]);
    await managerTookTurn(connection, progress);
    return settled(id, goal, progress);
  }

  /** The client area as soon as it is `goal` or has stopped changing. */
  async function settled(id: number, goal: Rect | null, progress: Progress): Promise<Rect> {
    let last = await rectOf(id);
    let changed = Date.now();
    const final = await until(
      async () => {
        const now = await rectOf(id);
        if (!sameRect(now, last)) changed = Date.now();
        last = now;
        return (goal !== null && sameRect(now, goal)) || Date.now() - changed > SETTLE_MS ? now : null;
      },
      progress,
      MOVE_MS,
      wake,
    );
    return final ?? last;
  }

  async function rectOf(id: number): Promise<Rect> {
    try {
      return await clientRect(connection, id);
    } catch (error) {
      throw new SonnyError('TARGET_GONE', `Window ${id} closed while it was moved.`, { cause: error });
    }
  }

  async function close(id: number, progress: Progress): Promise<ActionResult> {
    const before = await target(id, progress);
    const known = new Set((await listWindows(connection)).map((window) => window.id));
    await send(id, '_NET_CLOSE_WINDOW', [0, PAGER]);
    const seen = await until(
      async () => {
        const windows = await listWindows(connection);
        if (!windows.some((window) => window.id === id)) return 'gone';
        const asks = windows.find((window) => !known.has(window.id) && window.dialog && window.pid === before.pid);
        return asks ? `“${asks.title}” asks first.` : null;
      },
      progress,
      CLOSE_MS,
      wake,
    );
    if (seen === 'gone') return result('verified', `“${before.title}” is closed.`);
    return result(seen ? 'partial' : 'unverified', seen ?? `“${before.title}” is still open.`);
  }

  return { focus, setState, place, close };
}

const ICONIC = 3;
const ADD = 1;
const REMOVE = 0;

const mask = (name: string): number => x11.eventMask[name] ?? 0;

const HOLDS = { verified: true, partial: false, unverified: null, refused: null } as const;

function result(status: ActionResult['status'], say: string): ActionResult {
  return { status, evidence: [{ path: 'window-system', say, holds: HOLDS[status] }] };
}
