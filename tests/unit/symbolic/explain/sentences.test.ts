import { describe, expect, it } from 'vitest';
import { Engine } from '../../../../shared/symbolic/engine/engine.ts';
import { narrateWhy, narrateWhyNot } from '../../../../shared/symbolic/explain/narrative.ts';
import { whyNot } from '../../../../shared/symbolic/explain/why-not.ts';
import { why } from '../../../../shared/symbolic/explain/why.ts';
import { readRules } from '../../../../shared/symbolic/rules/read.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 27);
const DECLARED = `
relation size(file: text, bytes: number) says "{file} has {bytes} bytes"
relation changed(file: text, at: time) says "{file} was changed on {at}"
relation kept(file: text) says "{file} is to stay"
relation found(file: text) says "{file} is found"
`;
const TOLD = [
  { relation: 'size', args: ['a', 700] },
  { relation: 'size', args: ['b', 1] },
  { relation: 'size', args: ['c', 300] },
  { relation: 'changed', args: ['a', NOW - 100 * DAY] },
  { relation: 'changed', args: ['b', NOW - 2 * DAY] },
  { relation: 'kept', args: ['c'] },
];
const engineOf = (body: string): Engine => {
  const engine = new Engine(readRules(`${DECLARED}rule it: found(file) if ${body}`), { now: NOW });
  engine.apply({ assert: TOLD });
  return engine;
};
const format = (term: string | number | boolean, type: string): string =>
  type === 'time' ? new Date(Number(term)).toISOString().slice(0, 10) : String(term);

/** What is said of conditions that are no facts, where `a` is found. */
const met = (body: string): readonly string[] => {
  const engine = engineOf(body);
  const found = engine.find({ relation: 'found', args: ['a'] });
  const proof = found && why(engine, found.id);
  if (!proof) throw new Error('It does not follow.');
  return narrateWhy(engine.rules, proof, format).lines.flatMap(({ kind, say }) => (kind === 'condition' ? [say] : []));
};
/** What is said of the conditions that stand against a file. */
const unmet = (body: string, file: string): readonly string[] => {
  const engine = engineOf(body);
  const reasons = whyNot(engine, { relation: 'found', args: [file] });
  if (!reasons) throw new Error('It follows.');
  return narrateWhyNot(engine.rules, reasons, format).lines.flatMap(({ kind, say }) => (kind === 'rule' ? [] : [say]));
};

describe('a condition that is met', () => {
  it.each([
    ['size(file, n) and n >= 700', '700 is at least 700'],
    ['size(file, n) and n != 1', '700 is not 1'],
    ['size(file, n) and n * 2 - 1 > 5', '700 times 2 minus 1 is more than 5'],
    ['changed(file, t) and now - t > 90d', '2026-08-19 is more than 90 days ago'],
    ['changed(file, t) and now - t >= 36h', '2026-08-19 is at least 1.5 days ago'],
    ['changed(file, t) and t - now < 1d', '2026-08-19 is less than 1 day from now'],
    ['changed(file, t) and changed("b", u) and u - t > 30d', '2026-11-25 is more than 30 days after 2026-08-19'],
    ['changed(file, t) and changed("b", u) and t < u', '2026-08-19 is before 2026-11-25'],
    ['size(file, _) and file < "b"', '“a” comes before “b” in the alphabet'],
    ['size(file, _) and file contains "a"', '“a” contains “a”'],
    ['size(file, _) and not kept(file)', 'nothing says that a is to stay'],
    [
      'size(file, _) and n = count of other where { size(other, m) and m > 100 } and n > 1',
      'exactly 2 others fit this: the other has the m bytes, and the m is more than 100',
    ],
    [
      'size(file, m) and m = max of n where { size(_, n) }',
      'the largest n of all that fit this is 700: any file has the n bytes',
    ],
    [
      'size(file, _) and n = sum of m, other where { size(other, m) and not kept(other) } and n > 1',
      'the total m of all that fit this is 701: the other has the m bytes, and nothing says that the other is to stay',
    ],
  ])('%s: %s', (body, say) => {
    expect(met(body)).toContain(say);
  });

  it('says nothing where a name stands for a value', () => {
    expect(met('size(file, n) and m = n * 2')).toEqual([]);
  });
});

describe('a condition that stands against it', () => {
  it.each([
    ['size(file, n) and n >= 500', 'b', 'b has 1 bytes, and that is less than 500'],
    ['changed(file, t) and now - t > 90d', 'b', 'b was changed on 2026-11-25, and that is at most 90 days ago'],
    ['size(file, n) and not kept(file)', 'c', 'against it: c is to stay'],
    ['changed(file, t)', 'c', 'it is not known that c was changed on some t'],
    ['size(file, _) and file > "b"', 'a', '“a” does not come after “b” in the alphabet'],
    [
      'size(file, _) and 9 = count of x where { size(x, _) }',
      'a',
      'it is not so that exactly 9 xs fit this: the x has any bytes bytes',
    ],
  ])('%s, for %s: %s', (body, file, say) => {
    expect(unmet(body, file)).toEqual([say]);
  });

  it('is told once for a rule, with every try under it', () => {
    const engine = new Engine(readRules(`${DECLARED}rule it: found(file) if size(file, n) and n > 900`), { now: NOW });
    engine.apply({ assert: [...TOLD, { relation: 'size', args: ['a', 800] }] });
    const reasons = whyNot(engine, { relation: 'found', args: ['a'] });
    const lines = reasons ? narrateWhyNot(engine.rules, reasons, format).lines : [];
    expect(lines.map(({ depth, say }) => [depth, say])).toEqual([
      [0, 'The rule “it” does not give it:'],
      [1, expect.stringContaining('bytes, and that is at most 900')],
      [1, expect.stringContaining('bytes, and that is at most 900')],
    ]);
  });
});
