import type { WebContents } from 'electron';
import type { Transport } from '../../shared/protocol/transport.ts';
import { CHANNEL } from '../preload/channel.ts';

/** The host's end of the way to one page. It ends with the page: by a reload, a crash or its window's end. */
export interface IpcPipe {
  readonly transport: Transport;
  open(): boolean;
  /** Hands on what the page sent. */
  deliver(text: string): void;
}

/** Open until the page is left, its process ends or its window is gone. */
export function ipcPipe(contents: Pick<WebContents, 'send' | 'isDestroyed' | 'on' | 'off'>): IpcPipe {
  let open = true;
  let onMessage: (text: string) => void = () => {};
  let onClose: () => void = () => {};

  const close = (): void => {
    if (!open) return;
    open = false;
    contents.off('did-navigate', close);
    contents.off('render-process-gone', close);
    contents.off('destroyed', close);
    onClose();
  };
  contents.on('did-navigate', close);
  contents.on('render-process-gone', close);
  contents.on('destroyed', close);

  return {
    open: () => open,
    deliver: (text) => {
      if (open) onMessage(text);
    },
    transport: {
      send: (text) => {
        if (open && !contents.isDestroyed()) contents.send(CHANNEL, text);
      },
      onMessage: (handler) => {
        onMessage = handler;
      },
      onClose: (handler) => {
        onClose = handler;
      },
      close,
      backlog: () => 0,
    },
  };
}
