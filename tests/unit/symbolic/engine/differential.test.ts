import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../../shared/symbolic/atom.ts';
import { Engine, type Batch } from '../../../../shared/symbolic/engine/engine.ts';
import type { ToldFact } from '../../../../shared/symbolic/engine/fact.ts';
import { print } from '../../../../shared/symbolic/rules/print.ts';
import type { RuleSet } from '../../../../shared/symbolic/rules/rule.ts';
import { Naive } from '../naive.ts';
import { Random } from '../random.ts';
import { RandomRules } from '../random-rules.ts';

const CASES = 10_000;
const BATCHES = 5;

const modelOf = (engine: Engine): string[] =>
  engine.rules.relations.flatMap(({ name }) => [...engine.facts({ relation: name })].map(keyOf)).sort();

const expected = (rules: RuleSet, told: readonly ToldFact[], now: number): string[] =>
  [...new Naive(rules, told, now).model]
    .flatMap(([relation, facts]) => [...facts.values()].map((args) => keyOf({ relation, args })))
    .sort();

/** What is told after a batch. */
const after = (told: ReadonlyMap<string, ToldFact>, { retract = [], assert = [] }: Batch): Map<string, ToldFact> => {
  const next = new Map(told);
  for (const atom of retract) next.delete(keyOf(atom));
  for (const fact of assert) next.set(keyOf(fact), fact);
  return next;
};

/** Runs one random case; says what is wrong with it, or nothing. */
const differenceIn = (seed: number): string | null => {
  const source = new RandomRules(new Random(seed));
  const rules = source.rules();
  const engine = new Engine(rules);
  let told = new Map<string, ToldFact>();
  let before: readonly string[] = [];
  for (let i = 0; i < BATCHES; i++) {
    const batch = source.batch([...told.values()], engine.now, i === 0);
    const changes = engine.apply(batch);
    told = after(told, batch);
    const model = modelOf(engine);
    const wanted = expected(rules, [...told.values()], engine.now);
    const said = `seed ${seed}, batch ${i}, now ${engine.now}\n${print(rules)}\n${JSON.stringify([...told.values()])}`;
    if (model.join('\n') !== wanted.join('\n')) return `${said}\n${model.join(' ')}\n${wanted.join(' ')}`;
    const [old, now] = [new Set(before), new Set(model)];
    const net = [...before.filter((key) => !now.has(key)), ...model.filter((key) => !old.has(key))];
    const news = [...changes.removed(), ...changes.added()].map(keyOf);
    if (net.sort().join('\n') !== news.sort().join('\n')) return `${said}\nchanges ${news.join(' ')}`;
    before = model;
  }
  return null;
};

describe('the engine', () => {
  it(`agrees with a naive evaluator after every batch, in ${CASES} random cases`, () => {
    for (let seed = 1; seed <= CASES; seed++) expect(differenceIn(seed)).toBeNull();
  }, 120_000);
});
