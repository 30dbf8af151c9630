import type { WebFrameMain } from 'electron';

/** Sonny's own pages are served under this address by `scheme.ts`, and from nowhere else. */
export const SCHEME = 'app';
const HOST = 'sonny';
export const PAGE = `${SCHEME}://${HOST}/`;

/** Compared as a parsed address: texts like "app://sonny.evil.test" or "app://evil@sonny:1" are not it. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === '';
}

/** Whether a message comes from the top frame of Sonny's own page. */
export const isOwnFrame = (frame: Pick<WebFrameMain, 'url' | 'parent'> | null): boolean =>
  frame !== null && frame.parent === null && isOwnAddress(frame.url);
