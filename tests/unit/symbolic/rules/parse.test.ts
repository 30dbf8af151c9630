import { describe, expect, it } from 'vitest';
import { identityOf } from '../../../../shared/symbolic/rules/identity.ts';
import { parse } from '../../../../shared/symbolic/rules/parse.ts';
import { print } from '../../../../shared/symbolic/rules/print.ts';
import { RulesRefused } from '../../../../shared/symbolic/rules/problem.ts';
import { readRules } from '../../../../shared/symbolic/rules/read.ts';
import { Random } from '../random.ts';
import { RandomRules } from '../random-rules.ts';

const DECLARED = `relation file(path: text, size: number)
relation opened(path: text, at: time)
relation open-now(yes: flag)
relation big(path: text) says "{path} is big"
relation total(count: number)
`;

const ALL = `${DECLARED}
# Everything that can be written.
rule one: big(p)
  if file(p, n) since s until _
  and not opened(p, _)
  and (n + 1) * 2 - -3 / n mod 4 >= 10
  and p ends-with ".pdf" and p != "a\\"b\\\\\\n\\u00e9"
  and now - s > 30d and s <= now - 1.5h
  says "{p} of {n} bytes"
rule two: total(t) if t = sum of n, p where { file(p, n) and not opened(p, _) } and open-now(true)
rule three: total(0)
rule more: total(k) if total(n) and k = n-1 and k > 0.5 and 5 = count of p where { file(p, _) }
`;

describe('rules text', () => {
  it('is read and printed back without a loss', () => {
    const { rules } = parse(ALL);
    expect(rules.rules.map(({ name }) => name)).toEqual(['one', 'two', 'three', 'more']);
    expect(parse(print(rules)).rules).toEqual(rules);
  });

  it('survives printing for random rules', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const rules = new RandomRules(new Random(seed)).rules();
      expect(parse(print(rules)).rules).toEqual(rules);
    }
  });

  it('has an id by its content, not by its layout', () => {
    const hash = (text: string): string => String(text.length) + text.slice(0, 40);
    const spread = DECLARED.replaceAll(/ (?=relation|[(:])|\n|(?<=,) /g, '\n  # gap\n');
    expect(identityOf(parse(DECLARED).rules, hash)).toBe(identityOf(parse(spread).rules, hash));
    expect(identityOf(parse(DECLARED).rules, hash)).not.toBe(identityOf(parse(ALL).rules, hash));
  });
});

const problemsIn = (text: string): readonly string[] => {
  try {
    readRules(text);
    return [];
  } catch (error) {
    if (!(error instanceof RulesRefused)) throw error;
    return error.problems.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
  }
};

