import { sayClosed } from '../../protocol/closed.ts';
import type { ExplanationLine } from '../../protocol/knowledge.ts';
import { isOfFact } from '../../protocol/constraint.ts';
import { RiskClass } from '../../protocol/step.ts';
import { ERRORS } from '../../protocol/errors.ts';
import { keyOf, type Literal } from '../../symbolic/atom.ts';
import { sayCondition } from '../words.ts';
import type { Story } from './account.ts';
import type { Claim } from './claim.ts';

const RISK: Readonly<Record<RiskClass, string>> = {
  R0: 'It only looks.',
  R1: 'It moves around and changes nothing of yours.',
  R2: 'It changes something here that can be put back.',
  R3: 'It changes much, or replaces something, so you are asked first.',
  R4: 'It reaches outside, or can’t be taken back, so you are asked first.',
  R5: 'Sonny never does this.',
};

const sayRisk = (risk: string): string => {
  const known = RiskClass.safeParse(risk);
  return known.success ? RISK[known.data] : '';
};

/** What a skill would need, by its parameter: a person never sees the name that it has in code. */
const NEEDED: Readonly<Record<string, string>> = {
  app: 'an application',
  name: 'a name',
  window: 'a window',
  page: 'a page',
  text: 'a text',
  find: 'a text to look for',
  with: 'a text to put there instead',
  path: 'a path',
  folder: 'a folder',
  files: 'files',
  from: 'a file or folder to begin with',
  to: 'a place to put it',
  within: 'files to look through',
  archive: 'an archive',
  renames: 'new names',
  line: 'a line',
  chord: 'keys',
  seconds: 'how long',
  url: 'an address',
  run: 'a run',
};
/** What else it lacks is one thing to a person, whatever parts it has. */
const needed = (parameter: string): string => NEEDED[parameter] ?? 'more than that';

/** What would still be so without a change that a step makes. */
const sayMissed = (literal: Literal, condition: (l: Literal) => string): string => {
  const { relation, negated } = literal;
  // That no file and no folder is there follows from that nothing is.
  if (relation === 'free' && !negated)
    return condition({ ...literal, negated: true }).replace(/^there is/u, 'there would still be');
  return negated
    ? `${condition({ ...literal, negated: false })}, as before`
    : `it would not be so that ${condition(literal)}`;
};

