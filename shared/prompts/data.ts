import { z } from 'zod';
import { Source } from '../symbolic/labels/source.ts';

/** A slot that holds one text: labelled with the way by which it came in. Who may decide what by it is the policy's to say. */
export const one = z.object({
  from: Source,
  text: z.string(),
  /** What is cut where all does not fit: `end` loses its end, `start` its beginning, `never` nothing. */
  cut: z.enum(['end', 'start', 'never']).default('end'),
});
export type Data = z.infer<typeof one>;
export type DataInput = z.input<typeof one>;

/** A slot that holds any number of texts. */
export const some = z.array(one);
