import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where the browser comes back to: a door of this machine that only the right answer opens. */
export interface Callback {
  /** The address that the answer has to be sent to. */
  readonly address: string;
  /** Settles with what the answer says, once one came that names `state`; others are turned away. Rejects when `signal` aborts. */
  answer(state: string, signal: AbortSignal): Promise<URLSearchParams>;
  close(): void;
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
const page = (words: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sonny</title><p>${words}</p></html>`;

const same = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const listening = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });

/** @param wanted the port that was registered before; another one is taken where it is not free */
export const openCallback = async (wanted: number): Promise<Callback> => {
  let arrived: ((asked: URL) => boolean) | null = null;
  const make = (): Server =>
    createServer((request, response) => {
      const { port } = server.address() as AddressInfo;
      const host = `127.0.0.1:${port}`;
      const asked = URL.parse(request.url ?? '', `http://${host}`);
      // A page that had its own name lead here is not who was waited for.
      const right = request.method === 'GET' && request.headers.host === host && asked?.pathname === '/callback';
      if (right && arrived?.(asked) === true)
        return void response
          .writeHead(200, HEADERS)
          .end(page('Sonny has the answer and finishes signing in. You can close this page.'));
      response.writeHead(right ? 400 : 404, HEADERS).end(page('This is no answer that Sonny waits for.'));
    });
  let server = make();
  if (wanted === 0 || !(await listening(server, wanted))) {
    server = make();
    if (!(await listening(server, 0))) throw new Error('No port of this machine could be listened on.');
  }
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    answer: (state, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        arrived = ({ searchParams }) => {
          if (!same(searchParams.get('state') ?? '', state)) return false;
          arrived = null;
          resolve(searchParams);
          return true;
        };
      }),
    close() {
      server.close();
      server.closeIdleConnections();
    },
  };
};
