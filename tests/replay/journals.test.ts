import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonical, checkChain } from '../../automation/store/chain.ts';
import { isForgotten } from '../../automation/store/forgotten.ts';
import { createJournalFile, openJournalFile, rowReader } from '../../automation/store/journal-file.ts';
import { CURRENT_FORMAT, parseEvent } from '../../automation/store/journal-format.ts';
import { openJournal } from '../../automation/store/sqlite-journal.ts';
import { advance, type RunState } from '../../shared/execution/state.ts';
import { isRunEvent, JOURNAL_VERSION } from '../../shared/protocol/events.ts';
import { changedIn } from './schema-kept.ts';
import { FIXTURES, journalsOf, KEPT_FILE, released, rowsOf, schemaText, typeOf } from './fixtures.ts';

/** Every run's view as this program shows it, with the hash that says it is the same to the byte. */
const replay = (version: number, name: string): string => {
  const runs = new Map<string, RunState>();
  for (const row of rowsOf(version, name)) {
    if (isForgotten(row.event)) continue;
    const event = parseEvent(CURRENT_FORMAT, row);
    if (isRunEvent(event)) runs.set(event.runId, advance(runs.get(event.runId), event).state);
  }
  const views = [...runs.values()].map(({ view }) => ({
    sha256: createHash('sha256').update(JSON.stringify(view)).digest('hex'),
    view,
  }));
  return `${JSON.stringify(views, null, 2)}\n`;
};

describe.each(released())('a journal of format %i', (version) => {
  it.each(journalsOf(version))('%s still replays to the same view, each time', async (name) => {
    expect(checkChain(rowsOf(version, name)).firstBad).toBeNull();
    const first = replay(version, name);
    expect(replay(version, name)).toBe(first);
    await expect(first).toMatchFileSnapshot(`${FIXTURES}v${version}/views/${name}.json`);
  });

  it.each(journalsOf(version))('%s is sound in a profile, and every row but what was forgotten is read', (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'sonny-replay-'));
    try {
      const rows = rowsOf(version, name);
      createJournalFile(join(folder, 'journal.sqlite'), rows);
      const journal = openJournal({ folder, now: () => 0 });
      expect(journal.notice).toBeNull();
      expect(journal.verify()).toEqual({ firstBad: null, rows: rows.length });
      const kept = rows.filter(({ event }) => !isForgotten(event));
      expect([...journal.read()].map(({ seq, hash }) => ({ seq, hash }))).toEqual(
        kept.map(({ seq, hash }) => ({ seq, hash })),
      );
      journal.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the journal’s format', () => {
  it('was released with rows of every type', () => {
    const latest = Math.max(...released());
    const recorded = journalsOf(latest).flatMap((name) => rowsOf(latest, name));
    const types = new Set(recorded.flatMap(({ event }) => (isForgotten(event) ? [] : [typeOf(event)])));
    const schema = z
      .object({ oneOf: z.array(z.object({ properties: z.object({ type: z.object({ const: z.string() }) }) })) })
      .parse(JSON.parse(readFileSync(`${FIXTURES}v${latest}/schema.json`, 'utf8')));
    expect([...types].sort()).toEqual(schema.oneOf.map((one) => one.properties.type.const).sort());
  });

  const isReleased = released().includes(JOURNAL_VERSION);

  it.runIf(isReleased)('does not change once it is released: a change takes the next number', () => {
    expect(
      schemaText() === readFileSync(`${FIXTURES}v${JOURNAL_VERSION}/schema.json`, 'utf8'),
      `Format ${JOURNAL_VERSION} was released, and an event looks otherwise now (an error's code counts, too): raise JOURNAL_VERSION in shared/protocol/events.ts and add the step to automation/store/journal-format.ts.`,
    ).toBe(true);
  });

  it('says of what was released what was said then, and only more, as long as nothing is migrated', () => {
    const latest = Math.max(...released());
    const probe = {};
    const steps = Object.entries(CURRENT_FORMAT.migrations).filter(([from]) => Number(from) >= latest);
    if (steps.some(([, migrate]) => migrate(probe) !== probe)) return;
    const before: unknown = JSON.parse(readFileSync(`${FIXTURES}v${latest}/schema.json`, 'utf8'));
    expect(changedIn(before, JSON.parse(schemaText()))).toBeNull();
  });

  it('reads every row as it was when it was released, to the byte', () => {
    const latest = Math.max(...released());
    const rows = journalsOf(latest).flatMap((name) => rowsOf(latest, name));
    const texts = rows.filter(({ event }) => !isForgotten(event));
    expect(texts.map((row) => canonical(parseEvent(CURRENT_FORMAT, row)))).toEqual(texts.map(({ event }) => event));
  });

  it('lies on disk as it did: a change of the file’s layout takes the next number of that', () => {
    const latest = Math.max(...released());
    const folder = mkdtempSync(join(tmpdir(), 'sonny-replay-'));
    try {
      copyFileSync(`${FIXTURES}v${latest}/${KEPT_FILE}.sqlite`, join(folder, 'kept.sqlite'));
      const rows = rowsOf(latest, KEPT_FILE);
      createJournalFile(join(folder, 'made.sqlite'), rows);
      const [kept, made] = ['kept.sqlite', 'made.sqlite'].map((name) => {
        const db = openJournalFile(join(folder, name));
        // Another zlib may deflate a long text otherwise, and inflates the old one all the same.
        const columns = db.prepare("SELECT * FROM row WHERE typeof(event) = 'text'").all();
        const found = { rows: [...rowReader(db).rows(1)], columns };
        db.close();
        return found;
      });
      expect(kept?.rows).toEqual(rows);
      expect(kept?.columns.length).toBeGreaterThan(0);
      expect(made?.columns).toEqual(kept?.columns);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has a migration from every earlier number', () => {
    const earlier = Array.from({ length: JOURNAL_VERSION - 1 }, (_, i) => i + 1);
    expect(Object.keys(CURRENT_FORMAT.migrations).map(Number)).toEqual(earlier);
    expect(released()).toEqual(expect.arrayContaining(earlier));
  });
});
