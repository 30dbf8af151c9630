import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { Snapshots } from '../../../shared/ports/snapshots.ts';
import type { Places } from '../places.ts';
import { putsText } from './put-text.ts';

const Args = z.object({ path: z.string(), text: z.string(), replace: z.literal(true).optional() });

/** `files.write`. */
export const write = (places: Places, snapshots: Snapshots): Performer =>
  putsText(
    {
      skill: 'files.write',
      args: Args,
      leftOf: ({ text }) => text,
      textOf: async ({ text }) => ({ text }),
    },
    places,
    snapshots,
  );
