/**
 * Who vouches for a fact: the person, Sonny by its own act and read-back, something that was looked at, another Sonny, or
 * content that anyone may have written.
 */
export type Trust = 'person' | 'sonny' | 'observed' | 'peer' | 'untrusted';

const ORDER: readonly Trust[] = ['person', 'sonny', 'observed', 'peer', 'untrusted'];
const rank = (trust: Trust): number => ORDER.indexOf(trust);

/** Known at first hand: good enough to plan with, to suggest from and to overrule another first-hand fact. */
export const isFirstHand = (trust: Trust): boolean => rank(trust) <= rank('observed');

/** What rests on facts of these labels is as good as the least of them; on nothing, it is Sonny's own. */
export const leastTrust = (labels: Iterable<Trust>): Trust => {
  let least: Trust | null = null;
  for (const label of labels) if (least === null || rank(label) > rank(least)) least = label;
  return least ?? 'sonny';
};

/** Confidence of what needs all of these at once, taken as independent: their product. */
export const jointConfidence = (parts: Iterable<number>): number => {
  let joint = 1;
  for (const part of parts) joint *= part;
  return joint;
};
