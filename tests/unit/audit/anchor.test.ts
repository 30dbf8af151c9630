import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKept } from '../../../automation/store/audit/export-file.ts';
import { exportJournal } from '../../../automation/store/audit/export.ts';
import { readHead } from '../../../automation/store/audit/head.ts';
import { verifyJournal } from '../../../automation/store/audit/verify.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { createRedactor } from '../../../shared/audit/redact.ts';
import { until } from '../../fakes/until.ts';
import { event, linked, makeProfile, NOW, removeProfile, reworded, ROWS, tamper } from './tampered-journal.ts';

let folder = '';
beforeEach(() => {
  folder = makeProfile();
});
afterEach(() => removeProfile(folder));

const open = () => openJournal({ folder, now: () => NOW });
const file = (name: string): string => join(folder, name);
const keepHead = (): string => {
  writeFileSync(file('kept.json'), readFileSync(file('head.json')));
  return file('kept.json');
};
const keepExport = (): string => {
  const redactor = createRedactor({ keyedHash: () => '0'.repeat(64) });
  exportJournal({ folder, path: file('kept.jsonl'), redactor, now: NOW });
  return file('kept.jsonl');
};
const cutOff = (): void => tamper(folder, (rows) => rows.slice(0, 8));

describe('the signed head', () => {
  it('stands outside the journal, names its last row, and only this user may read its key', () => {
    expect(readHead(folder)).toMatchObject({ seq: ROWS, closed: true, breaks: [] });
    expect(statSync(file('audit.key')).mode & 0o777).toBe(0o600);
    expect(statSync(file('head.json')).mode & 0o777).toBe(0o600);
  });

  it('trails the last durable row while Sonny runs, and leaves out what a power cut may take', async () => {
    const journal = open();
    journal.append([event(20)], { durable: true });
    await until(() => (readHead(folder) as { seq: number }).seq === ROWS + 1);
    journal.append([event(21)]);
    journal.append([event(22)], { durable: true });
    journal.append([event(23)]);
    await until(() => (readHead(folder) as { seq: number }).seq === ROWS + 3);
    expect(readHead(folder)).toMatchObject({ closed: false });
    expect(verifyJournal(folder)).toMatchObject({ rows: ROWS + 4, unsigned: 1, findings: [] });
    journal.close();
    expect(verifyJournal(folder)).toMatchObject({ rows: ROWS + 4, unsigned: 0, findings: [] });
  });

  it('stays sound when its writer is killed', () => {
    const writer = fileURLToPath(new URL('killed-writer.ts', import.meta.url));
    expect(() => execFileSync(process.execPath, [writer, folder], { stdio: 'ignore' })).toThrow(
      /SIGKILL|Command failed/,
    );
    expect(verifyJournal(folder).findings).toEqual([]);
    open().close();
    expect(verifyJournal(folder)).toMatchObject({ unsigned: 0, findings: [] });
  });

  it('is no head any more when anybody changes it', () => {
    writeFileSync(file('head.json'), readFileSync(file('head.json'), 'utf8').replace(`"seq":${ROWS}`, '"seq":3'));
    expect(readHead(folder)).toBe('damaged');
    expect(verifyJournal(folder).findings).toMatchObject([{ kind: 'unanchored' }]);
  });
});

describe('a journal that Sonny finds other than it left it', () => {
  it.each([
    ['cut off', cutOff, /ended with row 8; row 12 had been written/],
    [
      'written anew',
      () => tamper(folder, (rows) => linked(rows.with(4, reworded(rows[4]!)), 4)),
      /row 12 or one before/,
    ],
    [
      'added to',
      () => tamper(folder, (rows) => linked([...rows, { ...reworded(rows[0]!), seq: 13 }], 12)),
      /rows 13 to 13 had been added/,
    ],
  ])('%s: it says so, goes on, and every later audit knows', (_, change, says) => {
    change();
    const journal = open();
    expect(journal.notice).toMatchObject({ code: 'JOURNAL_TAMPERED', details: expect.stringMatching(says) as string });
    journal.append([event(20)], { durable: true });
    journal.close();
    const again = open();
    expect(again.notice).toBeNull();
    again.close();
    expect(verifyJournal(folder).findings).toMatchObject([
      { kind: 'earlier', say: expect.stringMatching(says) as string },
    ]);
  });

  it('without any head: it goes on, and audits know from which row on they can tell', () => {
    rmSync(file('head.json'));
    const journal = open();
    expect(journal.notice).toBeNull();
    journal.close();
    expect(verifyJournal(folder).findings).toMatchObject([{ kind: 'earlier' }]);
  });
});

