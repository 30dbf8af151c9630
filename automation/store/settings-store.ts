import { copyFileSync, constants, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import { complaintOf } from '../../shared/protocol/complaint.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { Settings } from '../../shared/protocol/settings.ts';
import type { SettingsStore } from '../../shared/ports/settings.ts';
import { asideName } from './aside.ts';
import { storeError } from './store-error.ts';

export interface SettingsOptions {
  /** The profile's folder. */
  readonly folder: string;
  /** Milliseconds since the epoch; only names a damaged file that is kept aside. */
  now(): number;
}

/** Refuses JSON that is no object, which `conf` would silently take for an empty one. */
const deserialize = (text: string): Settings => {
  const value: unknown = JSON.parse(text);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new SyntaxError('not an object');
  return value as Settings;
};

interface Read {
  readonly settings: Settings;
  readonly trouble?: string;
}

/** Where nobody can tell any more what Sonny may do, it does not act. */
const SAFE = { mode: 'observe' } as const;
/** So many bad values are left out one by one. */
const MOST_BAD = 300;

const holder = (root: object, path: readonly PropertyKey[]): object | null => {
  const found = path.reduce<unknown>((at, key) => (at instanceof Object ? Reflect.get(at, key) : undefined), root);
  return found instanceof Object ? found : null;
};

/** Takes away the value at a path; where it is not there, what should have held it. */
const drop = (root: object, path: readonly PropertyKey[]): void => {
  const key = path.at(-1);
  if (key === undefined) return;
  const within = holder(root, path.slice(0, -1));
  if (within === null || !Object.hasOwn(within, key)) drop(root, path.slice(0, -1));
  else if (Array.isArray(within)) within.splice(Number(key), 1);
  else Reflect.deleteProperty(within, key);
};

/** Every value that fits is kept, and the others are defaults. */
const salvage = (given: object): Read => {
  const rest = structuredClone(given);
  const bad: string[] = [];
  // Each turn takes one value away. A file that is bad all over says nothing.
  for (;;) {
    const parsed = Settings.safeParse(rest);
    if (parsed.success)
      return { settings: parsed.data, ...(bad.length > 0 ? { trouble: bad.slice(0, 5).join(' ') } : {}) };
    const path = parsed.error.issues[0]?.path ?? [];
    if (path.length === 0 || bad.length > MOST_BAD)
      return { settings: Settings.parse(SAFE), trouble: complaintOf(parsed.error) };
    bad.push(complaintOf(parsed.error));
    drop(rest, path);
    if (path[0] === 'mode') Object.assign(rest, SAFE);
  }
};

/** What the file says, and what is wrong with it. */
const readFile = (open: () => Conf<Settings>, isThere: () => boolean): Read => {
  try {
    return salvage({ ...open().store });
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    return { settings: Settings.parse(isThere() ? SAFE : {}), trouble };
  }
};

const keepAside = (path: string, now: number): string => {
  if (!existsSync(path)) return 'No copy was needed.';
  try {
    const aside = asideName(path, now);
    copyFileSync(path, aside, constants.COPYFILE_EXCL);
    rmSync(path);
    return `The damaged file is ${aside}.`;
  } catch (error) {
    return `It could not be kept aside: ${error instanceof Error ? error.message : String(error)}`;
  }
};

/**
 * The settings in `settings.json` of the profile's folder, read once. `set` throws COMMAND_INVALID for values that do not
 * fit, and STORE_FULL or FILE_DENIED when the file cannot be written; then the settings are what they were.
 */
export const openSettings = ({ folder, now }: SettingsOptions): SettingsStore => {
  const path = join(folder, 'settings.json');
  const open = (): Conf<Settings> =>
    new Conf<Settings>({ cwd: folder, configName: 'settings', configFileMode: 0o600, deserialize });
  const wasThere = existsSync(path);
  const read = readFile(open, () => wasThere);
  let { settings } = read;
  const rewrite = (): string => {
    // What is left would be defaults at the next start, and the mode with them.
    if (!wasThere || existsSync(path)) return '';
    try {
      open().store = settings;
      return '';
    } catch (error) {
      return ` What is kept could not be written: ${error instanceof Error ? error.message : String(error)}`;
    }
  };
  const notice =
    read.trouble === undefined
      ? null
      : { code: 'SETTINGS_CORRUPT' as const, details: `${read.trouble} ${keepAside(path, now())}${rewrite()}` };
  return {
    notice,
    get: () => settings,
    set(patch) {
      const parsed = Settings.safeParse({ ...settings, ...patch });
      if (!parsed.success) throw new SonnyError('COMMAND_INVALID', complaintOf(parsed.error));
      try {
        open().store = parsed.data;
      } catch (error) {
        throw storeError(error, path);
      }
      settings = parsed.data;
      return settings;
    },
  };
};
