import type { Settings } from '../protocol/settings.ts';

/** Where choices are kept. Reading never fails: a damaged file is kept aside, and what can't be used of it is a default, with a notice. */
export interface SettingsStore {
  get(): Settings;
  /** Merges, parses and keeps. Throws SonnyError when the result is not valid; then nothing has changed. */
  set(patch: Readonly<Record<string, unknown>>): Settings;
  /** What went wrong while reading, if anything. */
  readonly notice: { readonly code: 'SETTINGS_CORRUPT'; readonly details: string } | null;
}
