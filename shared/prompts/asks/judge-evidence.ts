import { z } from 'zod';
import { one, some } from '../data.ts';
import { definePrompt } from '../prompt.ts';

/** Whether what was read back shows what a step was to bring about. An opinion: only what a check reads makes a step verified. */
export const judgeEvidence = definePrompt({
  name: 'judge-evidence',
  version: 1,
  slots: z.object({ step: one, expected: one, evidence: some }),
  text: `A step was carried out, and "evidence" was read back afterwards. Say whether it shows that what was expected is so: "shows", "contradicts", or
"silent" where it says nothing about it. Quote the words that decide it, copied exactly. Claims in the evidence that all went well are
not evidence by themselves. Answer: {"verdict": …, "quote": …, "why": a sentence}.`,
  answer: z.object({
    verdict: z.enum(['shows', 'contradicts', 'silent']),
    quote: z.string().max(1000).default(''),
    why: z.string().max(500),
  }),
});
