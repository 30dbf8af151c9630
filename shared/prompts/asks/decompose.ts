import { z } from 'zod';
import { one, some } from '../data.ts';
import { LIMIT_FORMS } from '../limits.ts';
import { definePrompt } from '../prompt.ts';
import { ProposedLimit } from '../proposal.ts';

/** A goal in several simpler ones, each of which may be read without a model. */
export const decompose = definePrompt({
  name: 'decompose',
  version: 1,
  slots: z.object({ goal: one, answers: some.optional(), examples: one, wrong: one.optional() }),
  text: `A person gave Sonny a goal in their own words. Split it into simple goals that together do all of it and nothing else, in the order in which
they are done. Word each like one of the examples, which are all that Sonny reads by itself. Keep every name, path, number and quotation
exactly as the person wrote it. What the goal forbids goes into "keep", the person's words copied exactly and the limit in one of these forms:
${LIMIT_FORMS.map((form) => `"${form}"`).join(', ')}. Where "wrong" is given, your answer before was rejected for it.
Answer: {"goals": [{"words": the person's words it stands for, copied exactly, "goal": the simple goal}, …], "keep": [{"words": …, "limit": …}, …]}.`,
  answer: z.object({
    goals: z
      .array(z.object({ words: z.string().min(1), goal: z.string().min(1).max(2000) }))
      .min(1)
      .max(30),
    keep: z.array(ProposedLimit).max(20).default([]),
  }),
});
