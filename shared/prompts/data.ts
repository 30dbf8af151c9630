import { z } from 'zod';

/**
 * Text for a model, with where it is from. Where it is from is said to the model and never believed by anything else: who may decide what
 * by a text is the policy's to say.
 */
export const Data = z.object({
  /** "the person’s goal", "the file ~/a.txt", "the page example.org". */
  from: z.string(),
  text: z.string(),
  /** What is cut where all does not fit: `end` loses its end, `start` its beginning, `never` nothing. */
  cut: z.enum(['end', 'start', 'never']).default('end'),
});
export type Data = z.infer<typeof Data>;
export type DataInput = z.input<typeof Data>;

/** A slot that holds one text, and one that holds any number of them. */
export const one = Data;
export const some = z.array(Data);
