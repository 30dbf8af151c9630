import type { Rect, Window } from '../../../../shared/ports/driver.ts';
import type { Geometry } from 'x11';
import type { Connection } from './connection.ts';

/** Pixels that a frame adds on each side. Negative: the application draws a shadow that is not part of what one sees. */
export interface FrameExtents {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The windows of applications, bottom to top: those the window manager manages that have a title, and dialogs, since
 * GTK's questions have none.
 */
export async function listWindows(connection: Connection): Promise<readonly Window[]> {
  const [ids, active] = await Promise.all([managedWindows(connection), activeWindow(connection)]);
  const windows = await Promise.all(ids.map((id) => describe(connection, id, active)));
  return windows.filter((window) => window !== null);
}

export async function activeWindow(connection: Connection): Promise<number> {
  const [id = 0] = await windowIds(connection, connection.root, '_NET_ACTIVE_WINDOW');
  return id;
}

/** Bottom to top. A window manager that keeps no order has at least the list without one. */
async function managedWindows(connection: Connection): Promise<readonly number[]> {
  const stacking = await windowIds(connection, connection.root, '_NET_CLIENT_LIST_STACKING');
  return stacking.length > 0 ? stacking : windowIds(connection, connection.root, '_NET_CLIENT_LIST');
}

/** One window, or null when it is gone, is not an application's or has no title and is no dialog. */
export async function describeWindow(connection: Connection, id: number): Promise<Window | null> {
  const managed = await managedWindows(connection);
  return managed.includes(id) ? describe(connection, id, await activeWindow(connection)) : null;
}

async function describe(connection: Connection, id: number, active: number): Promise<Window | null> {
  try {
    const [title, app, pid, states, types, transient, client, extents] = await Promise.all([
      titleOf(connection, id),
      classOf(connection, id),
      connection.property(id, '_NET_WM_PID'),
      atomNames(connection, id, '_NET_WM_STATE'),
      atomNames(connection, id, '_NET_WM_WINDOW_TYPE'),
      connection.property(id, 'WM_TRANSIENT_FOR'),
      clientRect(connection, id),
      frameExtents(connection, id),
    ]);
    const dialog =
      types.includes('_NET_WM_WINDOW_TYPE_DIALOG') || states.includes('_NET_WM_STATE_MODAL') || transient !== null;
    if ((!title && !dialog) || types.some((type) => FURNITURE.has(type))) return null;
    return {
      id,
      pid: pid && pid.data.length >= 4 ? pid.data.readUInt32LE(0) : null,
      app,
      title,
      rect: grow(client, extents),
      state: stateOf(states),
      active: id === active,
      dialog,
    };
  } catch {
    // A window that is closed while it is described has an error for an answer: it is not there.
    return null;
  }
}

const FURNITURE = new Set([
  '_NET_WM_WINDOW_TYPE_DESKTOP',
  '_NET_WM_WINDOW_TYPE_DOCK',
  '_NET_WM_WINDOW_TYPE_NOTIFICATION',
]);

function stateOf(states: readonly string[]): Window['state'] {
  if (states.includes('_NET_WM_STATE_HIDDEN')) return 'minimised';
  const both = states.includes('_NET_WM_STATE_MAXIMIZED_VERT') && states.includes('_NET_WM_STATE_MAXIMIZED_HORZ');
  return both ? 'maximised' : 'normal';
}

async function titleOf(connection: Connection, id: number): Promise<string> {
  const modern = await connection.property(id, '_NET_WM_NAME');
  if (modern && modern.data.length > 0) return modern.data.toString('utf8');
  const old = await connection.property(id, 'WM_NAME');
  return old ? old.data.toString('latin1') : '';
}

async function classOf(connection: Connection, id: number): Promise<string> {
  const found = await connection.property(id, 'WM_CLASS');
  const [instance = '', name = ''] = found ? found.data.toString('latin1').split('\0') : [];
  return (name || instance).toLowerCase();
}

/** The area the application draws in, in screen pixels. */
export async function clientRect({ ask, x, root }: Connection, id: number): Promise<Rect> {
  const [size, place] = await Promise.all([
    ask<Geometry>((reply) => x.GetGeometry(id, reply)),
    ask<{ readonly destX: number; readonly destY: number }>((reply) => x.TranslateCoordinates(id, root, 0, 0, reply)),
  ]);
  return { x: place.destX, y: place.destY, width: size.width, height: size.height };
}

export async function frameExtents(connection: Connection, id: number): Promise<FrameExtents> {
  const [frame, shadow] = await Promise.all([
    connection.property(id, '_NET_FRAME_EXTENTS'),
    connection.property(id, '_GTK_FRAME_EXTENTS'),
  ]);
  const read = (data: Buffer | undefined, at: number) => (data && data.length >= 16 ? data.readUInt32LE(at * 4) : 0);
  const side = (at: number) => read(frame?.data, at) - read(shadow?.data, at);
  return { left: side(0), right: side(1), top: side(2), bottom: side(3) };
}

export function grow(rect: Rect, { left, right, top, bottom }: FrameExtents): Rect {
  return { x: rect.x - left, y: rect.y - top, width: rect.width + left + right, height: rect.height + top + bottom };
}

export function shrink(rect: Rect, { left, right, top, bottom }: FrameExtents): Rect {
  return { x: rect.x + left, y: rect.y + top, width: rect.width - left - right, height: rect.height - top - bottom };
}

async function windowIds(connection: Connection, window: number, name: string): Promise<readonly number[]> {
  const found = await connection.property(window, name);
  return found ? words(found.data) : [];
}

async function atomNames({ ask, x, property }: Connection, id: number, name: string): Promise<readonly string[]> {
  const found = await property(id, name);
  if (!found) return [];
  return Promise.all(words(found.data).map((atom) => ask<string>((reply) => x.GetAtomName(atom, reply))));
}

export function words(data: Buffer): readonly number[] {
  return Array.from({ length: data.length >> 2 }, (_, index) => data.readUInt32LE(index * 4));
}