/** What a claim says, as a line of an explanation. */
export const lineOf = (claim: Claim, story: Story): Omit<ExplanationLine, 'depth'> => {
  const title = (id: string): string => `“${story.step(id)?.title ?? id}”`;
  const condition = (l: Literal): string => sayCondition(l, story.account);
  const say = (id: string): string => `“${story.run.constraints?.find((c) => c.id === id)?.say ?? id}”`;
  switch (claim.kind) {
    case 'asked':
      return { kind: 'person', say: `You asked: “${story.run.goal.slice(claim.start, claim.end).trim()}”.` };
    case 'gives':
      return {
        kind: 'step',
        say: `${title(claim.other)} works with the ${claim.output} that ${title(claim.step)} gives.`,
      };
    case 'enables':
      return {
        kind: 'step',
        say: `${title(claim.other)} needs that ${condition(claim.literal)}; ${title(claim.step)} makes it so.`,
      };
    case 'chosen':
      return { kind: 'step', say: `It was chosen for ${title(claim.other)} when that had its turn.` };
    case 'rests': {
      const told = story.step(claim.step)?.needs.find((n) => n.fact === keyOf(claim.literal));
      return told
        ? { kind: 'claim', say: `It needs that ${condition(claim.literal)}: ${told.because}.` }
        : { kind: 'observation', say: `It needs that ${condition(claim.literal)}, which was seen.` };
    }
    case 'unmet':
      return {
        kind: 'missing',
        say: `${title(claim.step)} needs that ${condition(claim.literal)}, and nothing makes it so.`,
      };
    case 'closed': {
      const closed = story.step(claim.step)?.closed;
      // A refused run's answer says why.
      const say = story.run.error?.code === 'FILE_DENIED' ? `${title(claim.step)} would work there.` : '';
      return { kind: 'policy', say: say || (closed ? sayClosed(closed) : '') };
    }
    case 'risk':
      return { kind: 'policy', say: [sayRisk(claim.risk), ...(claim.because ?? [])].join(' ') };
    case 'keeps':
      return { kind: 'constraint', say: `It keeps to ${say(claim.constraint)}.` };
    case 'breaks':
      return { kind: 'constraint', say: `${title(claim.step)} would break ${say(claim.constraint)}.` };
    case 'refused-for':
      return { kind: 'constraint', say: `${title(claim.step)} was refused because of ${say(claim.constraint)}.` };
    case 'error': {
      const error = claim.step === null ? story.run.error : story.step(claim.step)?.error;
      const known = Object.entries(ERRORS).find(([code]) => code === claim.code)?.[1].say ?? claim.code;
      // What stopped the run as a whole is the answer: here is what that means.
      return { kind: 'claim', say: claim.step === null ? known : `${title(claim.step)}: ${error?.details ?? known}` };
    }
    case 'unclear':
      return { kind: 'missing', say: `“${story.run.goal.slice(claim.start, claim.end)}” is not understood.` };
    case 'in-plan':
      return { kind: 'step', say: `It is step ${story.number(claim.step)}: ${title(claim.step)}.` };
    case 'no-such-skill':
      return { kind: 'missing', say: `Nothing that Sonny can do is called ${claim.skill}.` };
    case 'lacks':
      return {
        kind: 'missing',
        say: `It would need ${needed(claim.parameter)}, and ${title(claim.step)} gives it none.`,
      };
    case 'fits-nowhere':
      return { kind: 'claim', say: 'No step of the plan has what it would work with.' };
    case 'would-break':
      return { kind: 'constraint', say: `Instead of ${title(claim.step)} it would break ${say(claim.constraint)}.` };
    case 'would-miss':
      return {
        kind: 'missing',
        say: `With it instead of ${title(claim.step)}, ${sayMissed(claim.literal, condition)}.`,
      };
    case 'riskier':
      return {
        kind: 'policy',
        say: `Instead of ${title(claim.step)} it would be riskier: ${sayRisk(claim.risk).toLowerCase()}`,
      };
    case 'no-way-back':
      return { kind: 'policy', say: `What it does can’t be taken back, and ${title(claim.step)} can.` };
  }
};

/** A condition as one that is not met. */
const supposed = (condition: string): string =>
  condition
    .replace(/^there is /u, 'there were ')
    .replace(/^nothing is /u, 'nothing were ')
    .replace(/^(the (?:window|page)|everything in the window) is /u, '$1 were ');

/** What would change the answer, for a claim that stands in the way; null for one that does not. */
export const changeFor = (claim: Claim, story: Story): string | null => {
  const say = (id: string): string => story.run.constraints?.find((c) => c.id === id)?.say ?? id;
  switch (claim.kind) {
    case 'unmet':
      return `It would be planned if ${supposed(sayCondition(claim.literal, story.account))}.`;
    case 'closed':
      return `It would be planned with a path that is not in ${story.step(claim.step)?.closed?.place ?? claim.path}.`;
    case 'breaks':
    case 'refused-for':
      if (isOfFact({ id: claim.constraint }))
        return `Take back “${say(claim.constraint)}”, and it would not be refused for that.`;
      return `Without “${say(claim.constraint)}” in the goal it would not be refused for that.`;
    case 'would-break':
      if (isOfFact({ id: claim.constraint })) return `Take back “${say(claim.constraint)}”, and it could be used.`;
      return `Without “${say(claim.constraint)}” in the goal it could be used.`;
    case 'unclear':
      return `Say “${story.run.goal.slice(claim.start, claim.end)}” in other words, or leave it out.`;
    case 'asked':
      return `Without those words in the goal it would not be there.`;
    case 'would-miss':
      return 'It would be used if you asked for what it does instead.';
    case 'lacks':
      return `It could be used if the goal named ${needed(claim.parameter)}.`;
    default:
      return null;
  }
};
