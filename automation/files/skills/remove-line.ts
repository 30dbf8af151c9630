import { z } from 'zod';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { Snapshots } from '../../../shared/ports/snapshots.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { countLines, withoutLines } from '../../../shared/skills/lines.ts';
import { plural } from '../../text-version.ts';
import { hashOf } from '../digest.ts';
import type { Places } from '../places.ts';
import { readPlainText } from '../read/text.ts';
import { putsText } from './put-text.ts';

const Args = z.object({ path: z.string(), line: z.string().min(1), places: z.number().optional() });

/** `files.remove-line`: every line that says just this, of plain UTF-8 text of up to 8 MiB. TARGET_GONE where other lines do than was planned. */
export const removeLine = (places: Places, snapshots: Snapshots): Performer =>
  putsText(
    {
      skill: 'files.remove-line',
      args: Args,
      goesOn: 'that without the line',
      leftOf: ({ line }, before) => withoutLines(before, line),
      async textOf({ path, line, places: planned }) {
        const before = await readPlainText(places.content(path));
        const count = countLines(before, line);
        if (count === 0 || (planned !== undefined && count !== planned)) {
          const then = planned === undefined ? '' : ` and was ${plural(planned, 'line')} when this was planned`;
          throw new SonnyError(
            'TARGET_GONE',
            `What is to be taken out of ${path} is ${plural(count, 'line')} of it now${then}.`,
          );
        }
        const text = withoutLines(before, line);
        return { text, outputs: { sha256: hashOf(text), count } };
      },
    },
    places,
    snapshots,
  );
