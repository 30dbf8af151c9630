import type { JournalEvent } from '../../protocol/events.ts';
import type { PlanMark } from '../../protocol/knowledge.ts';
import type { RunView } from '../../protocol/run.ts';
import { keyOf } from '../../symbolic/atom.ts';
import { why } from '../../symbolic/explain/why.ts';
import { marksOf } from './marks.ts';
import { Mind } from './mind.ts';
import type { LoadedRules } from './rule-set.ts';

/** What is known after these rows, at a moment, by these rules. The same rows and rules give the same, to the hash. */
export const replayMind = (rows: Iterable<JournalEvent>, rules: LoadedRules, home: string, now: number): Mind => {
  const mind = new Mind(rules, home, now);
  for (const event of rows) mind.take(event);
  mind.settle(now);
  return mind;
};

/** What other rules would make of the same history. */
export interface RulesDiff {
  /** Statements that follow by the one set and not by the other. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Statements that follow by both, with another proof. */
  readonly proofs: readonly string[];
  /** Plans whose marks would differ, with the marks by the new rules. */
  readonly plans: readonly { readonly runId: string; readonly marks: readonly PlanMark[] }[];
}

const proofsOf = ({ reasoner }: Mind): ReadonlyMap<string, string> => {
  const { engine } = reasoner;
  const proofs = new Map<string, string>();
  for (const relation of new Set(engine.rules.rules.map(({ head }) => head.relation)))
    for (const fact of engine.facts({ relation }))
      proofs.set(keyOf({ relation: fact.relation, args: fact.args }), JSON.stringify(why(engine, fact.id)));
  return proofs;
};

/** Facts, proofs and plans that change when `before` is replaced by `after`, on the same rows at the same moment. */
export const diffRules = (
  rows: readonly JournalEvent[],
  [before, after]: readonly [LoadedRules, LoadedRules],
  plans: readonly RunView[],
  { home, now }: { readonly home: string; readonly now: number },
): RulesDiff => {
  const [old, next] = [replayMind(rows, before, home, now), replayMind(rows, after, home, now)];
  const [was, is] = [proofsOf(old), proofsOf(next)];
  const changed = plans.flatMap((run) => {
    const [then, marks] = [marksOf(run, old, now), marksOf(run, next, now)];
    return JSON.stringify(then) === JSON.stringify(marks) ? [] : [{ runId: run.id, marks }];
  });
  return {
    gained: [...is.keys()].filter((key) => !was.has(key)),
    lost: [...was.keys()].filter((key) => !is.has(key)),
    proofs: [...is].filter(([key, proof]) => was.has(key) && was.get(key) !== proof).map(([key]) => key),
    plans: changed,
  };
};
