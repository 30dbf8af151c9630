import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface StaticFile {
  readonly mime: string;
  readonly bytes: Buffer;
}

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/**
 * The window's files by address. They are read once: a request is only ever looked up, so no path that a client writes
 * reaches the disk. Empty when the folder is not there.
 */
export async function readStaticFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, StaticFile>();
  for (const entry of entries) {
    const mime = MIME[extname(entry.name)];
    if (!entry.isFile() || mime === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const address = path.slice(folder.length).split(sep).join('/');
    files.set(address.startsWith('/') ? address : `/${address}`, { mime, bytes: await readFile(path) });
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}