describe('what was kept elsewhere', () => {
  it.each([
    ['a head', keepHead],
    ['an export', keepExport],
  ])('%s agrees with the journal, also when that has grown', (_, keep) => {
    const kept = keep();
    const journal = open();
    journal.append([event(20)], { durable: true });
    journal.close();
    expect(verifyJournal(folder, readKept(kept)).findings).toEqual([]);
  });

  it.each([
    ['a head', keepHead],
    ['an export', keepExport],
  ])('%s finds a journal that was put back together with its head', (_, keep) => {
    const before = ['journal.sqlite', 'head.json'].map((name) => [name, readFileSync(file(name))] as const);
    const journal = open();
    journal.append([event(20)], { durable: true });
    journal.close();
    const kept = keep();
    for (const [name, bytes] of before) writeFileSync(file(name), bytes);
    expect(verifyJournal(folder).findings).toEqual([]);
    expect(verifyJournal(folder, readKept(kept)).findings).toMatchObject([{ kind: 'cut-off', seq: ROWS + 1 }]);
  });

  it('an export names the first row that was written anew, also when the head was signed anew', () => {
    const kept = keepExport();
    tamper(folder, (rows) => linked(rows.with(4, reworded(rows[4]!)), 4));
    open().close();
    expect(verifyJournal(folder, readKept(kept)).findings[0]).toMatchObject({ kind: 'rewritten', seq: 5 });
  });

  it('is refused when it was changed, or is of another profile', () => {
    const kept = keepExport();
    writeFileSync(kept, readFileSync(kept, 'utf8').replace('goal 3', 'goal 4'));
    expect(verifyJournal(folder, readKept(kept)).findings).toMatchObject([{ kind: 'foreign' }]);
    const other = makeProfile();
    const foreign = readKept(join(other, 'head.json'));
    removeProfile(other);
    expect(verifyJournal(folder, foreign).findings).toMatchObject([{ kind: 'foreign' }]);
  });

  it('is never written over anything, and is private', () => {
    const kept = keepExport();
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(keepExport).toThrow(expect.objectContaining({ code: 'FILE_EXISTS' }));
  });

  it('is a head or an export, or says that it is neither', () => {
    writeFileSync(file('note.txt'), 'hello');
    expect(() => readKept(file('note.txt'))).toThrow(expect.objectContaining({ code: 'COMMAND_INVALID' }));
    expect(() => readKept(file('missing'))).toThrow(expect.objectContaining({ code: 'FILE_NOT_FOUND' }));
  });
});

describe('an audit', () => {
  it('does not disturb the Sonny that is writing, and finds nothing wrong with it', () => {
    const journal = open();
    for (let i = 0; i < 50; i++) {
      journal.append([event(100 + i)], { durable: i % 2 === 0 });
      expect(verifyJournal(folder).findings).toEqual([]);
    }
    expect(journal.verify()).toEqual({ firstBad: null, rows: ROWS + 50 });
    journal.close();
  });

  it('looks into a file that SQLite does not read, and changes nothing', () => {
    const path = file('journal.sqlite');
    const bytes = readFileSync(path);
    bytes.write('no database', 0);
    writeFileSync(path, bytes);
    expect(verifyJournal(folder)).toMatchObject({ rows: ROWS, findings: [{ kind: 'unreadable' }] });
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('of a profile where nothing was journalled says that there is nothing', () => {
    expect(() => verifyJournal(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'FILE_NOT_FOUND' }));
  });
});
