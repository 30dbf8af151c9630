import type { IpcRenderer } from 'electron';
import { CHANNEL } from './channel.ts';

/** All that a page gets from Electron. */
export interface Bridge {
  send(message: string): void;
  /** Replaces the handler that was set before. */
  onMessage(handler: (message: string) => void): void;
}

/** The page never sees Electron's own objects: neither the channel's name nor the event of a message. */
export function createBridge(ipc: Pick<IpcRenderer, 'send' | 'on' | 'removeAllListeners'>): Bridge {
  return {
    send: (message) => ipc.send(CHANNEL, message),
    onMessage: (handler) => {
      ipc.removeAllListeners(CHANNEL);
      ipc.on(CHANNEL, (_event, message: string) => handler(message));
    },
  };
}
