import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The media type or address scheme whose handler a generic word means. */
const MEANS: Readonly<Record<string, readonly string[]>> = {
  'text/plain': ['text editor', 'editor'],
  'x-scheme-handler/http': ['web browser', 'browser'],
  'text/html': ['web browser', 'browser'],
  'image/png': ['image viewer'],
  'application/pdf': ['document viewer', 'pdf viewer'],
  'inode/directory': ['file manager'],
  'x-scheme-handler/mailto': ['mail client', 'email client'],
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the MIME Applications specification keeps defaults, the person's own first. */
export const defaultsFiles = (env: Environment): readonly string[] => {
  const home = env['HOME'] || homedir();
  const config = [
    env['XDG_CONFIG_HOME'] || join(home, '.config'),
    ...(env['XDG_CONFIG_DIRS'] || '/etc/xdg').split(':'),
  ];
  const data = [
    env['XDG_DATA_HOME'] || join(home, '.local/share'),
    ...(env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':'),
  ];
  const folders = [...config, ...data.map((folder) => join(folder, 'applications'))].filter((folder) =>
    isAbsolute(folder),
  );
  const desktops = (env['XDG_CURRENT_DESKTOP'] ?? '')
    .toLowerCase()
    .split(':')
    .filter((name) => name !== '');
  return folders.flatMap((folder) => [
    ...desktops.map((name) => join(folder, `${name}-mimeapps.list`)),
    join(folder, 'mimeapps.list'),
  ]);
};

const defaultsIn = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  let inside = false;
  for (const line of text.split('\n').map((l) => l.trim())) {
    if (line.startsWith('[')) inside = line === '[Default Applications]';
    const at = line.indexOf('=');
    if (!inside || at < 1 || line.startsWith('#')) continue;
    const [first] = line.slice(at + 1).split(';');
    if (first?.endsWith('.desktop')) found.set(line.slice(0, at).trim(), first.slice(0, -'.desktop'.length));
  }
  return found;
};

/** Application ids by generic word, from the texts of `mimeapps.list` files; earlier files and types decide. */
export const defaultApplications = (lists: readonly string[]): Readonly<Record<string, string>> => {
  const defaults: Record<string, string> = {};
  const parsed = lists.map(defaultsIn);
  for (const [type, words] of Object.entries(MEANS)) {
    const id = parsed.map((list) => list.get(type)).find((found) => found !== undefined);
    if (id !== undefined) for (const word of words) defaults[word] ??= id;
  }
  return defaults;
};
