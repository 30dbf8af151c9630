import { z } from 'zod';
import { one, some } from '../data.ts';
import { definePrompt } from '../prompt.ts';

/** A goal in several simpler ones, each of which may be read without a model. */
export const decompose = definePrompt({
  name: 'decompose',
  version: 1,
  slots: z.object({ goal: one, answers: some.optional(), examples: one }),
  text: `A person gave Sonny a goal in their own words. Split it into simple goals that together do all of it and nothing else, in the order in which
they are done. Word each like one of the examples where one fits. Keep every name, path, number and quotation exactly as the person wrote it.
Answer: {"goals": [{"words": the person's words it stands for, copied exactly, "goal": the simple goal}, …]}.`,
  answer: z.object({
    goals: z
      .array(z.object({ words: z.string().min(1), goal: z.string().min(1).max(2000) }))
      .min(1)
      .max(30),
  }),
});
