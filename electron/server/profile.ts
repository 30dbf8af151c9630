import envPaths from 'env-paths';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { makeFolder } from '../../automation/make-folder.ts';
import { type ErrorView, SonnyError } from '../../shared/protocol/errors.ts';

/** The folder with everything that Sonny keeps: SONNY_HOME, else the platform's place for an application's data. */
export function profileFolder(env: Readonly<Record<string, string | undefined>>): string {
  const chosen = env['SONNY_HOME'];
  if (chosen) return isAbsolute(chosen) ? chosen : resolve(chosen);
  return envPaths('sonny', { suffix: '' }).data;
}

/** Nothing can be kept in the profile's folder: FILE_DENIED in words of its own, since it is not a place that a goal named. */
class ProfileUnusable extends SonnyError {
  private readonly chosen: boolean;
  constructor(profile: string, chosen: boolean, cause: unknown) {
    super('FILE_DENIED', `${profile}: ${reason(profile, cause)}.`, { cause });
    this.chosen = chosen;
  }
  override view(): ErrorView {
    return {
      ...super.view(),
      say: this.chosen ? 'SONNY_HOME can’t be used.' : 'The folder where Sonny keeps its things can’t be used.',
      hint: this.chosen
        ? 'Set SONNY_HOME to a folder that you may write in, or leave it out.'
        : 'See to it that you may write in it, or set SONNY_HOME to another folder.',
    };
  }
}

/** What can't be looked at may be a folder. */
const isNoFolder = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch {
    return false;
  }
};

/** Why nothing can be kept there, in plain words. */
function reason(profile: string, cause: unknown): string {
  for (let at = profile; dirname(at) !== at; at = dirname(at)) {
    if (isNoFolder(at)) return at === profile ? 'it is a file, not a folder' : `${at} is a file, not a folder`;
  }
  switch (cause instanceof Error && 'code' in cause ? cause.code : null) {
    case 'EACCES':
    case 'EPERM':
      return 'you may not write there';
    case 'EROFS':
      return 'that disk can only be read';
    case 'ENAMETOOLONG':
      return 'its name is too long';
    default:
      return 'no folder can be made there';
  }
}

/** Makes the profile's folder where it is missing. @throws SonnyError FILE_DENIED where it can't be used; a full disk is told of later. */
export function makeProfile(profile: string, env: Readonly<Record<string, string | undefined>>): void {
  try {
    makeFolder(profile);
    accessSync(profile, constants.W_OK | constants.X_OK);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && ['ENOSPC', 'EDQUOT', 'EIO'].includes(String(thrown.code)))
      return;
    throw new ProfileUnusable(profile, Boolean(env['SONNY_HOME']), thrown);
  }
}
