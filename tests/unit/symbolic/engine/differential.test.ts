import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../../shared/symbolic/atom.ts';
import { Engine } from '../../../../shared/symbolic/engine/engine.ts';
import type { ToldFact } from '../../../../shared/symbolic/engine/fact.ts';
import { print } from '../../../../shared/symbolic/rules/print.ts';
import type { RuleSet } from '../../../../shared/symbolic/rules/rule.ts';
import { Naive } from '../naive.ts';
import { Random } from '../random.ts';
import { RandomRules } from '../random-rules.ts';
import { toldAfter } from '../told.ts';

const CASES = 10_000;
/** Each set of rules is tried with four streams of facts. */
const STREAMS = 4;
const BATCHES = 3;

const modelOf = (engine: Engine): string[] =>
  engine.rules.relations.flatMap(({ name }) => [...engine.facts({ relation: name })].map(keyOf)).sort();

const expected = (rules: RuleSet, told: readonly ToldFact[], now: number): string[] =>
  [...new Naive(rules, told, now).model]
    .flatMap(([relation, facts]) => [...facts.values()].map((args) => keyOf({ relation, args })))
    .sort();

/** Runs one random case; says what is wrong with it, or nothing. */
const differenceIn = (seed: number, source: RandomRules, rules: RuleSet): string | null => {
  const engine = new Engine(rules);
  let told = new Map<string, ToldFact>();
  let before: readonly string[] = [];
  for (let i = 0; i < BATCHES; i++) {
    const batch = source.batch([...told.values()], engine.now, i === 0);
    const changes = engine.apply(batch);
    told = toldAfter(told, batch);
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
    for (let seed = 1; seed <= CASES / STREAMS; seed++) {
      const source = new RandomRules(new Random(seed));
      const rules = source.rules();
      for (let i = 0; i < STREAMS; i++) expect(differenceIn(seed, source, rules)).toBeNull();
    }
  }, 120_000);
});
