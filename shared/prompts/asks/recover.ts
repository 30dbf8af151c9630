import { definePrompt } from '../prompt.ts';
import { one } from '../data.ts';
import { Proposal } from '../proposal.ts';
import { interpret } from './interpret.ts';
import { HOW_TO_PROPOSE } from './planning-text.ts';

/** Another way for what is left of a run that failed. */
export const recover = definePrompt({
  name: 'recover',
  version: 2,
  slots: interpret.slots.extend({ past: one, wrong: one.optional() }),
  text: `A run for a person's goal stopped at a step that failed. "past" says what was done and what failed. Propose parts for what is left of the
goal only, in another way than the one that failed. What is done stays done: do not propose it again.\n${HOW_TO_PROPOSE}`,
  answer: Proposal,
});
