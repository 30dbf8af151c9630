import type { Sharing } from '../sync/sharing.ts';
import { onlyPerson, type Answers } from './answers.ts';

/** Which other Sonnies know what is told here. */
export const aboutPeers = (
  sharing: Pick<Sharing, 'list' | 'join' | 'leave'>,
): Answers<'peers.list' | 'peers.join' | 'peers.leave'> => ({
  'peers.list': () => sharing.list(),
  'peers.join': async ({ link }, origin) => {
    onlyPerson(origin);
    await sharing.join(link);
    return null;
  },
  'peers.leave': ({ link }, origin) => {
    onlyPerson(origin);
    sharing.leave(link);
    return null;
  },
});
