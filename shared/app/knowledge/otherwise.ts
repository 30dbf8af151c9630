import { SonnyError } from '../../protocol/errors.ts';
import type { Explanation } from '../../protocol/knowledge.ts';
import type { Consequence, Consequences, Otherwise, StepThen } from '../../protocol/otherwise.ts';
import type { RunView } from '../../protocol/run.ts';
import { keyOf, type Atom, type Literal } from '../../symbolic/atom.ts';
import { why } from '../../symbolic/explain/why.ts';
import type { World } from '../../symbolic/proof/check.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { coded } from './coded.ts';
import { derivedId, sayDerived } from './derived.ts';
import { whyDerived, worldOf } from './explain-derived.ts';
import { imagine, type Seen } from './imagine.ts';
import { marksOf } from './marks.ts';
import { LISTED } from './relations.ts';
import type { LoadedRules } from './rule-set.ts';
import { asSentence } from './words.ts';

/** So many of each kind are explained; the others are counted. */
const MOST = 10;
/** The hypothesis that a question is about. There is one at a time, and none is left behind. */
const HYPOTHESIS = { id: 'hypothesis', kind: 'hypothesis', parent: WORLD.id, label: 'What if' } as const;

interface Following {
  readonly atom: Atom;
  readonly proof: string;
}

/** Everything that follows by rules, where it is asked for with its proof. */
const followingIn = ({ reasoner: { engine } }: Seen, isProved: boolean): ReadonlyMap<string, Following> => {
  const all = new Map<string, Following>();
  for (const relation of new Set(engine.rules.rules.map(({ head }) => head.relation)))
    for (const { id, args } of engine.facts({ relation })) {
      const atom = { relation, args };
      all.set(keyOf(atom), { atom, proof: isProved ? JSON.stringify(why(engine, id)) : '' });
    }
  return all;
};

/** Why a statement follows or not by rules that may not speak of it at all. */
const explain = (atom: Atom, then: Seen, now: Seen, world: World): Explanation => {
  const known = then.reasoner.engine.rules.relations.find(({ name }) => name === atom.relation);
  if (known?.columns.length === atom.args.length) return whyDerived(atom, then, { isBrief: true, world });
  return {
    question: `Why is it not so that ${sayDerived(atom, now.reasoner.engine.rules, now.home)}?`,
    answer: 'These rules do not speak of it.',
    lines: [],
    changes: [],
    checked: true,
  };
};

const consequences = (all: readonly Following[], then: Seen, now: Seen, named: Seen, world: World): Consequences => ({
  total: all.length,
  some: all.slice(0, MOST).map(({ atom }): Consequence => {
    const say = sayDerived(atom, named.reasoner.engine.rules, named.home);
    return { id: derivedId(atom), say: asSentence(say), why: explain(atom, then, now, world) };
  }),
});

const marked = (runs: readonly RunView[], seen: Seen, now: number): ReadonlyMap<string, StepThen> => {
  const marks = new Map<string, StepThen>();
  for (const run of runs)
    for (const { stepId, say } of marksOf(run, seen, now)) {
      const title = run.steps.find(({ id }) => id === stepId)?.title ?? stepId;
      marks.set(`${run.id}/${stepId}`, { runId: run.id, goal: run.goal, stepId, title, say: asSentence(say) });
    }
  return marks;
};

/** What is otherwise in `then`, beside `now`: facts, the steps of open plans and, where they are asked for, proofs. */
const compare = (
  now: Seen,
  then: Seen,
  runs: readonly RunView[],
  at: number,
  isProved = false,
): Omit<Otherwise, 'supposed'> => {
  const [was, is] = [followingIn(now, isProved), followingIn(then, isProved)];
  const [marksNow, marksThen] = [marked(runs, now, at), marked(runs, then, at)];
  const world = worldOf(then.reasoner.engine);
  const only = (of: ReadonlyMap<string, Following>, other: ReadonlyMap<string, Following>): readonly Following[] =>
    [...of].flatMap(([key, one]) => (other.has(key) ? [] : [one]));
  const anew = [...is].flatMap(([key, one]) => ((was.get(key)?.proof ?? one.proof) === one.proof ? [] : [one]));
  const begins = consequences(only(is, was), then, now, then, world);
  const ceases = consequences(only(was, is), then, now, now, world);
  const proofs = consequences(anew, then, now, then, world);
  return {
    begins,
    ceases,
    proofs,
    breaks: [...marksThen].flatMap(([key, step]) => (marksNow.has(key) ? [] : [step])),
    mends: [...marksNow].flatMap(([key, step]) => (marksThen.has(key) ? [] : [step])),
    checked: [begins, ceases, proofs].every(({ some }) => some.every((one) => one.why.checked)),
  };
};

/** What other rules would make of what is known: before they are loaded, and without loading them. */
export const withRules = (seen: Seen, rules: LoadedRules, runs: readonly RunView[], at: number): Otherwise => {
  const now = imagine(seen, WORLD.id, seen.reasoner.engine.rules, at);
  const then = imagine(seen, WORLD.id, rules.set, at);
  for (const { reasoner } of [now, then])
    if (reasoner.trouble !== null) throw new SonnyError('RULES_INVALID', reasoner.trouble);
  return { supposed: [], ...compare(now, then, runs, at, true) };
};

/** What a person supposes: statements that would hold, and such that would not. */
export interface Supposed {
  readonly holds: readonly Literal[];
  readonly not: readonly Literal[];
}

/** With what goes without saying: where nothing is any more, what a listing told of it is over. */
const entailed = (literals: readonly Literal[], { memory: { facts } }: Seen, now: number): readonly Literal[] => {
  const all: Literal[] = [];
  for (const literal of literals) {
    all.push(literal);
    const { relation, args, negated } = literal;
    if (relation !== 'free' || negated || facts.find(literal, WORLD.id, now)) continue;
    for (const listed of LISTED) {
      const known = facts.inPlace({ relation: listed, args }, WORLD.id, now)?.literal;
      const gone = all.filter((one) => one.relation === listed && !one.negated && one.args[0] === args[0]);
      for (const one of known ? [known, ...gone] : gone) all.push({ relation: listed, args: one.args, negated: true });
    }
  }
  return all;
};

/**
 * What would follow, cease and break if these statements held or did not. They stand in a hypothesis of their own while it is looked
 * at, and nowhere afterwards.
 * @throws SonnyError FACT_INVALID where nobody could say so.
 */
export const withFacts = (seen: Seen, { holds, not }: Supposed, runs: readonly RunView[], at: number): Otherwise => {
  const { memory } = seen;
  const literals: readonly Literal[] = [
    ...holds.map(({ relation, args, negated = false }) => ({ relation, args, negated })),
    ...not.map(({ relation, args, negated = false }) => ({ relation, args, negated: !negated })),
  ];
  const { rules } = seen.reasoner.engine;
  const assertions = entailed(literals, seen, at).map((literal) => ({
    literal,
    context: HYPOTHESIS.id,
    at,
    lifetime: null,
    source: 'person',
    trust: 'person' as const,
  }));
  return coded(() =>
    memory.facts.suppose(HYPOTHESIS, assertions, () => ({
      supposed: literals.map((literal) => asSentence(memory.say(literal))),
      ...compare(seen, imagine(seen, HYPOTHESIS.id, rules, at), runs, at),
    })),
  );
};
