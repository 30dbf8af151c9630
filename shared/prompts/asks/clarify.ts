import { z } from 'zod';
import { one, some } from '../data.ts';
import { definePrompt } from '../prompt.ts';

/** One question whose answer lets a goal be planned. */
export const clarify = definePrompt({
  name: 'clarify',
  version: 1,
  slots: z.object({ goal: one, answers: some.optional(), wrong: some }),
  text: `No plan for a person's goal holds; "wrong" says why. Ask the person the one question whose answer would help most, with two to five short
answers that would each lead to a plan. Ask nothing that the goal says already. Answer: {"ask": …, "candidates": [{"label": …}, …]}.`,
  answer: z.object({
    ask: z.string().min(1).max(500),
    candidates: z
      .array(z.object({ label: z.string().min(1).max(300) }))
      .min(2)
      .max(5),
  }),
});
