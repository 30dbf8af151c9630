import type { ExecutionPorts } from '../execution/ports.ts';
import type { Ports } from './ports.ts';

/** Pictures are taken as long as the person wants them; those that were taken before stay to be looked at. */
export const takenIfWanted = ({ pictures, settings }: Ports): Pick<ExecutionPorts, 'pictures'> =>
  pictures
    ? {
        pictures: {
          take: async (progress) => (settings.get().pictures ? pictures.take(progress) : null),
          get: (sha256) => pictures.get(sha256),
        },
      }
    : {};
