import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyJournal } from '../../../automation/store/audit/verify.ts';
import type { JournalFormat } from '../../../automation/store/journal-format.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import type { JournalEvent } from '../../../shared/protocol/events.ts';
import { tamper } from '../audit/tampered-journal.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-versions-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const said = (more: string) => (event: unknown) => {
  const started = event as Extract<JournalEvent, { type: 'run.started' }>;
  return { ...started, goal: `${started.goal}${more}` };
};
const FORMATS: readonly JournalFormat[] = [
  { version: 1, migrations: {} },
  { version: 2, migrations: { 1: said(' +2') } },
  { version: 3, migrations: { 1: said(' +2'), 2: said(' +3') } },
];
const open = (format: JournalFormat) => openJournal({ folder, now: () => 0, format });
const write = (format: JournalFormat): void => {
  const journal = open(format);
  journal.append([{ type: 'run.started', at: 1, runId: `r${format.version}`, goal: `by ${format.version}` }]);
  journal.close();
};

it('reads rows of every earlier format as rows of its own, one step after the other, and changes none of them', () => {
  for (const format of FORMATS) write(format);
  const journal = open(FORMATS[2]!);
  const goals = [...journal.read()].map(({ event }) => (event.type === 'run.started' ? event.goal : ''));
  expect(goals).toEqual(['by 1 +2 +3', 'by 2 +3', 'by 3']);
  expect(journal.verify()).toEqual({ firstBad: null, rows: 3 });
  journal.close();
  expect(verifyJournal(folder).findings).toEqual([]);
});

it('refuses a journal that a later Sonny wrote, and leaves it as it is', () => {
  write(FORMATS[2]!);
  const before = readFileSync(join(folder, 'journal.sqlite'));
  expect(() => open(FORMATS[1]!)).toThrow(expect.objectContaining({ code: 'SCHEMA_VERSION' }));
  expect(readFileSync(join(folder, 'journal.sqlite')).equals(before)).toBe(true);
  expect(verifyJournal(folder)).toMatchObject({ rows: 1, findings: [] });
});

it('says which row it cannot read when a step is missing', () => {
  write(FORMATS[0]!);
  const journal = open({ version: 3, migrations: { 2: said('') } });
  expect(() => [...journal.read()]).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }));
  journal.close();
});

it('lets nobody have a row read as one of another format', () => {
  for (const format of FORMATS) write(format);
  for (const [at, version] of [
    [0, 2],
    [1, 1],
    [1, 3],
    [2, 2],
  ] as const) {
    tamper(folder, (rows) => rows.with(at, { ...rows[at]!, version }));
    expect(verifyJournal(folder).findings[0]).toMatchObject({ kind: 'edited', seq: at + 1 });
    tamper(folder, (rows) => rows.with(at, { ...rows[at]!, version: at + 1 }));
  }
});
