import { startChild, type Child } from './child.ts';
import { installPeer } from './peer.ts';

export const DATASCRIPT = 'datascript 1.8.1 rules';

/** Starts a process with datascript loaded; null where it cannot be installed. */
export const startDatascript = async (): Promise<Child | null> => {
  const folder = await installPeer('datascript', { datascript: '1.8.1' });
  if (folder === null) return null;
  return startChild(new URL('./datascript-process.ts', import.meta.url), { ...process.env, DATASCRIPT_FOLDER: folder });
};
