import { z } from 'zod';
import { one, some } from '../data.ts';
import { definePrompt } from '../prompt.ts';

/** Tests that tell a right script from a wrong one. */
export const writeTests = definePrompt({
  name: 'write-tests',
  version: 1,
  slots: z.object({
    goal: one,
    code: one,
    api: one,
    /** Changed scripts that the tests before did not tell from the right one. */
    survivors: some.optional(),
    before: one.optional(),
  }),
  text: `Write tests for the script with node:test and node:assert/strict that hold for what the goal asks for, not for what the code happens to do. Cover
the usual case, nothing to do, odd names, and each boundary, so that any small change of the script fails at least one. Where "survivors" is given,
extend "before" until it tells each of them. Answer: {"tests": the test module's text}.`,
  answer: z.object({ tests: z.string().min(1) }),
});
