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

/** What the file says, or why it says nothing that can be used. */
const readFile = (open: () => Conf<Settings>): { settings: Settings } | { trouble: string } => {
  try {
    const parsed = Settings.safeParse({ ...open().store });
    return parsed.success ? { settings: parsed.data } : { trouble: complaintOf(parsed.error) };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error) };
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
  const read = readFile(open);
  const notice =
    'trouble' in read
      ? { code: 'SETTINGS_CORRUPT' as const, details: `${read.trouble} ${keepAside(path, now())}` }
      : null;
  let settings = 'settings' in read ? read.settings : Settings.parse({});
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
