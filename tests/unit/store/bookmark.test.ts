import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyJournal } from '../../../automation/store/audit/verify.ts';
import { openAuditKey } from '../../../automation/store/audit/key.ts';
import { openBookmark, type BookmarkOptions } from '../../../automation/store/bookmark.ts';
import { editionOf, FOLD } from '../../../automation/store/edition.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { Runs } from '../../../shared/execution/runs.ts';
import type { Journal } from '../../../shared/ports/journal.ts';
import type { RunEvent } from '../../../shared/protocol/events.ts';

let base = '';
let folder = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sonny-bookmark-'));
  folder = join(base, 'profile');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const file = (): string => join(folder, 'journal.bookmark');
const open = (at = folder): Journal => openJournal({ folder: at, now: () => 0 });

/** A run that came to a question, and its id in every row. */
const rowsOf = (runId: string, goal: string): RunEvent[] => [
  { type: 'run.started', at: 1, runId, goal },
  {
    type: 'question.asked',
    at: 2,
    runId,
    question: { id: 'q', subject: 'app:x', ask: 'Which?', candidates: [] },
    chips: [],
  },
];
const write = (journal: Journal, runId: string, goal: string): Runs => {
  const runs = new Runs(journal);
  for (const event of rowsOf(runId, goal)) runs.append(event, () => true);
  return runs;
};
/** A journal that never had a bookmark. */
const bare = ({ bookmark: _, ...journal }: Journal): Journal => journal;
const viewsIn = (journal: Journal): string => JSON.stringify(new Runs(journal).newest(10).map(({ view }) => view));

/** The profile with a bookmark that was kept after the rows of `a`, and with rows of `b` after it. */
const bookmarked = (): void => {
  const first = open();
  write(first, 'a', 'buy milk');
  first.close();
  const second = open();
  const bytes = readFileSync(file());
  write(bare(second), 'b', 'buy bread');
  new Runs(bare(second)).append({ type: 'run.cancelled', at: 3, runId: 'a' }, () => true);
  second.close();
  expect(readFileSync(file()).equals(bytes)).toBe(true);
};

