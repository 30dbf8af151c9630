import { z } from 'zod';
import { one, some } from '../data.ts';
import { definePrompt } from '../prompt.ts';

/** A second opinion on a plan. It is shown, and decides nothing. */
export const criticise = definePrompt({
  name: 'criticise',
  version: 1,
  slots: z.object({ goal: one, plan: one, held: some.optional() }),
  text: `A plan for a person's goal was checked and is about to be shown to them. Name what it misses of the goal, does beyond it, or could spoil.
Name nothing where there is nothing. Answer: {"verdict": "safe" | "dangerous" | "unsure", "remarks": [a sentence each]}.`,
  answer: z.object({
    verdict: z.enum(['safe', 'dangerous', 'unsure']),
    remarks: z.array(z.string().max(300)).max(10).default([]),
  }),
});
