import type { RiskClass } from '../protocol/step.ts';
import { COOLDOWN, RATES } from './budgets.ts';

/** What was done and refused lately, by class: times in milliseconds since the epoch, oldest first. A fold of the journal. */
export interface Spending {
  readonly begun: Readonly<Partial<Record<RiskClass, readonly number[]>>>;
  readonly noes: Readonly<Partial<Record<RiskClass, readonly number[]>>>;
}

export const NOTHING_SPENT: Spending = { begun: {}, noes: {} };

/** The last `most` times and the new one; no more is ever asked about. */
const withTime = (times: readonly number[] = [], at: number, most: number): readonly number[] =>
  [...times.slice(-(most - 1)), at].sort((a, b) => a - b);

/** A step of the class has begun. */
export const spend = (spending: Spending, risk: RiskClass, at: number): Spending => {
  const rate = RATES[risk];
  if (!rate) return spending;
  return { ...spending, begun: { ...spending.begun, [risk]: withTime(spending.begun[risk], at, rate.most) } };
};

/** A person said no to a step of the class. */
export const refuse = (spending: Spending, risk: RiskClass, at: number): Spending => ({
  ...spending,
  noes: { ...spending.noes, [risk]: withTime(spending.noes[risk], at, COOLDOWN.noes) },
});

/** Times that lie ahead, because a clock was set back, count as now: they must free nothing. */
const since = (times: readonly number[] = [], from: number): number => times.filter((at) => at > from).length;

/** Whether no further step of the class may begin now (a sliding window: `most` within any `per`). */
export const isSpent = ({ begun }: Spending, risk: RiskClass, now: number): boolean => {
  const rate = RATES[risk];
  return rate !== undefined && since(begun[risk], now - rate.per) >= rate.most;
};

/** Until when the class is not asked about; null when it may be asked about now. Noes up to `after` do not count. */
export const coolsUntil = ({ noes }: Spending, risk: RiskClass, now: number, after = -Infinity): number | null => {
  const times = (noes[risk] ?? []).filter((at) => at > after);
  const [first, last] = [times.at(-COOLDOWN.noes), times.at(-1)];
  if (first === undefined || last === undefined || times.length < COOLDOWN.noes) return null;
  const until = last + COOLDOWN.rest;
  return last - first <= COOLDOWN.within && now < until ? until : null;
};
