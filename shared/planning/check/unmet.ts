import type { Literal } from '../../symbolic/atom.ts';
import { isFirstHand } from '../../symbolic/facts/trust.ts';
import { freeNameLike } from '../free-name.ts';
import { sayCondition, sayTooLong, tilde } from '../words.ts';
import type { WorldFacts } from '../world.ts';
import type { Verdict } from './necessity.ts';
import type { Ground, Sound } from './step.ts';

export type Unmet = Exclude<Verdict, { kind: 'holds' | 'unseen' }>;

/** Why a condition does not hold, as the end of a sentence. */
export const because = (verdict: Unmet, condition: Literal, { held }: WorldFacts): string => {
  if (verdict.kind === 'threatened') return `“${verdict.by.title}” may come in between and undo that`;
  if (verdict.perhaps !== null) return `“${verdict.perhaps.title}” is not made sure to come before`;
  const said = condition.negated ? null : held?.vouches(condition);
  if (!said) return 'nothing brings it about';
  return isFirstHand(said.trust)
    ? `${said.say}, but a look at it says otherwise`
    : `that ${said.say} makes nothing possible`;
};

/** What a path has to be for each condition about it, in words. */
const WANTED: Readonly<Record<string, string>> = { file: 'file', folder: 'folder' };

/** What a look at a path says; null for a condition that is about none, and where it could not be read. */
const thereOf = (condition: Literal, { known }: Ground): string | null => {
  if (!['file', 'folder', 'free'].includes(condition.relation)) return null;
  const value = known.look({ kind: 'file', path: String(condition.args[0]) })?.value;
  if (!value) return null;
  const { exists, type } = value;
  if (exists !== true) return 'nothing';
  return type === 'folder' || type === 'file' ? type : 'something';
};

/**
 * What is in the way of a step, in a sentence that says what it means and what can be done. `instead`: another place that would do, where it
 * is only that one is taken. @throws Unseen
 */
export const sayUnmet = (
  { title }: Sound,
  condition: Literal,
  verdict: Unmet,
  ground: Ground,
): { readonly say: string; readonly instead?: { readonly taken: string; readonly free: string } } => {
  const { world, known } = ground;
  const tooLong = condition.relation === 'free' ? sayTooLong(String(condition.args[0])) : null;
  if (tooLong !== null) return { say: tooLong };
  const reason = because(verdict, condition, world);
  const plain = { say: `“${title}” needs that ${sayCondition(condition, world)}, and ${reason}.` };
  if (verdict.kind !== 'unsupported' || verdict.perhaps !== null) return plain;
  const there = thereOf(condition, ground);
  const path = String(condition.args[0]);
  const shown = tilde(path, world.home);
  const also = reason === 'nothing brings it about' ? '' : ` Mind that ${reason}.`;
  if (there === null) return plain;
  if (condition.relation === 'free' && condition.negated !== true && there !== 'nothing') {
    const free = freeNameLike(path, known);
    const such = free === null ? '' : `, such as ${tilde(free, world.home)}`;
    const say = `There is already ${there === 'something' ? '' : 'a '}${there} at ${shown}, and “${title}” would take its place. Use another name${such}, or move away what is there.`;
    return { say, ...(free === null ? {} : { instead: { taken: path, free } }) };
  }
  const wanted = condition.relation === 'free' ? 'file or folder' : WANTED[condition.relation];
  if (wanted === undefined || (condition.relation === 'free') !== (condition.negated === true)) return plain;
  const say =
    there === 'nothing'
      ? `There is no ${wanted} ${shown}, and “${title}” needs it. Check the name, or say first how it comes there.`
      : `${shown} is a ${there}, and “${title}” needs a ${wanted}. Name another one.`;
  return { say: say + also };
};
