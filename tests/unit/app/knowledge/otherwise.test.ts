import { describe, expect, it } from 'vitest';
import type { Mind } from '../../../../shared/app/knowledge/mind.ts';
import { withFacts } from '../../../../shared/app/knowledge/otherwise.ts';
import { replayMind } from '../../../../shared/app/knowledge/replay.ts';
import { loadRules, SHIPPED } from '../../../../shared/app/knowledge/rule-set.ts';
import { atom, keyOf, type Literal } from '../../../../shared/symbolic/atom.ts';
import { Random } from '../../symbolic/random.ts';
import { HOME, planOf, rowsOf, runOf, sha256, START } from './history.ts';

const rules = loadRules(SHIPPED, sha256);
const follows = ({ reasoner: { engine } }: Mind): string[] =>
  [...new Set(rules.set.rules.map(({ head }) => head.relation))].flatMap((relation) =>
    [...engine.facts({ relation })].map(({ args }) => `=${keyOf({ relation, args })}`),
  );

describe('what is supposed', () => {
  const rows = rowsOf('r0', START, 2);
  const now = START + 1000;
  const says = { context: 'world', at: now, source: 'person', trust: 'person' } as const;
  const plan = runOf('x', planOf('x', 2));
  const path = `${HOME}/Downloads/x-0.pdf`;
  const supposing = (mind: Mind, holds: readonly Literal[], not: readonly Literal[] = []) =>
    withFacts(mind, { holds, not }, [plan], now);

  it('says what would follow and which steps would no longer hold, and leaves everything as it was', () => {
    const mind = replayMind(rows, rules, HOME, now);
    const before = mind.fingerprint(sha256);
    const then = supposing(mind, [atom('keep', path)]);
    expect(then.supposed).toEqual([mind.memory.say(atom('keep', path)).replace(/^./u, (c) => c.toUpperCase()) + '.']);
    expect(then.begins.some).toEqual([
      expect.objectContaining({ say: '~/Downloads/x-0.pdf is kept where it is.', id: `=stays("${path}")` }),
    ]);
    expect(then.begins.some[0]?.why.lines.map(({ kind }) => kind)).toContain('supposed');
    expect(then.breaks.map(({ stepId, title }) => [stepId, title])).toEqual([['s1', 'Move x-0.pdf to /home/a/Papers']]);
    expect([then.checked, then.ceases.total, then.mends]).toEqual([true, 0, []]);
    expect(mind.fingerprint(sha256)).toBe(before);
    expect(mind.reasoner.engine.holds(atom('stays', path))).toBe(false);
    const kept = mind.memory.tell({ literal: atom('keep', path), ...says }, []);
    const again = replayMind(rows, rules, HOME, now);
    const same = again.memory.tell({ literal: atom('keep', path), ...says }, []);
    expect(kept.fact).toEqual(same.fact);
  });

  it('ends each sentence once, also where what is said brings its end along', () => {
    const mind = replayMind(rows, rules, HOME, now);
    const { supposed, begins, breaks } = supposing(mind, [atom('keep', path), atom('important', 'The tax folder.')]);
    const said = [
      ...supposed,
      ...begins.some.flatMap(({ say, why }) => [say, why.answer]),
      ...breaks.map(({ say }) => say),
    ];
    for (const say of said) expect(say).toMatch(/[^.]\.$/u);
    expect(breaks).toHaveLength(1);
  });

  it('may be that something is not so, whatever was seen', () => {
    const mind = replayMind(rows, rules, HOME, now);
    mind.memory.tell({ literal: atom('keep', path), ...says }, []);
    mind.settle(now);
    const then = supposing(mind, [], [atom('keep', path)]);
    expect(then.ceases.some.map(({ say }) => say)).toEqual(['~/Downloads/x-0.pdf is kept where it is.']);
    expect(then.mends.map(({ stepId }) => stepId)).toEqual(['s1']);
    expect(then.ceases.some[0]?.why).toMatchObject({ checked: true });
    const gone = supposing(mind, [atom('free', path)]);
    expect(gone.breaks.concat(gone.mends).map(({ stepId }) => stepId)).toEqual([]);
    expect(mind.reasoner.engine.holds(atom('stays', path))).toBe(true);
  });

  it('is what would really come of it', () => {
    const random = new Random(7);
    for (let round = 0; round < 100; round++) {
      const mind = replayMind(rows, rules, HOME, now);
      const paths = ['a', 'b', 'c'].map((name) => `${HOME}/Downloads/${name}.pdf`);
      const one = (): Literal => {
        const [at, to] = [random.pick(paths), random.pick(paths)];
        const made: Literal[] = [
          atom('keep', at),
          atom('listed', at, `${HOME}/Downloads`),
          atom('file-sum', at, String(random.below(2))),
          atom('file-size', at, 400_000_000 + random.below(2) * 200_000_000),
          atom('free', at),
          atom('file', to),
        ];
        return random.pick(made);
      };
      const told = Array.from({ length: 8 }, one);
      for (const literal of told) mind.memory.tell({ literal, ...says }, []);
      mind.settle(now);
      const supposed = [one(), { ...one(), negated: true }];
      const then = supposing(mind, supposed);
      const before = new Set(follows(mind));
      for (const literal of supposed) mind.memory.tell({ literal, ...says }, []);
      mind.settle(now);
      const after = new Set(follows(mind));
      expect(then.begins.some.map(({ id }) => id).sort()).toEqual([...after].filter((id) => !before.has(id)).sort());
      expect(then.ceases.some.map(({ id }) => id).sort()).toEqual([...before].filter((id) => !after.has(id)).sort());
      expect(then.checked).toBe(true);
    }
  });
});
