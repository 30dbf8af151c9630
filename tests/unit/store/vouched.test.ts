import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAuditKey } from '../../../automation/store/audit/key.ts';
import { verifyJournal } from '../../../automation/store/audit/verify.ts';
import { recordOf } from '../../../automation/store/bookmark-file.ts';
import { editionOf } from '../../../automation/store/edition.ts';
import { RowsSum } from '../../../automation/store/rows-sum.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { Runs } from '../../../shared/execution/runs.ts';
import type { Journal } from '../../../shared/ports/journal.ts';
import { linked, reworded, tamper } from '../audit/tampered-journal.ts';

let base = '';
let folder = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sonny-vouched-'));
  folder = join(base, 'profile');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const open = (at = folder): Journal => openJournal({ folder: at, now: () => 0 });
const RUNS = ['a', 'b', 'c'];
const ROWS = 9;

const ask = (runs: Runs, runId: string, round: number): void =>
  void runs.append(
    {
      type: 'question.asked',
      at: round,
      runId,
      question: { id: `q${round}`, subject: 's', ask: 'Which?', candidates: [] },
      chips: [],
    },
    () => true,
  );

/** A profile as a kill leaves it, whose bookmark was kept in pieces, and which goes on after the last of them. */
const killed = async (): Promise<string> => {
  const journal = open();
  const runs = new Runs(journal);
  const path = join(folder, 'journal.bookmark');
  const size = (): number => (existsSync(path) ? readFileSync(path).length : 0);
  for (const [i, runId] of RUNS.entries()) {
    const before = size();
    runs.append({ type: 'run.started', at: i + 1, runId, goal: `goal ${runId}` }, () => true);
    await expect.poll(size, { timeout: 20_000, interval: 5 }).toBeGreaterThan(before);
  }
  const before = size();
  for (const runId of RUNS) ask(runs, runId, 1);
  await expect.poll(size, { timeout: 20_000, interval: 5 }).toBeGreaterThan(before);
  const kept = readFileSync(path);
  for (const runId of RUNS.toReversed()) journal.append([{ type: 'run.cancelled', at: 9, runId }], { durable: true });
  const copy = join(base, 'killed');
  cpSync(folder, copy, { recursive: true });
  // Rows that were appended for no run are offered to nobody, so it is what it was.
  writeFileSync(join(copy, 'journal.bookmark'), kept);
  journal.close();
  return copy;
};
const told = (journal: Journal): string =>
  JSON.stringify([
    journal.runs(10),
    journal.runs(10, 3),
    RUNS.map((runId) => [...journal.read({ runId })]),
    [...journal.read()],
  ]);
const change = (at: string, sql: string): void => {
  const db = new DatabaseSync(join(at, 'journal.sqlite'));
  db.exec(sql);
  db.close();
};

describe('a start after a kill', () => {
  it('knows the same runs and rows with the bookmark that was kept as without, and goes on from them', async () => {
    const copy = await killed();
    const bare = join(base, 'bare');
    cpSync(copy, bare, { recursive: true });
    rmSync(join(bare, 'journal.bookmark'));
    const [journal, other] = [open(copy), open(bare)];
    expect(told(journal)).toBe(told(other));
    for (const one of [journal, other]) {
      const runs = new Runs(one);
      runs.append({ type: 'run.started', at: 20, runId: 'd', goal: 'goal d' }, () => true);
      one.close();
    }
    const [next, nextOther] = [open(copy), open(bare)];
    expect(told(next)).toBe(told(nextOther));
    expect(next.notice).toBeNull();
    expect(next.verify()).toEqual({ firstBad: null, rows: ROWS + 1 });
    next.close();
    nextOther.close();
    expect(verifyJournal(copy).findings).toEqual([]);
  });

  const edits: readonly (readonly [string, (seq: number) => string])[] = [
    ['edited', (seq) => `UPDATE row SET event = replace(event, 'run', 'ran') WHERE seq = ${seq}`],
    ['given another hash', (seq) => `UPDATE row SET hash = zeroblob(32) WHERE seq = ${seq}`],
    ['given another version', (seq) => `UPDATE row SET version = 3 WHERE seq = ${seq}`],
    ['taken out', (seq) => `DELETE FROM row WHERE seq = ${seq}`],
  ];
  it.each(edits)('finds any row that was %s, before and after what was kept', async (_how, edit) => {
    const copy = await killed();
    for (let seq = 1; seq < ROWS; seq++) {
      const tampered = join(base, `tampered-${seq}`);
      cpSync(copy, tampered, { recursive: true });
      change(tampered, edit(seq));
      expect(verifyJournal(tampered).findings[0]).toMatchObject({ seq });
      const journal = open(tampered);
      expect(journal.notice).toMatchObject({ code: 'STORE_CORRUPT' });
      expect(journal.notice?.details).toContain('follow from the row before');
      journal.close();
    }
  });

  it('does not take rows that were linked anew by somebody else for those that were kept', async () => {
    const copy = await killed();
    tamper(copy, (rows) => linked(rows.with(0, reworded(rows[0]!)), 0));
    const journal = open(copy);
    // Every row follows from the one before; the signed head tells.
    expect(journal.notice).toMatchObject({ code: 'JOURNAL_TAMPERED' });
    expect(journal.bookmark?.kept()).toBeNull();
    journal.close();
  });

  it('takes the word of whoever has the key for the rows that were kept, and of nobody else', async () => {
    const copy = await killed();
    change(copy, 'UPDATE row SET hash = zeroblob(32) WHERE seq = 2');
    const path = join(copy, 'journal.bookmark');
    const db = new DatabaseSync(join(copy, 'journal.sqlite'));
    const sum = new RowsSum(db);
    sum.readTo(ROWS);
    const hash = String(db.prepare(`SELECT lower(hex(hash)) AS it FROM row WHERE seq = ${ROWS}`).get()?.['it']);
    const piece = { seq: ROWS, hash, sum: sum.value(), runs: '[[["a",[[1,9]]]],[{"at":1,"runId":"a"}]]', text: '[]' };
    db.close();
    const edition = editionOf(new URL('../../../automation/store/sqlite-journal.ts', import.meta.url).href) ?? '';
    const write = (of: string, at: string): void =>
      writeFileSync(path, recordOf({ key: () => openAuditKey(at), edition: of }, createHash('sha256'), piece, false));

    write(edition, copy);
    const believed = open(copy);
    expect([believed.notice, believed.runs(9)]).toEqual([null, ['a']]);
    // Whoever asks is told all the same.
    expect(believed.verify().firstBad).toBe(2);
    believed.close();
    for (const [of, at] of [
      ['another program', copy],
      [edition, base],
    ] as const) {
      const tried = join(base, `tried-${of.length}`);
      cpSync(copy, tried, { recursive: true });
      write(of, at);
      cpSync(path, join(tried, 'journal.bookmark'));
      const journal = open(tried);
      expect(journal.notice).toMatchObject({ code: 'STORE_CORRUPT' });
      journal.close();
    }
  });
});