describe('what is not a rule', () => {
  it.each([
    ['a strange character', 'relation a(x: text)\n  ?', 'RULE_SYNTAX 2:3'],
    ['an unclosed text', 'relation a(x: text)\nrule r: a("b', 'RULE_SYNTAX 2:11'],
    ['an unknown escape', 'relation a(x: text)\nrule r: a("\\q")', 'RULE_SYNTAX 2:11'],
    ['an unknown unit', 'relation a(x: number)\nrule r: a(x) if a(x) and x > 3weeks', 'RULE_SYNTAX 2:30'],
    ['an unknown type', 'relation a(x: string)', 'RULE_SYNTAX 1:15'],
    ['no name', 'relation a(x: text)\nrule : a(x)', 'RULE_SYNTAX 2:6'],
    ['half a rule', 'relation a(x: text)\nrule r: a(x) if', 'RULE_SYNTAX 2:16'],
    ['a condition without comparison', 'relation a(x: text)\nrule r: a(x) if x', 'RULE_SYNTAX 2:18'],
    [
      'a count in a count',
      'relation a(x: number)\nrule r: a(n) if n = count of x where { a(x) and m = count of y where { a(y) } }',
      'RULE_SYNTAX 2:49',
    ],
    ['deep nesting', `relation a(x: number)\nrule r: a(x) if a(x) and x > ${'('.repeat(150)}1`, 'RULE_TOO_LARGE 2:131'],
    ['a long sum', `relation a(x: number)\nrule r: a(x) if a(x) and x > ${'1 + '.repeat(150)}1`, 'RULE_TOO_LARGE 2:30'],
    ['an endless text', ' '.repeat(1_000_001), 'RULE_TOO_LARGE 1:1'],
    ['words outside', 'hello', 'RULE_SYNTAX 1:1'],
  ])('is refused with its place: %s', (_, text, problem) => {
    expect(problemsIn(text)).toEqual([problem]);
  });

  const P =
    'relation p(x: number)\nrelation q(x: number, y: text)\nrelation t(x: text)\nrelation s(x: number)\nrelation h(x: number, y: text)\n';
  it.each([
    ['a variable without value', 'rule r: p(x) if p(y)', ['RULE_UNSAFE 6:9']],
    ['a variable only in an absence', 'rule r: s(1) if not p(x)', ['RULE_UNSAFE 6:17']],
    ['a variable only compared', 'rule r: p(1) if p(x) and x < y', ['RULE_UNSAFE 6:26']],
    ['a gap in the head', 'rule r: p(_) if p(x)', ['RULE_UNSAFE 6:11']],
    [
      'a group that nothing gives',
      'rule r: q(n, g) if n = count of x where { h(x, g) }',
      ['RULE_UNSAFE 6:9', 'RULE_UNSAFE 6:9', 'RULE_UNSAFE 6:20'],
    ],
    ['a counted variable outside', 'rule r: s(x) if p(x) and 1 = count of x where { p(x) }', ['RULE_UNSAFE 6:26']],
    ['an unknown relation', 'rule r: p(x) if z(x)', ['RULE_UNKNOWN_RELATION 6:17']],
    ['too many columns', 'rule r: p(x) if q(x, y, y)', ['RULE_ARITY 6:17']],
    ['the wrong type in the head', 'rule r: t(x) if p(x)', ['RULE_TYPE 6:11']],
    ['the wrong type in a fact', 'rule r: p(x) if q(x, x)', ['RULE_TYPE 6:22']],
    ['arithmetic with text', 'rule r: p(x) if q(x, y) and x < y + 1', ['RULE_TYPE 6:33']],
    ['numbers against texts', 'rule r: p(x) if q(x, y) and x < y', ['RULE_TYPE 6:29']],
    ['a sum of texts', 'rule r: p(n) if n = sum of y where { q(_, y) }', ['RULE_TYPE 6:17']],
    ['two rules of one name', 'rule r: p(1)\nrule r: p(2)', ['RULE_DUPLICATE 7:6']],
    ['two relations of one name', 'relation p(a: text)', ['RULE_DUPLICATE 6:10']],
    ['now as a value', 'rule r: p(x) if x = now', ['RULE_NOW 6:17', 'RULE_UNSAFE 6:9', 'RULE_UNSAFE 6:17']],
    ['now times two', 'rule r: p(x) if p(x) and now * 2 > x', ['RULE_NOW 6:26']],
    ['now against itself', 'rule r: p(x) if p(x) and now - x < now', ['RULE_NOW 6:26']],
    ['a sentence with a stranger', 'rule r: p(x) if p(x) says "{z}"', ['RULE_SENTENCE 6:6']],
    ['its own absence', 'rule r: p(x) if q(x, _) and not p(x)', ['RULE_CYCLE 6:29']],
    ['a count of itself', 'rule r: p(n) if n = count of x where { p(x) }', ['RULE_CYCLE 6:17']],
  ])('is refused with the reason: %s', (_, text, problems) => {
    expect(problemsIn(P + text)).toEqual(problems);
  });

  it('is told the whole circle', () => {
    const text = `${P}rule a: p(x) if q(x, _) and not t("a")\nrule b: t(y) if q(x, y) and p(x)`;
    expect(() => readRules(text)).toThrow(
      'p rests on the absence of t (rule a), and t rests on p (rule b). Break this circle.',
    );
  });

  it('is any text at all without harm', () => {
    const random = new Random(3);
    const parts = [
      'relation',
      'rule',
      'if',
      'and',
      'not',
      '(',
      ')',
      '{',
      '}',
      ',',
      ':',
      '_',
      '"a"',
      '1d',
      'now',
      'count',
      'of',
      'where',
      'p',
      'x',
      '=',
      '<',
      '+',
      '\n',
      '#',
    ];
    for (let i = 0; i < 2000; i++) {
      const text = Array.from({ length: random.below(30) }, () => random.pick(parts)).join(' ');
      expect(problemsIn(text).every((problem) => problem.startsWith('RULE_'))).toBe(true);
    }
  });
});
