import { definePrompt } from '../prompt.ts';
import { one } from '../data.ts';
import { Proposal } from '../proposal.ts';
import { interpret } from './interpret.ts';
import { HOW_TO_PROPOSE } from './planning-text.ts';

/** A proposal that was rejected, mended by what is wrong with it. */
export const repair = definePrompt({
  name: 'repair',
  version: 2,
  slots: interpret.slots.extend({ proposal: one, wrong: one }),
  text: `Your proposal for a person's goal was checked and rejected. "wrong" names the first condition that it breaks. Propose again, so that
this condition holds and all others still do. Do not propose the same again.\n${HOW_TO_PROPOSE}`,
  answer: Proposal,
});
