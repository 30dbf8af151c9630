import { describe, expect, it } from 'vitest';
import { CURRENT_FORMAT, parseEvent } from '../../../../automation/store/journal-format.ts';
import { isForgotten } from '../../../../automation/store/forgotten.ts';
import { withRules } from '../../../../shared/app/knowledge/otherwise.ts';
import { replayMind } from '../../../../shared/app/knowledge/replay.ts';
import { loadRules, SHIPPED } from '../../../../shared/app/knowledge/rule-set.ts';
import { marksOf } from '../../../../shared/app/knowledge/marks.ts';
import type { JournalEvent } from '../../../../shared/protocol/events.ts';
import type { Consequences } from '../../../../shared/protocol/otherwise.ts';
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
  const now = START + 200_001;
  const seen = replayMind(rows, rules, HOME, now);
  const says = ({ some }: Consequences): readonly string[] => some.map(({ say }) => say);
  const plan = runOf('x', planOf('x', 2));

  it('are held against these: facts, proofs and plans', () => {
    const [files = '', work = ''] = SHIPPED;
    const eager = work.replace('times >= 3', 'times >= 2 and times < 100');
    const lenient = files.replace(/rule kept: [^\n]*/u, '').replace('bytes >= 500000000', 'bytes >= 1');
    expect([eager, lenient]).not.toEqual([work, files]);
    const after = loadRules([lenient, eager], sha256);
    expect(after.identity).not.toBe(rules.identity);
    const diff = withRules(seen, after, [plan], now);
    expect(diff.begins.total).toBe(0);
    expect(says(diff.ceases)).toEqual(['~/Downloads/x-0.pdf is kept where it is.']);
    expect(diff.ceases.some[0]?.why.answer).toContain('~/Downloads/x-0.pdf');
    // What a person said is to stay is kept whatever rules say.
    expect([diff.breaks, diff.mends]).toEqual([[], []]);
    expect(says(diff.proofs)).toEqual(['You had “move all PDFs in ~/Downloads to ~/Papers” done 3 times.']);
    expect(diff.checked).toBe(true);
  });

  it('show which steps of a plan would no longer hold', () => {
    const strict = loadRules(
      [...SHIPPED, 'rule too: stays(other) if keep(path) and listed(other, _) and other != path'],
      sha256,
    );
    const literal = atom('listed', `${HOME}/Downloads/x-1.pdf`, `${HOME}/Downloads`);
    const [listed, stricter] = [rules, strict].map((by) => {
      const mind = replayMind(rows, by, HOME, now);
      mind.memory.tell({ literal, context: 'world', at: now, source: 'filesystem', trust: 'observed' }, []);
      mind.settle(now);
      return mind;
    });
    if (!listed || !stricter) throw new Error('There are two sets of rules.');
    expect(withRules(stricter, rules, [plan], now).mends.map(({ stepId }) => stepId)).toEqual(['s2']);
    const diff = withRules(listed, strict, [plan], now);
    expect(diff.breaks).toEqual([
      {
        runId: 'x',
        goal: 'tidy',
        stepId: 's2',
        title: 'Move x-1.pdf to /home/a/Papers',
        say: expect.stringContaining('to stay'),
      },
    ]);
  });

  it('show where the same follows for another reason', () => {
    const [files = '', work = ''] = SHIPPED;
    const other = work.replace('rule done: done(run, words)', 'rule finished: done(run, words)');
    const diff = withRules(seen, loadRules([files, other], sha256), [plan], now);
    expect([diff.begins.total, diff.ceases.total, diff.breaks, diff.mends]).toEqual([0, 0, [], []]);
    expect(says(diff.proofs).filter((say) => say.startsWith('You had'))).not.toEqual([]);
  });

  it('may not speak of something any more', () => {
    const [files = '', work = ''] = SHIPPED;
    const none = files.replace(/relation stays[^]*?\n\n/u, '').replaceAll(' and not stays(file)', '');
    const diff = withRules(seen, loadRules([none, work], sha256), [plan], now);
    expect(diff.ceases.some.map(({ why }) => why.answer)).toEqual(['These rules do not speak of it.']);
    expect(diff.mends).toEqual([]);
  });

  it('change nothing when they say the same in another layout', () => {
    const same = loadRules(
      SHIPPED.map((text) => text.replaceAll('\n', '\n   ')),
      sha256,
    );
    expect(same.identity).toBe(rules.identity);
    const nothing = { some: [], total: 0 };
    expect(withRules(seen, same, [plan], now)).toEqual({
      supposed: [],
      begins: nothing,
      ceases: nothing,
      proofs: nothing,
      breaks: [],
      mends: [],
      checked: true,
    });
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
