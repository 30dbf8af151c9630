import type { IpcMain, WebContents } from 'electron';
import type { Transport } from '../../shared/protocol/transport.ts';
import { CHANNEL } from '../preload/channel.ts';
import { type IpcPipe, ipcPipe } from './ipc-pipe.ts';
import { isOwnFrame } from './own-page.ts';

/** The longest message that a page may send, in UTF-16 units. */
const LONGEST = 256 * 1024;

/**
 * Takes messages from Sonny's own pages and gives each page a transport, at its first message. The only listener on
 * ipcMain: what comes from any other frame or address, or is not a text, is dropped before anyone looks at it.
 */
export function acceptPages(ipcMain: Pick<IpcMain, 'on'>, onPage: (transport: Transport) => void): void {
  const pipes = new WeakMap<WebContents, IpcPipe>();
  ipcMain.on(CHANNEL, (event, message: unknown) => {
    if (!isOwnFrame(event.senderFrame) || typeof message !== 'string' || message.length > LONGEST) return;
    let pipe = pipes.get(event.sender);
    if (!pipe?.open()) {
      pipe = ipcPipe(event.sender);
      pipes.set(event.sender, pipe);
      onPage(pipe.transport);
    }
    pipe.deliver(message);
  });
}
