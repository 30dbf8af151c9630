import { execFileSync, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { PAGE_BYTES } from '../../../automation/store/sqlite-pages.ts';
import type { JournalEvent } from '../../../shared/protocol/events.ts';

const NOW = Date.UTC(2026, 10, 20, 10, 11, 12);
const ROWS = 1600;
/** Always the same, and nothing that could be deflated much. */
const noise = (i: number): string =>
  Array.from({ length: 120 }, (_, n) => hash('sha256', `${i} ${n}`, 'base64')).join('');
/** Every tenth is so long that SQLite keeps it on pages of its own. */
const event = (i: number): JournalEvent => ({
  type: 'run.started',
  at: i,
  runId: `run-${String(i).padStart(6, '0')}`,
  goal: i % 10 === 0 ? noise(i) : `goal ${i} “日本”`,
});

let folder = '';
let path = '';
const open = () => openJournal({ folder, now: () => NOW });
const goals = (journal: ReturnType<typeof open>): string[] =>
  [...journal.read()].map((row) => (row.event.type === 'run.started' ? row.event.goal : ''));

const sound = ((): Buffer => {
  const made = mkdtempSync(join(tmpdir(), 'sonny-sound-'));
  const journal = openJournal({ folder: made, now: () => NOW });
  journal.append(Array.from({ length: ROWS }, (_, i) => event(i)));
  journal.close();
  const bytes = readFileSync(join(made, 'journal.sqlite'));
  rmSync(made, { recursive: true });
  return bytes;
})();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-journal-'));
  path = join(folder, 'journal.sqlite');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const damaged = (change: (bytes: Buffer) => Buffer | void): Buffer => {
  const bytes = Buffer.from(sound);
  return change(bytes) ?? bytes;
};

describe('a damaged journal', () => {
  const page = (n: number) => [PAGE_BYTES * (n - 1), PAGE_BYTES * n] as const;
  const middle = Math.floor(sound.length / PAGE_BYTES / 2);
  const cases: [string, Buffer, number, number][] = [
    // name, bytes, at least and at most so many rows are kept
    ['header overwritten', damaged((b) => void b.fill(7, 0, 100)), ROWS, ROWS],
    ['first page overwritten', damaged((b) => void b.fill(0, ...page(1))), ROWS, ROWS],
    ['root of the rows overwritten', damaged((b) => void b.fill(0xff, ...page(2))), ROWS, ROWS],
    ['page of a long row overwritten', damaged((b) => void b.fill(0xff, ...page(3))), ROWS - 2, ROWS - 1],
    ['one page overwritten', damaged((b) => void b.fill(0xff, ...page(middle))), ROWS - 40, ROWS - 1],
    ['one letter changed', damaged((b) => void b.write('gaol', b.indexOf('goal 1501'))), ROWS - 1, ROWS - 1],
    ['cut in the middle of a page', damaged((b) => b.subarray(0, Math.floor(b.length / 2) + 777)), 1, ROWS - 1],
    ['emptied', Buffer.alloc(0), 0, 0],
    ['one byte', Buffer.from('x'), 0, 0],
    ['garbage', Buffer.from('not a journal '.repeat(3000)), 0, 0],
    ['garbage that starts like a database', Buffer.concat([sound.subarray(0, 100), Buffer.alloc(50_000, 13)]), 0, 0],
  ];

  it.each(cases)('%s: is kept aside, and every sound row is salvaged', (_name, bytes, least, most) => {
    writeFileSync(path, bytes);
    const journal = open();
    const kept = goals(journal);
    expect(kept.length).toBeGreaterThanOrEqual(least);
    expect(kept.length).toBeLessThanOrEqual(most);
    const originals = new Set(Array.from({ length: ROWS }, (_, i) => JSON.stringify(event(i))));
    for (const row of journal.read()) expect(originals.has(JSON.stringify({ ...event(0), ...row.event }))).toBe(true);
    expect(journal.verify()).toEqual({ firstBad: null, rows: kept.length });
    expect(journal.notice?.code).toBe('STORE_CORRUPT');
    expect(journal.notice?.details).toContain(`${kept.length} rows were kept`);
    const aside = join(folder, 'journal.damaged-2026-11-20T101112.sqlite');
    expect(journal.notice?.details).toContain(aside);
    expect(readFileSync(aside).equals(bytes)).toBe(true);
    expect(journal.append([event(0)])[0]?.seq).toBe(kept.length + 1);
    journal.close();
    const again = open();
    expect(again.notice).toBeNull();
    expect(goals(again).length).toBe(kept.length + 1);
    again.close();
  });

  it('keeps every damaged file apart from the last', () => {
    for (let i = 0; i < 3; i++) {
      writeFileSync(path, `garbage ${i}`);
      open().close();
    }
    const aside = readdirSync(folder).filter((name) => name.includes('damaged'));
    expect(aside.map((name) => readFileSync(join(folder, name), 'utf8')).sort()).toEqual([
      'garbage 0',
      'garbage 1',
      'garbage 2',
    ]);
  });

  const foreign = [
    [
      'a table as a later Sonny may have it',
      'CREATE TABLE line AS SELECT hash, event, seq FROM row; DROP TABLE row; VACUUM',
    ],
    ['hashes of another kind', 'UPDATE row SET hash = zeroblob(32)'],
  ] as const;

  it.each(foreign)('with %s is no damage: it is refused and left as it is', (_name, change) => {
    writeFileSync(path, sound);
    const db = new DatabaseSync(path);
    db.exec(change);
    db.close();
    const before = readFileSync(path);
    expect(open).toThrowError(
      expect.objectContaining({ code: 'JOURNAL_NOT_KNOWN', details: expect.stringContaining(`${ROWS} rows`) }),
    );
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
    // Moved away as the hint says, Sonny begins anew.
    rmSync(path);
    const anew = open();
    expect(anew.verify()).toEqual({ firstBad: null, rows: 0 });
    anew.close();
  });

  it('finds rows that were changed, dropped or swapped with their own tools', () => {
    const edits = [
      "UPDATE row SET event = replace(event, 'goal 1501', 'goal 9999') WHERE seq = 1502",
      'DELETE FROM row WHERE seq = 1502',
      'UPDATE row SET seq = -seq WHERE seq IN (11, 12); UPDATE row SET seq = CASE seq WHEN -11 THEN 12 ELSE 11 END WHERE seq < 0',
    ];
    for (const edit of edits) {
      rmSync(path, { force: true });
      writeFileSync(path, sound);
      const db = new DatabaseSync(path);
      db.exec(edit);
      db.close();
      const journal = open();
      expect(journal.notice?.code).toBe('STORE_CORRUPT');
      const kept = goals(journal);
      expect(kept.length).toBeGreaterThanOrEqual(ROWS - 3);
      expect(kept).not.toContain('goal 9999 “日本”');
      journal.close();
    }
  });
});

describe('the journal’s file', () => {
  const writer = fileURLToPath(new URL('journal-writer.ts', import.meta.url));

  it('holds every acknowledged append after its writer was killed, and is free for the next', async () => {
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.setEncoding('utf8');
      for await (const text of child.stdout) {
        said += String(text);
        if (said.split('\n').length > 200 + round * 100) break;
      }
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      const acknowledged = Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
      const journal = open();
      expect(journal.notice).toBeNull();
      const { firstBad, rows } = journal.verify();
      expect(firstBad).toBeNull();
      expect(rows).toBeGreaterThanOrEqual(acknowledged);
      // Both rows of an append, or none.
      expect(rows % 2).toBe(0);
      journal.close();
    }
  });

  it('belongs to one Sonny at a time, in this process and in others', () => {
    const journal = open();
    expect(open).toThrowError(expect.objectContaining({ code: 'PROFILE_IN_USE' }));
    const other = execFileSync(process.execPath, [writer, folder, 'once'], { encoding: 'utf8' });
    expect(other.trim()).toBe('PROFILE_IN_USE');
    journal.append([event(1)]);
    journal.close();
    const next = open();
    expect(goals(next)).toEqual([event(1)].map((e) => (e.type === 'run.started' ? e.goal : '')));
    next.close();
  });

  it('refuses an append that the disk has no room for, and keeps what it had', () => {
    const room = join(folder, 'small');
    mkdirSync(room);
    if (!mountSmall(room)) return;
    try {
      const journal = openJournal({ folder: room, now: () => NOW });
      journal.append([event(1), event(2)], { durable: true });
      const fill = (): void => {
        for (let i = 0; i < 2000; i++) journal.append([event(3), event(10)], { durable: i % 2 === 0 });
      };
      expect(fill).toThrowError(expect.objectContaining({ code: 'STORE_FULL' }));
      const rows = journal.verify();
      expect(rows.firstBad).toBeNull();
      expect(rows.rows % 2).toBe(0);
      journal.close();
      const again = openJournal({ folder: room, now: () => NOW });
      expect(again.notice).toBeNull();
      expect(again.verify()).toEqual(rows);
      again.close();
    } finally {
      execFileSync('umount', [room]);
    }
  });

  it('says that a folder which cannot be written is closed', () => {
    const blocked = join(folder, 'a file');
    writeFileSync(blocked, '');
    const inFile = (): unknown => openJournal({ folder: join(blocked, 'profile'), now: () => NOW });
    expect(inFile).toThrowError(expect.objectContaining({ code: 'FILE_DENIED' }));
    if (process.getuid?.() === 0) return;
    chmodSync(folder, 0o500);
    expect(open).toThrowError(expect.objectContaining({ code: 'FILE_DENIED' }));
    expect(existsSync(path)).toBe(false);
  });
});

/** A file system of 1 MiB, where this user may mount one. */
function mountSmall(at: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
