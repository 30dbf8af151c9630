import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startLoopback } from '../../electron/server/loopback.ts';
import { readStaticFiles } from '../../electron/server/static-files.ts';
import type { ScreenFeed } from '../../shared/ports/screen.ts';
import type { Sonny } from '../../shared/ports/sonny.ts';

export interface Host {
  /** An address that opens the window, good once. */
  link(): string;
  close(): Promise<void>;
}

const WINDOW = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** The Node host with the built window, serving any Sonny: a scripted one, or the real program. */
export async function startHost(sonny: Sonny, screen?: ScreenFeed): Promise<Host> {
  const files = await readStaticFiles(WINDOW);
  if (!files.has('/index.html')) throw new Error(`There is no built window in ${WINDOW}: build it first.`);
  const secret = (): string => randomBytes(32).toString('base64url');
  return startLoopback({ sonny, screen, files, now: Date.now, secret, bearer: secret(), host: '127.0.0.1' });
}
