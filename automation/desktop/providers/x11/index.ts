import x11 from 'x11';
import type { Hand } from '../../hand.ts';
import { openClipboard } from './clipboard.ts';
import { connect, type ConnectionOptions } from './connection.ts';
import { openInput, type Input } from './input.ts';
import { responds } from './ping.ts';
import { pointBelongsTo } from './point-owner.ts';
import { windowManager } from './root-window.ts';
import { openScreen } from './screen.ts';
import { windowActions } from './window-actions.ts';
import { describeWindow, listWindows } from './window-list.ts';

/** An X display: its windows, input, clipboard and picture, over one connection. */
export interface X11 extends Hand {
  readonly input: Input;
  /** What the server calls this connection. */
  readonly client: number;
}

/** Connects, or rejects with NO_DISPLAY. */
export async function connectX11(options: ConnectionOptions): Promise<X11> {
  const connection = await connect(options);
  const { x, root } = connection;
  // Qt sends its answer to a ping only to those who watch the root's own structure.
  const watched = ['SubstructureNotify', 'StructureNotify', 'PropertyChange'];
  x.ChangeWindowAttributes(root, { eventMask: watched.reduce((mask, name) => mask | (x11.eventMask[name] ?? 0), 0) });
  const [input, screen] = await Promise.all([openInput(connection), openScreen(connection)]);
  return {
    display: options.display,
    client: connection.client,
    windows: {
      ...windowActions(connection),
      list: () => listWindows(connection),
      describe: (id) => describeWindow(connection, id),
      shownAt: (id, at) => pointBelongsTo(connection, at, id),
      responds: (id, patienceMs, progress) => responds(connection, id, patienceMs, progress),
    },
    input,
    screen,
    clipboard: openClipboard(connection),
    windowManager: () => windowManager(connection),
    onChange: (listener) => connection.onEvent(listener),
    close: () => connection.close(),
  };
}
