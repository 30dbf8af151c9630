import envPaths from 'env-paths';
import { isAbsolute, resolve } from 'node:path';

/** The folder with everything that Sonny keeps: SONNY_HOME, else the platform's place for an application's data. */
export function profileFolder(env: Readonly<Record<string, string | undefined>>): string {
  const chosen = env['SONNY_HOME'];
  if (chosen) return isAbsolute(chosen) ? chosen : resolve(chosen);
  return envPaths('sonny', { suffix: '' }).data;
}
