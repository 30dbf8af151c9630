import { z } from 'zod';
import { Source } from '../symbolic/labels/source.ts';

/** Text for a model, labelled with the way by which it came in. Who may decide what by it is the policy's to say. */
const Data = z.object({
  from: Source,
  text: z.string(),
  /** What is cut where all does not fit: `end` loses its end, `start` its beginning, `never` nothing. */
  cut: z.enum(['end', 'start', 'never']).default('end'),
});
export type Data = z.infer<typeof Data>;
export type DataInput = z.input<typeof Data>;

/** A slot that holds one text, and one that holds any number of them. */
export const one = Data;
export const some = z.array(Data);
