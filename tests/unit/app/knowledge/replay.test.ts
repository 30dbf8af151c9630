import { describe, expect, it } from 'vitest';
import { CURRENT_FORMAT, parseEvent } from '../../../../automation/store/journal-format.ts';
import { isForgotten } from '../../../../automation/store/forgotten.ts';
import { diffRules, replayMind } from '../../../../shared/app/knowledge/replay.ts';
import { loadRules, SHIPPED } from '../../../../shared/app/knowledge/rule-set.ts';
import { marksOf } from '../../../../shared/app/knowledge/marks.ts';
import type { JournalEvent } from '../../../../shared/protocol/events.ts';
import { atom } from '../../../../shared/symbolic/atom.ts';
import { journalsOf, released, rowsOf as fixtureRows } from '../../../replay/fixtures.ts';
import { HOME, planOf, rowsOf, runOf, sha256, START } from './history.ts';

const rules = loadRules(SHIPPED, sha256);
const history = (runs: number, moves: number): JournalEvent[] =>
  Array.from({ length: runs }, (_, i) => rowsOf(`r${i}`, START + i * 60_000, moves)).flat();

const fixtures = released().flatMap((version) => journalsOf(version).map((name) => [version, name] as const));

describe('a journal', () => {
  it.each(fixtures)('of format %i, %s, folds to the same each time', (version, name) => {
    const rows = fixtureRows(version, name)
      .filter((row) => !isForgotten(row.event))
      .map((row) => parseEvent(CURRENT_FORMAT, row));
    const now = Math.max(...rows.map((row) => row.at));
    const [one, two] = [replayMind(rows, rules, HOME, now), replayMind(rows, rules, HOME, now)];
    expect(one.memory.graph.size).toBeGreaterThan(rules.set.rules.length);
    expect(one.fingerprint(sha256)).toBe(two.fingerprint(sha256));
  });

  it('that says something else folds to something else', () => {
    const now = START + 1_000_000;
    const hashes = [history(3, 2), history(3, 3), history(4, 2)].map((rows) =>
      replayMind(rows, rules, HOME, now).fingerprint(sha256),
    );
    expect(new Set(hashes).size).toBe(3);
  });
});

describe('a step that was followed by a surprise', () => {
  it.each(['unverified', 'failed'] as const)('and ended %s leaves what was seen, not what was predicted', (status) => {
    const gone = `${HOME}/Papers/r0-0.pdf`;
    const say = 'predicted that there is a file, saw that there is no file';
    const surprises = [{ say, relation: 'file', args: [gone], predicted: true, observed: false }];
    const rows = history(1, 1).map((row) => (row.type === 'step.ended' ? { ...row, status, surprises } : row));
    const { facts, graph } = replayMind(rows, rules, HOME, START + 100).memory;
    const told = [...facts.all()].filter(({ literal }) => literal.args[0] === gone);
    expect(told.map(({ literal, trust }) => [literal.relation, literal.negated ?? false, trust])).toEqual([
      ['file', true, 'observed'],
    ]);
    expect(graph.get('seen:r0/s1/1')?.label).toContain('saw that there is no file');
  });
});

describe('other rules for the same history', () => {
  const rows: JournalEvent[] = [
    ...history(3, 2),
    {
      type: 'fact.asserted',
      at: START + 200_000,
      runId: 'sonny',
      relation: 'keep',
      args: [`${HOME}/Downloads/x-0.pdf`],
      negated: false,
      context: 'world',
      by: 'person',
    },
  ];
  const moment = { home: HOME, now: START + 200_001 };
  const plan = runOf('x', planOf('x', 2));

  it('are held against these: facts, proofs and plans', () => {
    const [files = '', work = ''] = SHIPPED;
    const eager = work.replace('times >= 3', 'times >= 2 and times < 100');
    const lenient = files.replace(/rule kept: [^\n]*/u, '').replace('bytes >= 500000000', 'bytes >= 1');
    expect([eager, lenient]).not.toEqual([work, files]);
    const after = loadRules([lenient, eager], sha256);
    expect(after.identity).not.toBe(rules.identity);
    const diff = diffRules(rows, [rules, after], [plan], moment);
    expect(diff.gained).toEqual([]);
    expect(diff.lost).toEqual([`stays("${HOME}/Downloads/x-0.pdf")`]);
    expect(diff.plans).toEqual([{ runId: 'x', marks: [] }]);
    expect(diff.proofs).toEqual(['recurring("move all PDFs in ~/Downloads to ~/Papers",3)']);
  });

  it('show where the same follows for another reason', () => {
    const [files = '', work = ''] = SHIPPED;
    const other = work.replace('rule done: done(run, words)', 'rule finished: done(run, words)');
    const diff = diffRules(rows, [rules, loadRules([files, other], sha256)], [plan], moment);
    expect([diff.gained, diff.lost, diff.plans]).toEqual([[], [], []]);
    expect(diff.proofs.filter((key) => key.startsWith('done('))).toHaveLength(3);
  });

  it('change nothing when they say the same in another layout', () => {
    const same = loadRules(
      SHIPPED.map((text) => text.replaceAll('\n', '\n   ')),
      sha256,
    );
    expect(same.identity).toBe(rules.identity);
    expect(diffRules(rows, [rules, same], [plan], moment)).toEqual({ gained: [], lost: [], proofs: [], plans: [] });
  });

  it.each([
    ['rule x: stale(file) if dowload(file)', 'line 1'],
    ['rule x: stale(file if', 'line 1'],
    ['relation a(x: text)\nrule x: a(x) if not a(x)', 'line 2'],
    ['rule x: stale(other) if download(file)', 'line 1'],
  ])('are refused with the place where they are wrong: %s', (text, place) => {
    const refused = expect.objectContaining({ code: 'RULES_INVALID', details: expect.stringContaining(place) });
    expect(() => loadRules([...SHIPPED, text], sha256)).toThrow(refused);
  });
});

describe('ten thousand facts', () => {
  it('mark the steps of a plan within 100 ms of a change', () => {
    const mind = replayMind(history(1, 1), rules, HOME, START + 100);
    const now = START + 200;
    const told = (literal: ReturnType<typeof atom>) =>
      mind.memory.tell({ literal, context: 'world', at: now, source: 'filesystem', trust: 'observed' }, []);
    for (let i = 0; i < 2000; i++) {
      const file = `${HOME}/Downloads/f${i}.pdf`;
      for (const fact of [
        atom('listed', file, `${HOME}/Downloads`),
        atom('file-name', file, `f${i}.pdf`),
        atom('file-ending', file, 'pdf'),
        atom('file-size', file, i),
        atom('file-changed', file, START),
      ])
        told(fact);
    }
    const plans = Array.from({ length: 5 }, (_, i) => runOf(`p${i}`, planOf(`p${i}`, 200)));
    mind.settle(now);
    expect(plans.flatMap((plan) => marksOf(plan, mind, now))).toEqual([]);
    expect(mind.memory.facts.size).toBeGreaterThan(10_000);
    const before = process.cpuUsage();
    mind.memory.tell(
      {
        literal: atom('free', `${HOME}/Downloads/p3-7.pdf`),
        context: 'world',
        at: now,
        source: 'person',
        trust: 'person',
      },
      [],
    );
    mind.settle(now);
    const marks = plans.map((plan) => marksOf(plan, mind, now).map((m) => m.stepId));
    const { user, system } = process.cpuUsage(before);
    expect(marks).toEqual([[], [], [], ['s8'], []]);
    expect((user + system) / 1000).toBeLessThan(100);
  });
});
