import x11 from 'x11';
import type { Window } from '../../../../shared/ports/driver.ts';
import type { Progress } from '../../../../shared/ports/progress.ts';
import { openClipboard, type Clipboard } from './clipboard.ts';
import { connect, type ConnectionOptions } from './connection.ts';
import { openInput, type Input } from './input.ts';
import { responds } from './ping.ts';
import { pointBelongsTo } from './point-owner.ts';
import { windowManager } from './root-window.ts';
import { openScreen, type Screen } from './screen.ts';
import { windowActions, type WindowActions } from './window-actions.ts';
import { describeWindow, listWindows } from './window-list.ts';

/** An X display: its windows, input, clipboard and picture, over one connection. */
export interface X11 {
  readonly display: string;
  readonly windows: WindowActions & {
    list(): Promise<readonly Window[]>;
    /** null: it is gone. */
    describe(id: number): Promise<Window | null>;
    /** Whether the point shows this window or a pop-up of its application. */
    shownAt(id: number, at: { readonly x: number; readonly y: number }): Promise<boolean>;
    /** false: its application hangs; null: it can't be asked. */
    responds(id: number, patienceMs: number, progress: Progress): Promise<boolean | null>;
  };
  readonly input: Input;
  readonly clipboard: Clipboard;
  readonly screen: Screen;
  windowManager(): Promise<string | null>;
  /** Calls back at every change on the display. */
  onChange(listener: () => void): () => void;
  close(): void;
}

/** Connects, or rejects with NO_DISPLAY. */
export async function connectX11(options: ConnectionOptions): Promise<X11> {
  const connection = await connect(options);
  const { x, root } = connection;
  x.ChangeWindowAttributes(root, {
    eventMask: (x11.eventMask['SubstructureNotify'] ?? 0) | (x11.eventMask['PropertyChange'] ?? 0),
  });
  const [input, screen] = await Promise.all([openInput(connection), openScreen(connection)]);
  return {
    display: options.display,
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
