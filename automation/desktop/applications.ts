import { access, constants, readFile, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Application, Applications } from '../../shared/ports/applications.ts';
import { parseDesktopEntry, type DesktopEntry } from './applications/desktop-entry.ts';
import { defaultApplications, defaultsFiles } from './applications/default-applications.ts';
import { argvOf } from './applications/exec.ts';
import { parseMediaTypes, type MediaTypes } from './applications/file-endings.ts';
import { genericWords } from './applications/generic-words.ts';
import { KNOWN_APPLICATIONS, type LaunchSituation } from './applications/known-applications.ts';
import { windowClassOf } from './applications/window-class.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ApplicationsOptions {
  /** XDG_DATA_HOME, XDG_DATA_DIRS, XDG_CURRENT_DESKTOP, HOME and PATH are read. */
  readonly env: Environment;
  readonly situation: LaunchSituation;
  /** The text of a `mimeapps.list` that decides where the person's own does not. */
  readonly defaults?: string;
}

const readText = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** Data folders, the person's own first. */
const dataFolders = (env: Environment): string[] => {
  const own = env['XDG_DATA_HOME'] || join(env['HOME'] || homedir(), '.local/share');
  const shared = (env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':');
  return [own, ...shared].filter((folder) => isAbsolute(folder));
};

/** Entries of all folders by id; the first folder that has an id decides, even if only to hide it. */
const entriesOf = async (folders: readonly string[]): Promise<DesktopEntry[]> => {
  const entries = new Map<string, DesktopEntry | null>();
  for (const folder of folders.map((data) => join(data, 'applications'))) {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    for (const name of names.filter((file) => file.endsWith('.desktop')).sort()) {
      const id = name.slice(0, -'.desktop'.length).replaceAll('/', '-');
      if (!entries.has(id)) entries.set(id, parseDesktopEntry(id, await readText(join(folder, name))));
    }
  }
  return [...entries.values()].filter((entry) => entry !== null);
};

const mediaTypesOf = async (folders: readonly string[]): Promise<MediaTypes> => {
  const [globs, kinds] = await Promise.all(
    ['globs2', 'subclasses'].map(async (file) =>
      (await Promise.all(folders.map((data) => readText(join(data, 'mime', file))))).join('\n'),
    ),
  );
  return parseMediaTypes(globs ?? '', kinds ?? '');
};

const isRunnable = async (program: string, env: Environment): Promise<boolean> => {
  const places = isAbsolute(program)
    ? [program]
    : (env['PATH'] ?? '').split(delimiter).map((dir) => join(dir, program));
  for (const place of places) {
    if (
      await access(place, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return true;
  }
  return false;
};

const isShown = (entry: DesktopEntry, desktops: readonly string[]): boolean => {
  if (entry.hidden || entry.noDisplay || entry.terminal) return false;
  if (entry.notShowIn.some((desktop) => desktops.includes(desktop))) return false;
  return entry.onlyShowIn.length === 0 || entry.onlyShowIn.some((desktop) => desktops.includes(desktop));
};

const rankOf = (app: Application): number => {
  const rank = Object.keys(KNOWN_APPLICATIONS).indexOf(app.id);
  return rank === -1 ? Number.MAX_SAFE_INTEGER : rank;
};

/** Best first: applications whose ways are known, then by name. */
const byPreference = (a: Application, b: Application): number =>
  rankOf(a) - rankOf(b) || a.name.localeCompare(b.name, 'en');

/** The applications of a freedesktop system. Reads the launcher files anew at each call, so new ones are found at once. */
export const createApplications = ({ env, situation, defaults = '' }: ApplicationsOptions): Applications => ({
  async list() {
    const folders = dataFolders(env);
    const desktops = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':').filter((name) => name !== '');
    const [entries, mediaTypes] = await Promise.all([entriesOf(folders), mediaTypesOf(folders)]);
    const shown = entries.filter((entry) => isShown(entry, desktops));
    const named = new Set(shown.flatMap((entry) => entry.mimeTypes));
    const found: Application[] = [];
    for (const entry of shown) {
      const argv = argvOf(entry.exec);
      const program = argv?.[0];
      if (argv === null || program === undefined) continue;
      if (!(await isRunnable(program, env)) || (entry.tryExec !== '' && !(await isRunnable(entry.tryExec, env))))
        continue;
      const known = KNOWN_APPLICATIONS[entry.id];
      found.push({
        id: entry.id,
        name: entry.name,
        windowClass: windowClassOf(entry, argv, known?.windowClass),
        command: [...argv, ...(known?.arguments?.(situation) ?? [])],
        generic: genericWords(entry, known?.generic ?? []),
        extensions: mediaTypes.endings(entry.mimeTypes, named),
      });
    }
    return found.sort(byPreference);
  },

  async defaults() {
    const [own = '', ...others] = await Promise.all(defaultsFiles(env).map(readText));
    return defaultApplications([own, defaults, ...others]);
  },
});
