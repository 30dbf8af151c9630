import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical } from '../../../automation/store/chain.ts';
import { runIn, RunIndex } from '../../../automation/store/run-index.ts';

it('reads the run of a row from its own field, wherever else the text has such a field', () => {
  const id = fc.string({ unit: 'binary' });
  const fields = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(id, id, fields, (runId, other, more) => {
      const event = { args: { ...more, runId: other, text: canonical({ runId: other }) }, runId };
      expect(runIn(canonical(event))).toBe(runId);
      expect(runIn(canonical({ say: `"runId":"${other}"`, runId }))).toBe(runId);
    }),
  );
});

it('says of what is no row that it is of no run', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '{"a":1}',
    '{"args":{"runId":"r"},"a":{"runId":"r"}}',
    '"runId":',
    '{"runId":1}',
  ])
    expect(['', '1']).toContain(runIn(text));
});

it('knows each run’s rows and lists starts by their time, as many rows as come', () => {
  const row = fc.record({
    run: fc.integer({ min: 0, max: 4 }),
    at: fc.integer({ min: 0, max: 9 }),
    start: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(row), fc.integer({ min: 0, max: 9 }), (rows, after) => {
      const index = new RunIndex();
      const events = rows.map(({ run, at, start }, i) => ({
        seq: i + 1,
        run: `r${run}`,
        at,
        start,
        event: canonical({ type: start ? 'run.started' : 'run.paused', at, runId: `r${run}`, goal: '"run.started"' }),
      }));
      expect([...index.through(events.map((e) => ({ ...e, version: 3, hash: '' })))]).toHaveLength(rows.length);
      for (const run of ['r0', 'r4']) {
        const found = [...index.of(run, after)].flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(found).toEqual(events.filter((e) => e.run === run && e.seq > after).map((e) => e.seq));
      }
      const starts = events.filter((e) => e.start && e.at < after).sort((a, b) => b.at - a.at || b.seq - a.seq);
      expect(index.started(3, after)).toEqual(starts.slice(0, 3).map((e) => e.run));
    }),
  );
});
