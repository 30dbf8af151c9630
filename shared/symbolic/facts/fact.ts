import type { Literal } from '../atom.ts';
import type { Trust } from './trust.ts';

/** How and when a fact ceased to be believed. */
export interface Ending {
  readonly how: 'retracted' | 'superseded';
  /** Known time: when that was learned. */
  readonly at: number;
  /** Valid time: until when it had been so. Equal to the fact's own beginning: it was never so. */
  readonly until: number;
  /** The fact that took its place, or what took it back. */
  readonly by: string;
}

/** One statement as it was told once. Times are milliseconds since the epoch. */
export interface Fact {
  readonly id: string;
  /** A negated one says that the statement does not hold, also where an outer context says that it does. */
  readonly literal: Literal;
  readonly context: string;
  readonly validFrom: number;
  /** As it was told; null: not known. */
  readonly validUntil: number | null;
  /** When it was learned. */
  readonly observedAt: number;
  /** When it was last seen to be so still. */
  readonly seenAt: number;
  /** From then on it does not hold until it is seen again; null: it needs no second look. */
  readonly expiresAt: number | null;
  readonly source: string;
  readonly trust: Trust;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly ending: Ending | null;
}

const anew = (fact: Fact, seenAt: number, expiresAt: number | null, ending: Ending | null): Fact => ({
  id: fact.id,
  literal: fact.literal,
  context: fact.context,
  validFrom: fact.validFrom,
  validUntil: fact.validUntil,
  observedAt: fact.observedAt,
  seenAt,
  expiresAt,
  source: fact.source,
  trust: fact.trust,
  confidence: fact.confidence,
  ending,
});

/**
 * Makes the engine keep the times of facts as they come, shared between facts and rows that have the same: by itself it makes a box
 * for each time of each fact, which are half of all that a long history makes it clean up.
 */
const UNBOXED = null as unknown as number;
const unboxed: Ending = { how: 'superseded', at: UNBOXED, until: UNBOXED, by: '' };
anew({ validFrom: UNBOXED, observedAt: UNBOXED } as Fact, UNBOXED, null, unboxed);

/** The fact as it is after it was seen to be so still. */
export const seenAgain = (fact: Fact, seenAt: number, expiresAt: number | null): Fact =>
  anew(fact, seenAt, expiresAt, fact.ending);

/** The fact as it is after something ended it. */
export const ended = (fact: Fact, ending: Ending): Fact => anew(fact, fact.seenAt, fact.expiresAt, ending);

export type FactStatus = 'holds' | 'expired' | 'retracted' | 'superseded';

/** Whether a sight from `seenAt` is still good. A clock that was set back cannot make an old sight young: it is no sight at all. */
const isFresh = ({ seenAt, expiresAt }: Pick<Fact, 'seenAt' | 'expiresAt'>, now: number): boolean =>
  expiresAt === null || (seenAt <= now && now < expiresAt);

/** What has become of a fact by now. */
export const statusOf = (fact: Fact, now: number): FactStatus => {
  if (fact.ending) return fact.ending.how;
  return isFresh(fact, now) && (fact.validUntil === null || now < fact.validUntil) ? 'holds' : 'expired';
};

export const holdsAt = (fact: Fact, now: number): boolean => fact.validFrom <= now && statusOf(fact, now) === 'holds';

/** Whether it was believed at `known` that it is so at `valid`. */
export const wasHeld = (fact: Fact, valid: number, known: number): boolean => {
  if (known < fact.observedAt || valid < fact.validFrom) return false;
  if (fact.expiresAt !== null && known >= fact.expiresAt) return false;
  const until = fact.ending && known >= fact.ending.at ? fact.ending.until : fact.validUntil;
  return until === null || valid < until;
};
