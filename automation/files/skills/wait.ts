import { z } from 'zod';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { stampOf } from '../digest.ts';
import { filePerformer, undone } from '../file-performer.ts';
import type { Places } from '../places.ts';

const PAUSE = 100;

/** `wait.file`: until something is at the path and did not change between two looks. DEADLINE when nothing came. */
export const waitForFile = (places: Places, clock: Clock, checkpoint: Checkpoint): Performer =>
  filePerformer(places, {
    skill: 'wait.file',
    args: z.object({ path: z.string() }),
    receipt: z.null(),
    async perform({ path }, progress) {
      for (let before: string | null = null; ;) {
        const now = await stampOf(places.content(path));
        if (now !== null && now === before) return { receipt: null };
        before = now;
        await clock.sleep(PAUSE, progress.signal);
        checkpoint(progress);
      }
    },
    undo: async () => undone('Nothing was changed.'),
  });
