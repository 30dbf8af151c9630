import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMeter } from '../../../automation/metrics/registry.ts';
import { CURRENT_FORMAT, parseEvent } from '../../../automation/store/journal-format.ts';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import { openStreams } from '../../../automation/store/streams.ts';
import { createRecords } from '../../../shared/app/records.ts';
import { createRedactor } from '../../../shared/audit/redact.ts';
import type { Streams } from '../../../shared/ports/streams.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { isRunEvent, type JournalEvent } from '../../../shared/protocol/events.ts';
import { MetricsView } from '../../../shared/protocol/metrics.ts';
import { journalsOf, rowsOf } from '../../replay/fixtures.ts';

/** Every row of the recorded journals, each journal's runs under names of their own. */
const EVENTS: readonly JournalEvent[] = journalsOf(1).flatMap((name) =>
  rowsOf(1, name).map((row) => {
    const event = parseEvent(CURRENT_FORMAT, row);
    return isRunEvent(event) ? { ...event, runId: `${name}/${event.runId}` } : event;
  }),
);
const count = (type: JournalEvent['type'], fits: (event: Record<string, unknown>) => boolean = () => true): number =>
  EVENTS.filter((event) => event.type === type && fits(event)).length;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sonny-records-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (streams: Streams = openStreams(folder), events = EVENTS) => {
  const journal = memoryJournal();
  journal.append(events);
  const redactor = createRedactor({ keyedHash: () => '0'.repeat(64) });
  const clock = { sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  return {
    journal,
    records: createRecords({ journal, clock, openMeter: async () => createMeter(), streams, redactor }),
  };
};
const lines = (stream: string): Record<string, unknown>[] =>
  readFileSync(join(folder, 'streams', `${stream}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Samples of the text format: name with labels to value. Throws at a line that is none. */
const samplesOf = (text: string): Map<string, number> =>
  new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [, name, value] =
          /^([a-z_]+(?:\{(?:[a-z]+="[^"\\\n]*",?)*\})?) (\d+(?:\.\d+)?(?:e-?\d+)?)$/.exec(line) ?? [];
        if (!name) throw new Error(`no sample: ${line}`);
        return [name, Number(value)];
      }),
  );

describe('metrics', () => {
  it('count what the journal holds', async () => {
    const { contentType, text } = await program().records.expose();
    const samples = samplesOf(text);
    expect(contentType).toMatch(/^text\/plain/);
    expect(samples.get('sonny_journal_rows_total')).toBe(EVENTS.length);
    expect(samples.get('sonny_runs_started_total')).toBe(count('run.started'));
    for (const status of ['done', 'done-unverified', 'failed'])
      expect(samples.get(`sonny_runs_ended_total{status="${status}"}`)).toBe(
        count('run.finished', (e) => e['status'] === status),
      );
    expect(samples.get('sonny_runs_ended_total{status="refused"}')).toBe(count('run.refused'));
    expect(samples.get('sonny_runs_ended_total{status="cancelled"}')).toBe(
      count('run.cancelled') + count('approval.denied') + count('question.answered', (e) => e['candidateId'] === null),
    );
    const steps = [...samples].filter(([name]) => name.startsWith('sonny_steps_ended_total'));
    expect(steps.reduce((sum, [, n]) => sum + n, 0)).toBe(count('step.ended'));
    for (const outcome of ['verified', 'unverified', 'refused', 'failed'])
      expect(steps.reduce((sum, [name, n]) => sum + (name.includes(`outcome="${outcome}"`) ? n : 0), 0)).toBe(
        count('step.ended', (e) => e['status'] === outcome),
      );
    expect(steps.some(([name]) => name.includes('unknown'))).toBe(false);
    const retried = [...samples].filter(([name]) => name.startsWith('sonny_steps_retried_total'));
    expect(retried.reduce((sum, [, n]) => sum + n, 0)).toBe(count('step.intended', (e) => Number(e['attempt']) > 1));
    for (const [answer, n] of [
      ['given', count('approval.given', (e) => e['by'] === 'person')],
      ['flag', count('approval.given', (e) => e['by'] === 'flag')],
      ['denied', count('approval.denied', (e) => e['reason'] === 'person')],
      ['expired', count('approval.denied', (e) => e['reason'] === 'expired')],
    ] as const) {
      const answered = [...samples].filter(
        ([name]) => name.startsWith('sonny_approvals_answered_total') && name.includes(`answer="${answer}"`),
      );
      expect(
        answered.reduce((sum, [, value]) => sum + value, 0),
        answer,
      ).toBe(n);
      expect(n).toBeGreaterThan(0);
    }
    const undone = [...samples].filter(([name]) => name.startsWith('sonny_undo_steps_ended_total'));
    expect(undone.reduce((sum, [, n]) => sum + n, 0)).toBe(count('undo.ended'));
    expect(samples.get('sonny_step_seconds_count{skill="files.move"}')).toBe(
      [...samples]
        .filter(([name]) => /^sonny_steps_ended_total.*"files\.move"/.test(name))
        .reduce((s, [, n]) => s + n, 0),
    );
  });

  it('give a window the same numbers, and count no row twice', async () => {
    const { journal, records } = program();
    const [first] = await Promise.all([records.metrics(), records.expose(), records.metrics()]);
    expect(MetricsView.parse(first)).toEqual(first);
    expect(await records.metrics()).toEqual(first);
    const rows = (view: MetricsView) => view.counts.find(({ name }) => name === 'journal_rows')?.value;
    expect(rows(first)).toBe(EVENTS.length);
    journal.append([{ type: 'run.started', at: 1, runId: 'another', goal: '' }]);
    expect(rows(await records.metrics())).toBe(EVENTS.length + 1);
    expect(samplesOf((await records.expose()).text).get('sonny_journal_rows_total')).toBe(EVENTS.length + 1);
  });

  it('let others work in between, however long the journal is', async () => {
    const { records } = program(undefined, Array.from({ length: 20 }, () => EVENTS).flat());
    let others = 0;
    const other = (): void => {
      others++;
      timer = setImmediate(other);
    };
    let timer = setImmediate(other);
    await records.metrics();
    clearImmediate(timer);
    expect(others).toBeGreaterThan(3);
  });
});

describe('streams', () => {
  it('hold each error, denial and end, with the place it comes from', async () => {
    const { records } = program();
    await records.keepStreams();
    const errors = EVENTS.flatMap((event, i) => ('error' in event && event.error ? [[i + 1, event.error.code]] : []));
    expect(lines('error').map(({ offset, code }) => [offset, code])).toEqual(errors);
    expect(lines('cooldown').map(({ reason }) => reason)).toEqual(
      EVENTS.flatMap((event) => (event.type === 'approval.denied' ? [event.reason] : [])),
    );
    expect(lines('cooldown')).toContainEqual(
      expect.objectContaining({ skill: 'files.trash', risk: 'R3', source: 'journal' }),
    );
    expect(lines('report').filter(({ status }) => status === 'undone')).toHaveLength(
      count('undo.finished', (e) => e['complete'] === true),
    );
    expect(lines('report')).toContainEqual(
      expect.objectContaining({
        runId: 'done-and-undone/run-1',
        status: 'done',
        planned: 2,
        outcomes: { verified: 2 },
      }),
    );
  });

  it('hold each once, wherever the process that wrote them ended', async () => {
    await program().records.keepStreams();
    const whole = ['error', 'cooldown', 'report'].map(lines);
    for (let read = 0; read <= EVENTS.length; read += 7) {
      rmSync(join(folder, 'streams'), { recursive: true });
      const { records } = program(undefined, EVENTS.slice(0, read));
      await records.keepStreams();
      mkdirSync(join(folder, 'streams'), { recursive: true });
      // A process that was killed while it added lines leaves some that were not kept, the last one torn.
      appendFileSync(join(folder, 'streams', 'report.jsonl'), '{"source":"journal","offset":9999}\n{"sour');
      await program().records.keepStreams();
      expect(['error', 'cooldown', 'report'].map(lines)).toEqual(whole);
    }
  });

  it('lose every line of a run that was forgotten, and go on with the rest', async () => {
    const { journal, records } = program();
    await records.keepStreams();
    const gone = 'done-and-undone/run-1';
    const others = ['error', 'cooldown', 'report'].map((name) => lines(name).filter(({ runId }) => runId !== gone));
    await records.forget(gone);
    expect(['error', 'cooldown', 'report'].map(lines)).toEqual(others);
    journal.append([{ type: 'run.finished', at: 9, runId: EVENTS[0]?.runId ?? '', status: 'done' }]);
    await records.keepStreams();
    expect(lines('report')).toHaveLength((others[2]?.length ?? 0) + 1);
  });

  it('go on after a full disk', async () => {
    const real = openStreams(folder);
    let full = true;
    const { records } = program({
      offset: (source) => real.offset(source),
      forget: (runId) => real.forget(runId),
      append(...entries) {
        if (full) throw new SonnyError('STORE_FULL');
        real.append(...entries);
      },
    });
    await expect(records.keepStreams()).rejects.toMatchObject({ code: 'STORE_FULL' });
    full = false;
    await records.keepStreams();
    expect(lines('report').length).toBeGreaterThan(count('run.finished'));
  });

  it('go on from the end of a journal that was repaired and is shorter now', async () => {
    await program().records.keepStreams();
    const before = lines('report');
    const { journal, records } = program(undefined, EVENTS.slice(0, 50));
    await records.keepStreams();
    expect(lines('report')).toEqual(before);
    journal.append([
      { type: 'run.started', at: 1, runId: 'new', goal: '' },
      { type: 'run.cancelled', at: 2, runId: 'new' },
    ]);
    await records.keepStreams();
    expect(lines('report').slice(before.length)).toMatchObject([{ runId: 'new', offset: 52 }]);
  });

  it('begin anew where what was kept cannot be read', async () => {
    await program().records.keepStreams();
    const before = lines('report');
    writeFileSync(join(folder, 'streams', 'kept.json'), '{');
    await program().records.keepStreams();
    expect(lines('report')).toEqual(before);
  });
});
