import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryJournal } from '../../automation/store/memory-journal.ts';
import { openJournal } from '../../automation/store/sqlite-journal.ts';
import type { JournalEvent } from '../../shared/protocol/events.ts';
import type { Journal } from '../../shared/ports/journal.ts';

const started = (runId: string, at: number, goal = 'a goal'): JournalEvent => ({
  type: 'run.started',
  at,
  runId,
  goal,
});
const intended = (runId: string, at: number): JournalEvent => ({
  type: 'step.intended',
  at,
  runId,
  stepId: 's1',
  key: `${runId}.s1`,
  skill: 'files.write',
  args: { path: '/home/a/b.txt', text: '“{ok}” 日本 \u0000 \ud83d\udc69', nested: { b: [1, null, true], a: -0.5 } },
  attempt: 1,
});
const finished = (runId: string, at: number): JournalEvent => ({ type: 'run.finished', at, runId, status: 'done' });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const adapters: Record<string, () => Journal> = {
  sqlite: () => openJournal({ folder, now: () => 0 }),
  memory: memoryJournal,
};

describe.each(Object.entries(adapters))('journal: %s', (_name, open) => {
  let journal: Journal;
  beforeEach(() => {
    journal = open();
  });
  afterEach(() => journal.close());

  it('numbers rows from 1 without gaps and gives back what was appended', () => {
    const first = journal.append([started('r1', 1), intended('r1', 2)], { durable: true });
    const second = journal.append([finished('r1', 3)]);
    expect([...first, ...second].map((row) => row.seq)).toEqual([1, 2, 3]);
    expect([...journal.read()]).toEqual([...first, ...second]);
    expect([...journal.read()].map((row) => row.event)).toEqual([
      started('r1', 1),
      intended('r1', 2),
      finished('r1', 3),
    ]);
  });

  it('forgets a run: its rows are read no more, the rest stays as it is, and the chain holds', () => {
    journal.append([
      started('r1', 1, 'a secret'),
      intended('r1', 2),
      started('r2', 3),
      finished('r1', 4),
      finished('r2', 5),
    ]);
    const offered: JournalEvent = { type: 'suggestion.dismissed', at: 6, runId: 'sonny', suggestion: 'about r1' };
    journal.append([offered, { ...offered, suggestion: 'about r2' }]);
    const before = [...journal.read({ runId: 'r2' })];
    journal.forget('r1', 7, (event) => event.type === 'suggestion.dismissed' && event.suggestion === 'about r1');
    expect([...journal.read({ runId: 'r1' })]).toEqual([]);
    expect([...journal.read({ runId: 'r2' })]).toEqual(before);
    expect(journal.runs(10)).toEqual(['r2']);
    expect([...journal.read()].map(({ seq, event }) => [seq, event.type])).toEqual([
      [3, 'run.started'],
      [5, 'run.finished'],
      [7, 'suggestion.dismissed'],
      [8, 'run.forgotten'],
    ]);
    expect([...journal.read()].at(-1)?.event).toMatchObject({
      of: 'r1',
      by: 'person',
      rows: [
        [1, 2],
        [4, 4],
        [6, 6],
      ],
    });
    expect(journal.verify()).toEqual({ firstBad: null, rows: 8 });
    journal.append([finished('r2', 9)]);
    expect(journal.verify()).toEqual({ firstBad: null, rows: 9 });
    expect(() => journal.forget('r1', 10)).toThrow(expect.objectContaining({ code: 'RUN_NOT_FOUND' }));
  });

  it('is empty at first, and an append of nothing adds nothing', () => {
    expect(journal.append([])).toEqual([]);
    expect([...journal.read()]).toEqual([]);
    expect(journal.runs(10)).toEqual([]);
    expect(journal.verify()).toEqual({ firstBad: null, rows: 0 });
    expect(journal.notice).toBeNull();
  });

  it('links each row to the one before: the same event never has the same hash twice', () => {
    const rows = journal.append([started('r1', 1), started('r1', 1), started('r1', 1)]);
    expect(new Set(rows.map((row) => row.hash)).size).toBe(3);
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.hash))).toBe(true);
    expect(journal.verify()).toEqual({ firstBad: null, rows: 3 });
  });

  it('hashes what an event says, not the order in which its fields were written', () => {
    const [one] = journal.append([{ type: 'run.started', at: 1, runId: 'r1', goal: 'g' }]);
    const other = memoryJournal();
    const [two] = other.append([{ goal: 'g', runId: 'r1', at: 1, type: 'run.started' }]);
    expect(one?.hash).toBe(two?.hash);
  });

  it('reads one run, and only rows after a given one', () => {
    journal.append([started('r1', 1), started('r2', 2), intended('r1', 3), finished('r2', 4), finished('r1', 5)]);
    expect([...journal.read({ runId: 'r1' })].map((row) => row.seq)).toEqual([1, 3, 5]);
    expect([...journal.read({ runId: 'r1', afterSeq: 1 })].map((row) => row.seq)).toEqual([3, 5]);
    expect([...journal.read({ afterSeq: 3 })].map((row) => row.seq)).toEqual([4, 5]);
    expect([...journal.read({ runId: 'no such run' })]).toEqual([]);
  });

  it('lists runs, newest first, a page at a time', () => {
    for (let i = 1; i <= 7; i++) journal.append([started(`r${i}`, i * 10), finished(`r${i}`, i * 10 + 1)]);
    expect(journal.runs(3)).toEqual(['r7', 'r6', 'r5']);
    expect(journal.runs(3, 50)).toEqual(['r4', 'r3', 'r2']);
    expect(journal.runs(3, 10)).toEqual([]);
  });

  it('may be appended to while it is read', () => {
    journal.append(Array.from({ length: 1200 }, (_, i) => started(`r${i}`, i)));
    const seen: number[] = [];
    for (const row of journal.read()) {
      if (row.seq === 600) journal.append([finished('r0', 9999)]);
      seen.push(row.seq);
    }
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i + 1));
    expect(seen.length).toBeGreaterThanOrEqual(1200);
    expect(journal.verify()).toEqual({ firstBad: null, rows: 1201 });
  });

  it('keeps long and odd texts exactly', () => {
    const goal = '\u202e{}[]"\\\n\t'.repeat(20_000);
    journal.append([started('r1', 1.5, goal)]);
    expect([...journal.read()][0]?.event).toEqual(started('r1', 1.5, goal));
  });

  it('does not change with the objects it was given', () => {
    const event = { type: 'run.started' as const, at: 1, runId: 'r1', goal: 'before' };
    journal.append([event]);
    event.goal = 'after';
    expect([...journal.read()][0]?.event).toMatchObject({ goal: 'before' });
    expect(journal.verify().firstBad).toBeNull();
  });
});
