import { readFileSync } from 'node:fs';
import x11, { type XClient, type XEvent } from 'x11';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { cookieFor } from './cookie.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** A connection of the stop's own to an X server: it works while the one that acts is busy or hangs. */
export interface Display {
  readonly name: string;
  readonly x: XClient;
  readonly root: number;
  readonly width: number;
  readonly height: number;
  readonly keycodes: { readonly first: number; readonly last: number };
  ask<T>(send: (reply: (error: Error | null | undefined, value: T) => void) => void): Promise<T>;
  onEvent(listener: (event: XEvent) => void): () => void;
  /** Called once, when the server is gone. */
  onLost(listener: () => void): void;
  close(): void;
}

/** Connects to the display that the environment names, or rejects with NO_DISPLAY. */
export function openDisplay(env: Env): Promise<Display> {
  const name = env['DISPLAY'] ?? '';
  return new Promise((resolve, reject) => {
    const refused = (cause: unknown): void =>
      reject(new SonnyError('NO_DISPLAY', `${name} does not answer.`, { cause }));
    if (name === '') return refused('There is none.');
    try {
      const client = x11.createClient({ display: name, ...authority(env, name) }, (error, display) => {
        const screen = display?.screen[0];
        if (error || !screen) return refused(error);
        const { client: x, min_keycode: first, max_keycode: last } = display;
        const size = { width: screen.pixel_width, height: screen.pixel_height };
        resolve(wrap(x, { name, root: screen.root, ...size, keycodes: { first, last } }));
      });
      client.on('error', refused);
    } catch (error) {
      refused(error);
    }
  });
}

function wrap(x: XClient, facts: Pick<Display, 'name' | 'root' | 'width' | 'height' | 'keycodes'>): Display {
  const waiting = new Set<(error: Error) => void>();
  const listeners: (() => void)[] = [];
  let gone = false;
  function lose(): void {
    if (gone) return;
    gone = true;
    for (const reject of waiting) reject(new SonnyError('NO_DISPLAY', 'The connection to the display was lost.'));
    waiting.clear();
    for (const tell of listeners) tell();
  }
  x.on('end', lose);
  // Errors of single requests come here too; only those of the connection have a code in words.
  x.on('error', (error: Error & { readonly code?: unknown }) => {
    if (typeof error.code === 'string') lose();
  });
  return {
    ...facts,
    x,
    ask: (send) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(new SonnyError('NO_DISPLAY'));
        waiting.add(reject);
        send((error, value) => {
          waiting.delete(reject);
          if (error) reject(error);
          else resolve(value);
        });
      }),
    onEvent(listener) {
      x.on('event', listener);
      return () => x.off('event', listener);
    },
    onLost: (listener) => void listeners.push(listener),
    close() {
      gone = true;
      x.terminate();
    },
  };
}

/** The package reads the file that this process's own environment names; Sonny's own display has another. */
function authority(env: Env, display: string): { readonly auth?: { readonly name: string; readonly data: string } } {
  const file = env['XAUTHORITY'];
  if (file === undefined || file === process.env['XAUTHORITY']) return {};
  const cookie = cookieFor(readFileSync(file), display);
  return cookie === null ? {} : { auth: { name: 'MIT-MAGIC-COOKIE-1', data: cookie } };
}
