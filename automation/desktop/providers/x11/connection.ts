import x11, { type Property, type XClient, type XEvent } from 'x11';
import { SonnyError } from '../../../../shared/protocol/errors.ts';

export interface ConnectionOptions {
  /** ":N". */
  readonly display: string;
  /** MIT-MAGIC-COOKIE-1, 16 bytes. Without it XAUTHORITY or ~/.Xauthority is read. */
  readonly cookie?: Buffer;
}

/** One connection to an X server. Requests reject with NO_DISPLAY once the server is gone, else with the X error. */
export interface Connection {
  readonly x: XClient;
  readonly root: number;
  /** What the server calls this connection when it tells others whose input it was. */
  readonly client: number;
  readonly width: number;
  readonly height: number;
  readonly keycodes: { readonly first: number; readonly last: number };
  /** Bytes that fit into one request's data. */
  readonly maxData: number;
  /** Turns one request with a reply into a promise. */
  ask<T>(send: (reply: (error: Error | null | undefined, value: T) => void) => void): Promise<T>;
  atom(name: string): Promise<number>;
  /** A whole property, or null when the window has none of that name. */
  property(window: number, name: string): Promise<Property | null>;
  /** Whether two resources, windows for example, belong to the same program's connection. */
  sameClient(a: number, b: number): boolean;
  /** Calls back at every event, until the returned function is called. */
  onEvent(listener: (event: XEvent) => void): () => void;
  close(): void;
}

const LONGEST_PROPERTY = 0x1fffffff;

/** Connects, or rejects with NO_DISPLAY. */
export function connect(options: ConnectionOptions): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const refused = (error: unknown) => {
      reject(new SonnyError('NO_DISPLAY', `${options.display} does not answer.`, { cause: error }));
    };
    const auth = options.cookie
      ? { auth: { name: 'MIT-MAGIC-COOKIE-1', data: options.cookie.toString('latin1') } }
      : {};
    try {
      const client = x11.createClient({ display: options.display, ...auth }, (error, display) => {
        const screen = display?.screen[0];
        if (error || !screen) return refused(error);
        // The package shares its table of atoms between connections, but each server numbers them on its own.
        display.client.atoms = { ...display.client.atoms };
        resolve(
          wrap(display.client, {
            root: screen.root,
            client: display.resource_base,
            width: screen.pixel_width,
            height: screen.pixel_height,
            keycodes: { first: display.min_keycode, last: display.max_keycode },
            sameClient: (a, b) => (a & ~display.resource_mask) === (b & ~display.resource_mask),
            maxData: display.max_request_length * 4 - 64,
          }),
        );
      });
      client.on('error', refused);
    } catch (error) {
      refused(error);
    }
  });
}

type Facts = Pick<Connection, 'root' | 'client' | 'width' | 'height' | 'keycodes' | 'maxData' | 'sameClient'>;

function wrap(x: XClient, facts: Facts): Connection {
  const waiting = new Set<(error: Error) => void>();
  let gone: SonnyError | null = null;
  const lose = () => {
    gone = new SonnyError('NO_DISPLAY', 'The connection to the display was lost.');
    for (const reject of waiting) reject(gone);
    waiting.clear();
  };
  x.on('end', lose);
  x.on('error', (error: Error & { readonly code?: string }) => {
    // Protocol errors of requests without a reply come here too: the window was closed meanwhile, and read-back tells.
    if (typeof error.code === 'string') lose();
  });

  const ask: Connection['ask'] = (send) =>
    new Promise((resolve, reject) => {
      if (gone) return reject(gone);
      waiting.add(reject);
      send((error, value) => {
        waiting.delete(reject);
        if (error) reject(error);
        else resolve(value);
      });
    });
  const atom = (name: string) => ask<number>((reply) => x.InternAtom(false, name, reply));

  return {
    ...facts,
    x,
    ask,
    atom,
    async property(window, name) {
      const id = await atom(name);
      const found = await ask<Property>((reply) => x.GetProperty(0, window, id, 0, 0, LONGEST_PROPERTY, reply));
      return found.type === 0 ? null : found;
    },
    onEvent(listener) {
      x.on('event', listener);
      return () => x.off('event', listener);
    },
    close() {
      gone = new SonnyError('NO_DISPLAY', 'The connection was closed.');
      x.terminate();
    },
  };
}
