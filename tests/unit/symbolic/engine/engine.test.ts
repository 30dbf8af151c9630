import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../../shared/symbolic/atom.ts';
import { Engine } from '../../../../shared/symbolic/engine/engine.ts';
import { readRules } from '../../../../shared/symbolic/rules/read.ts';

const CLOSURE = readRules(`
relation edge(from: number, to: number)
relation path(from: number, to: number)
rule direct: path(a, b) if edge(a, b)
rule onwards: path(a, c) if path(a, b) and edge(b, c)
`);
const edge = (from: number, to: number) => ({ relation: 'edge', args: [from, to] });
const all = (engine: Engine, relation: string): string[] => [...engine.facts({ relation })].map(keyOf).sort();
const code = (code: string): unknown => expect.objectContaining({ code });

describe('an engine', () => {
  it('lets a cycle go with its only edge in', () => {
    const engine = new Engine(CLOSURE);
    engine.apply({ assert: [edge(0, 1), edge(1, 2), edge(2, 3), edge(3, 1)] });
    const changes = engine.apply({ retract: [edge(0, 1)] });
    expect([...engine.facts({ relation: 'path', args: [0, null] })]).toEqual([]);
    expect(changes.counts).toEqual({ added: 0, removed: 4 });
    expect(engine.countOf('path')).toBe(9);
  });

  it('keeps the id of a fact while it holds, also under another derivation', () => {
    const engine = new Engine(CLOSURE);
    engine.apply({ assert: [edge(0, 1), edge(1, 2), edge(0, 3), edge(3, 2)] });
    const fact = engine.find({ relation: 'path', args: [0, 2] })!;
    const rule = (): unknown =>
      engine.derivation(fact.id)?.conditions.map((c) => c.kind === 'fact' && engine.fact(c.fact)?.args);
    expect(rule()).toEqual([
      [0, 1],
      [1, 2],
    ]);
    engine.apply({ retract: [edge(1, 2)] });
    expect(engine.fact(fact.id)?.args).toEqual([0, 2]);
    expect(rule()).toEqual([
      [0, 3],
      [3, 2],
    ]);
    expect(engine.supportedBy('onwards')).toBe(1);
  });

  it('gives all derivations on demand', () => {
    const engine = new Engine(CLOSURE);
    engine.apply({ assert: [edge(0, 1), edge(1, 2), edge(0, 3), edge(3, 2), edge(0, 2)] });
    const fact = engine.find({ relation: 'path', args: [0, 2] })!;
    const found = engine.derivations(fact.id).map(({ rule, bindings }) => `${rule} ${JSON.stringify(bindings)}`);
    expect(found.sort()).toEqual([
      'direct {"a":0,"b":2}',
      'onwards {"a":0,"b":1,"c":2}',
      'onwards {"a":0,"b":3,"c":2}',
    ]);
    expect(engine.derivations(fact.id, 2)).toHaveLength(2);
  });

  it('supposes without a trace, and changes nothing meanwhile', () => {
    const engine = new Engine(CLOSURE);
    engine.apply({ assert: [edge(0, 1), edge(1, 2)] });
    const ids = [...engine.facts({ relation: 'path' })].map(({ id }) => id);
    const found = engine.suppose({ retract: [edge(0, 1)], assert: [edge(2, 3)] }, (after, { counts }) => {
      expect(() => after.apply({})).toThrow(code('ENGINE_SUPPOSING'));
      return [all(after, 'path'), counts];
    });
    expect(found).toEqual([['path(1,2)', 'path(1,3)', 'path(2,3)'], { added: 3, removed: 3 }]);
    expect([...engine.facts({ relation: 'path' })].map(({ id }) => id)).toEqual(ids);
  });

  it('ends rules that never end, with everything as it was', () => {
    const rules = readRules(`relation n(x: number)
      relation m(x: number)
      rule more: n(y) if n(x) and y = x + 1
      rule none: m(x) if n(x) and not n(0)`);
    for (const [budget, reason] of [
      [{ facts: 1000 }, 'ENGINE_FACTS'],
      [{ steps: 1000 }, 'ENGINE_STEPS'],
    ] as const) {
      const engine = new Engine(rules, { budget });
      const before = [...engine.allTold()];
      expect(() => engine.apply({ assert: [{ relation: 'n', args: [1] }], now: 7 })).toThrow(code(reason));
      expect([engine.size, engine.now, [...engine.allTold()]]).toEqual([0, 0, before]);
      expect(
        engine
          .apply({ assert: [{ relation: 'm', args: [5] }] })
          .added()
          .map(keyOf),
      ).toEqual(['m(5)']);
    }
  });

  it('refuses what cannot be told, and tells the rest of the batch nothing', () => {
    const engine = new Engine(CLOSURE, { now: 10 });
    const bad =
      (fact: { relation: string; args: (string | number)[]; from?: number; until?: number }): unknown =>
      () =>
        engine.apply({ assert: [edge(1, 2), fact] });
    expect(bad({ relation: 'edg', args: [1, 2] })).toThrow(code('FACT_UNKNOWN_RELATION'));
    expect(bad({ relation: 'edge', args: [1] })).toThrow(code('FACT_ARITY'));
    expect(bad({ relation: 'edge', args: [1, 'a'] })).toThrow(code('FACT_TYPE'));
    expect(bad({ relation: 'edge', args: [1, NaN] })).toThrow(code('FACT_TYPE'));
    expect(bad({ ...edge(1, 3), from: 5, until: 5 })).toThrow(code('FACT_TIME'));
    expect(() => engine.apply({ now: 9 })).toThrow(code('ENGINE_TIME'));
    expect(engine.size).toBe(0);
  });

  it('refuses changes that are read too late', () => {
    const engine = new Engine(CLOSURE);
    const changes = engine.apply({ assert: [edge(0, 1)] });
    expect(changes.added()).toHaveLength(2);
    engine.apply({});
    expect(() => changes.added()).toThrow(code('ENGINE_STALE'));
  });

  it('follows the time: facts begin and end, and rules turn', () => {
    const engine = new Engine(
      readRules(`relation seen(x: text)
        relation old(x: text)
        relation fresh(x: text)
        rule old: old(x) if seen(x) since at and now - at > 10
        rule fresh: fresh(x) if seen(x) since at and now < at + 5`),
    );
    engine.apply({ assert: [{ relation: 'seen', args: ['a'], from: 3, until: 20 }] });
    const story: [number, string[]][] = [];
    for (let next = engine.nextChange; next !== null; next = engine.nextChange) {
      engine.apply({ now: next });
      story.push([next, ['seen', 'fresh', 'old'].filter((relation) => engine.countOf(relation) > 0)]);
    }
    expect(story).toEqual([
      [3, ['seen', 'fresh']],
      [8, ['seen']],
      [14, ['seen', 'old']],
      [20, []],
    ]);
  });

  it('is told again what another one knows', () => {
    const engine = new Engine(CLOSURE);
    engine.apply({ assert: [edge(0, 1), { ...edge(1, 2), from: 5 }, { ...edge(2, 3), until: 9 }] });
    const other = new Engine(CLOSURE);
    other.apply({ assert: engine.allTold() });
    for (const now of [0, 5, 9]) {
      engine.apply({ now });
      other.apply({ now });
      expect(all(other, 'path')).toEqual(all(engine, 'path'));
    }
  });

  it('gives rows of what went back, and finds its way after that', () => {
    const engine = new Engine(CLOSURE);
    for (let round = 0; round < 3; round++) {
      const edges = Array.from({ length: 100 }, (_, i) => edge(round * 1000 + i, round * 1000 + i + 1));
      engine.apply({ assert: edges });
      expect(engine.countOf('path')).toBe((100 * 101) / 2);
      engine.apply({ retract: edges });
      expect(engine.size).toBe(0);
    }
  });

  it('takes a million facts', () => {
    const engine = new Engine(
      readRules('relation f(x: number, y: text)\nrelation g(y: text)\nrule g: g(y) if f(7, y)'),
    );
    const many = function* (): Iterable<{ relation: string; args: [number, string] }> {
      for (let i = 0; i < 1_000_000; i++) yield { relation: 'f', args: [i, 'x'] };
    };
    expect(engine.apply({ assert: many() }).counts.added).toBe(1_000_001);
    expect(engine.holds({ relation: 'g', args: ['x'] })).toBe(true);
  }, 60_000);
});
