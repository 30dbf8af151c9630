import { z } from 'zod';
import { one, some } from '../data.ts';
import { definePrompt } from '../prompt.ts';
import { Proposal } from '../proposal.ts';
import { HOW_TO_PROPOSE } from './planning-text.ts';

/** From a goal in any words to parts that Sonny's skills and tasks do. */
export const interpret = definePrompt({
  name: 'interpret',
  version: 2,
  slots: z.object({
    goal: one,
    /** What the person answered to questions about it. */
    answers: some.optional(),
    /** Sonny's own, then those of tools of others. */
    skills: some,
    applications: one,
    /** What is known and open, as far as it bears on the goal. */
    known: some.optional(),
  }),
  text: `A person gave Sonny a goal in their own words. Find the skills and tasks that do what it asks for.\n${HOW_TO_PROPOSE}`,
  answer: Proposal,
});
