import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkChain } from '../../automation/store/chain.ts';
import { CURRENT_FORMAT, parseEvent } from '../../automation/store/journal-format.ts';
import { advance, type RunState } from '../../shared/execution/state.ts';
import { isRunEvent, JOURNAL_VERSION, JournalEvent } from '../../shared/protocol/events.ts';
import { FIXTURES, journalsOf, released, rowsOf } from './fixtures.ts';

/** Every run's view as this program shows it, with the hash that says it is the same to the byte. */
const replay = (version: number, name: string): string => {
  const runs = new Map<string, RunState>();
  for (const row of rowsOf(version, name)) {
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
});

describe('the journal’s format', () => {
  it('was released with rows of every type', () => {
    const latest = Math.max(...released());
    const recorded = journalsOf(latest).flatMap((name) => rowsOf(latest, name));
    const types = new Set(recorded.map((row) => z.object({ type: z.string() }).parse(JSON.parse(row.event)).type));
    const schema = z
      .object({ oneOf: z.array(z.object({ properties: z.object({ type: z.object({ const: z.string() }) }) })) })
      .parse(JSON.parse(readFileSync(`${FIXTURES}v${latest}/schema.json`, 'utf8')));
    expect([...types].sort()).toEqual(schema.oneOf.map((one) => one.properties.type.const).sort());
  });

  it('does not change once it is released: a change takes the next number', async () => {
    if (!released().includes(JOURNAL_VERSION)) return;
    const schema = `${JSON.stringify(z.toJSONSchema(JournalEvent), null, 2)}\n`;
    await expect(schema).toMatchFileSnapshot(`${FIXTURES}v${JOURNAL_VERSION}/schema.json`);
  });

  it('has a migration from every earlier number', () => {
    const earlier = Array.from({ length: JOURNAL_VERSION - 1 }, (_, i) => i + 1);
    expect(Object.keys(CURRENT_FORMAT.migrations).map(Number)).toEqual(earlier);
    expect(released()).toEqual(expect.arrayContaining(earlier));
  });
});