describe('a journal’s bookmark', () => {
  it('is told with the rows since, and comes to what all rows come to', () => {
    bookmarked();
    const journal = open();
    expect(journal.bookmark?.kept()).toMatchObject({ seq: 2, texts: [expect.stringContaining('buy milk')] });
    expect(viewsIn(journal)).toBe(viewsIn(bare(journal)));
    expect(new Runs(journal).get('a').view.status).toBe('cancelled');
    journal.close();
  });

  it('is there after Sonny was killed in the middle of a run', async () => {
    const journal = open();
    const runs = write(journal, 'a', 'buy milk');
    // As time passes with nothing to write.
    await expect.poll(() => existsSync(file()), { timeout: 20_000 }).toBe(true);
    runs.append({ type: 'run.cancelled', at: 3, runId: 'a' }, () => true);
    const killed = join(base, 'killed');
    cpSync(folder, killed, { recursive: true });
    const next = open(killed);
    // Where the machine is slow, the row since is in it as well.
    expect([2, 3]).toContain(next.bookmark?.kept()?.seq);
    expect(viewsIn(next)).toBe(viewsIn(bare(journal)));
    next.close();
    journal.close();
  });

  it('is none when any byte of it is another, or it ends too soon', () => {
    bookmarked();
    const whole = readFileSync(file());
    const journal = open();
    const replayed = viewsIn(bare(journal));
    // What was read as it was opened is told once.
    expect(viewsIn(journal)).toBe(replayed);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, cut) => {
        const bytes = cut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!cut) bytes[at] = (bytes[at] ?? 0) ^ change;
        writeFileSync(file(), bytes);
        // What JSON reads the same is the same.
        if (!cut && journal.bookmark?.kept()?.seq === 2)
          expect(/\s/.test(String.fromCharCode(bytes[at] ?? 0))).toBe(true);
        writeFileSync(file(), bytes);
        expect(viewsIn(journal)).toBe(replayed);
      }),
      { numRuns: 300 },
    );
    journal.close();
  });

  it('is none of another profile, or where the rows before it are not what they were', () => {
    bookmarked();
    const other = join(base, 'other');
    const journal = open(other);
    write(bare(journal), 'a', 'sell everything');
    cpSync(file(), join(other, 'journal.bookmark'));
    expect(journal.bookmark?.kept()).toBeNull();
    // It is not left lying there.
    expect(readdirSync(other)).not.toContain('journal.bookmark');
    expect(viewsIn(journal)).not.toContain('milk');
    journal.close();
  });

  it('hides no tampering: every row is still looked at, and a row that was changed is found', () => {
    bookmarked();
    const db = new DatabaseSync(join(folder, 'journal.sqlite'));
    db.exec("UPDATE row SET event = replace(event, 'milk', 'wine') WHERE seq = 1");
    db.close();
    expect(verifyJournal(folder).findings[0]).toMatchObject({ kind: 'edited', seq: 1 });
    const journal = open();
    expect(journal.notice).toMatchObject({ code: 'STORE_CORRUPT' });
    expect(journal.bookmark?.kept()).toBeNull();
    journal.close();
  });

  it('holds no word of what a person had forgotten, also where Sonny was cut off while it forgot', () => {
    bookmarked();
    const before = readFileSync(file());
    const journal = open();
    const runs = new Runs(journal);
    expect(runs.get('a').view.goal).toBe('buy milk');
    journal.forget('a', 9);
    runs.drop('a');
    expect(existsSync(file())).toBe(false);
    runs.append({ type: 'run.cancelled', at: 10, runId: 'b' }, () => true);
    journal.close();
    const next = open();
    expect(next.bookmark?.kept()?.texts.join()).toContain('buy bread');
    expect(next.bookmark?.kept()?.texts.join()).not.toContain('milk');
    next.close();
    // As though it had come back.
    writeFileSync(file(), before);
    const last = open();
    expect(last.bookmark?.kept()).toBeNull();
    expect(existsSync(file())).toBe(false);
    last.close();
  });

  describe('by itself', () => {
    const made = (change: Partial<BookmarkOptions> = {}) =>
      openBookmark({
        folder: base,
        key: () => openAuditKey(base),
        edition: 'e',
        last: () => ({ seq: 3, hash: 'h' }),
        hashAt: (seq) => (seq === 3 ? 'h' : ''),
        forgottenAt: 0,
        rows: { sum: () => '', runs: () => '[]', runsSince: () => '[]' },
        ...change,
      });
    const kept = (text: string): void => {
      const bookmark = made();
      bookmark.offer({ whole: () => text, since: () => '' });
      bookmark.close();
    };
    /** A file as a kill leaves it: all of it, and after it what changed since, after the rows 1000, 2000, 3000 ... */
    const killed = async (changes: readonly string[]): Promise<void> => {
      let seq = 0;
      // So many rows lie between them that no text waits for time to pass.
      const bookmark = made({ last: () => ({ seq: seq * 1000, hash: `h${seq}` }) });
      const left = ['all', ...changes];
      const texts = { whole: () => left.shift() ?? '', since: () => left.shift() ?? '' };
      while (left.length > 0) {
        seq++;
        const before = left.length;
        bookmark.offer(texts);
        await expect.poll(() => left.length, { timeout: 20_000, interval: 5 }).toBeLessThan(before);
      }
    };
    const hashAt = (seq: number): string => `h${seq / 1000}`;

    it('tells what was offered last, whatever it is', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), (text) => {
          kept('before');
          kept(text);
          expect(made().kept()).toEqual({ seq: 3, texts: [text] });
        }),
        { numRuns: 50 },
      );
    });

    it('is one short piece once it was closed, also where nothing was offered since the last one', async () => {
      const bookmark = made();
      let told = 0;
      bookmark.offer({ whole: () => `${++told} `.repeat(1000), since: () => '' });
      await expect.poll(() => told, { timeout: 20_000, interval: 5 }).toBe(1);
      bookmark.close();
      expect(made().kept()).toEqual({ seq: 3, texts: ['2 '.repeat(1000)] });
      expect(readFileSync(join(base, 'journal.bookmark')).length).toBeLessThan(1000);
    });

    it('tells all of it and what changed since, as far as no byte of it is another', async () => {
      await killed(['one', 'two']);
      const path = join(base, 'journal.bookmark');
      const whole = readFileSync(path);
      expect(made({ hashAt }).kept()).toEqual({ seq: 3000, texts: ['all', 'one', 'two'] });
      for (let at = whole.length - 1; at > 0; at--) {
        writeFileSync(path, whole.subarray(0, at));
        const told = made({ hashAt }).kept();
        expect(['all', 'one'].slice(0, (told?.seq ?? 0) / 1000)).toEqual(told?.texts ?? []);
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        writeFileSync(path, bytes);
        const other = made({ hashAt }).kept();
        expect(['all', 'one', 'two'].slice(0, (other?.seq ?? 0) / 1000)).toEqual(other?.texts ?? []);
      }
    });

    it('takes no change for what followed another one', async () => {
      await killed(['one', 'two']);
      const path = join(base, 'journal.bookmark');
      const whole = readFileSync(path);
      const [first, second] = [whole.indexOf('{"seq":2000'), whole.indexOf('{"seq":3000')];
      writeFileSync(path, Buffer.concat([whole.subarray(0, first), whole.subarray(second)]));
      expect(made({ hashAt }).kept()).toEqual({ seq: 1000, texts: ['all'] });
      writeFileSync(path, whole.subarray(first));
      expect(made({ hashAt }).kept()).toBeNull();
    });

    it('goes no further than the rows that are there', async () => {
      await killed(['one', 'two']);
      const kept = made({ hashAt: (seq) => (seq < 3000 ? hashAt(seq) : '') }).kept();
      expect(kept).toEqual({ seq: 2000, texts: ['all', 'one'] });
    });

    it('begins anew for who offers other texts, and after many changes', async () => {
      const many = Array.from({ length: 66 }, (_, i) => `${i}`);
      await killed(many);
      // The 65th change was asked for as all of it.
      expect(made({ hashAt }).kept()).toEqual({ seq: 67_000, texts: ['64', '65'] });
      const bookmark = made();
      let told = 0;
      const texts = (name: string) => ({ whole: () => `${++told} ${name}`, since: () => `${++told} since` });
      for (const name of ['a', 'b']) {
        bookmark.offer(texts(name));
        await expect.poll(() => told, { timeout: 20_000, interval: 5 }).toBe(name === 'a' ? 1 : 2);
      }
      expect(made().kept()).toEqual({ seq: 3, texts: ['2 b'] });
    });

    const others: readonly (readonly [string, Partial<BookmarkOptions>])[] = [
      ['another program', { edition: 'f' }],
      ['a program that nobody can tell from others', { edition: null }],
      ['a journal whose row is another', { hashAt: () => 'g' }],
      ['a journal that has lost the row', { hashAt: () => '' }],
      ['a journal in which something was forgotten since', { forgottenAt: 4 }],
    ];
    it.each(others)('is none for %s, and is destroyed', (_name, change) => {
      kept('text');
      const at = join(base, 'journal.bookmark');
      expect(existsSync(at)).toBe(true);
      expect(made(change).kept()).toBeNull();
      expect(existsSync(at)).toBe(false);
    });

    it('is none for who has another key', () => {
      kept('text');
      rmSync(join(base, 'audit.key'));
      expect(made().kept()).toBeNull();
    });
  });
});

describe('the edition of the program', () => {
  /** Modules whose code an import brings in; those of types alone bring none. */
  const modulesOf = (path: string, seen = new Set<string>()): ReadonlySet<string> => {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const [, from] of readFileSync(path, 'utf8').matchAll(
      /^(?:import|export)\s(?!type\b)(?:[^;]*?\sfrom\s)?'(\.[^']+)'/gms,
    ))
      modulesOf(resolve(dirname(path), from ?? ''), seen);
    return seen;
  };

  it('knows every module that decides what rows come to', () => {
    const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
    const modules = [
      ...modulesOf(join(shared, 'execution/kept-state.ts')),
      ...modulesOf(join(shared, 'execution/state.ts')),
    ];
    expect([...FOLD].sort()).toEqual([...new Set(modules)].map((path) => path.slice(shared.length)).sort());
  });

  it('is the same for the same program, and null where nobody can tell', () => {
    const url = new URL('../../../automation/store/sqlite-journal.ts', import.meta.url).href;
    expect(editionOf(url)).toMatch(/^[0-9a-f]{64}$/);
    expect(editionOf(url)).toBe(editionOf(url));
    expect(editionOf(undefined)).toBeNull();
    expect(editionOf('not a place')).toBeNull();
  });
});
