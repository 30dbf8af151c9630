import { programLines, recordRow, type RunRecord, type StreamLine } from '../audit/streams.ts';
import { Measures } from '../metrics/measures.ts';
import { Totals } from '../metrics/totals.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal, JournalRow } from '../ports/journal.ts';
import type { Meter } from '../ports/meter.ts';
import type { Redactor } from '../ports/redactor.ts';
import type { StreamEntry, Streams } from '../ports/streams.ts';
import { isRunEvent } from '../protocol/events.ts';
import type { Json } from '../protocol/json.ts';
import type { MetricsView } from '../protocol/metrics.ts';

export interface RecordsPorts {
  readonly journal: Pick<Journal, 'read'>;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Called when metrics are first asked for. */
  readonly openMeter: () => Promise<Meter>;
  readonly streams: Streams;
  readonly redactor: Redactor;
}

/** What is told of runs beside their views: folds of the journal, brought up to date when they are asked for. */
export interface Records {
  metrics(): Promise<MetricsView>;
  /** Metrics in the format that `contentType` names. */
  expose(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** Adds what is new to the streams. Rejects as `Streams.append` throws; the next call goes on from there. */
  keepStreams(): Promise<void>;
  /** Takes a run that a person had forgotten out of the streams. Rejects as `Streams.forget` throws. */
  forget(runId: string): Promise<void>;
}

const SOURCE = 'journal';
/** Rows that are folded at a time: nothing else runs meanwhile, and a stop must not wait. */
const SLICE = 500;

/** Folds of the journal for whoever looks at it from outside: metrics, each time they are asked for, and the streams. */
export const createRecords = ({ journal, clock, openMeter, streams, redactor }: RecordsPorts): Records => {
  const measures = new Measures();
  const totals = new Totals();
  let measured = 0;
  let opened: Promise<Meter> | null = null;
  const records = new Map<string, RunRecord>();

  /** Rows after `seq` in slices, with a pause after each. */
  async function* slices(seq: number): AsyncGenerator<readonly JournalRow[]> {
    let slice: JournalRow[] = [];
    for (const row of journal.read({ afterSeq: seq })) {
      slice.push(row);
      if (slice.length < SLICE) continue;
      yield slice;
      slice = [];
      await clock.sleep(0);
    }
    if (slice.length > 0) yield slice;
  }

  const measureAll = async (): Promise<void> => {
    const meter = await (opened ??= openMeter());
    for await (const slice of slices(measured)) {
      for (const { seq, event } of slice) {
        for (const measure of measures.of(event)) {
          meter.record(measure);
          totals.record(measure);
        }
        measured = seq;
      }
    }
  };

  /** The run as it was before a row; its earlier rows may have been read by a process that has ended. */
  const recordBefore = (seq: number, runId: string): RunRecord | undefined => {
    let record = records.get(runId);
    if (record) return record;
    for (const row of journal.read({ runId })) {
      if (row.seq >= seq) break;
      if (isRunEvent(row.event)) ({ record } = recordRow(record, row.event));
    }
    return record;
  };

  const linesOf = ({ seq, event }: JournalRow): readonly StreamLine[] => {
    if (!isRunEvent(event)) return programLines(event);
    const { record, lines } = recordRow(recordBefore(seq, event.runId), event);
    records.set(event.runId, record);
    return lines;
  };

  const entriesOf = (row: JournalRow): StreamEntry[] =>
    linesOf(row).map(({ stream, line }) => ({
      stream,
      offset: row.seq,
      line: redactor.value(line) as { [field: string]: Json },
    }));

  const keepAll = async (): Promise<void> => {
    let offset = streams.offset(SOURCE);
    const [at] = offset > 0 ? journal.read({ afterSeq: offset - 1 }) : [];
    if (offset > 0 && !at) {
      // A damaged journal was replaced by its sound rows and is shorter now: what is there was read before.
      offset = 0;
      for (const { seq } of journal.read()) offset = seq;
      streams.append(SOURCE, offset, []);
    }
    try {
      for await (const slice of slices(offset)) {
        const entries = slice.flatMap(entriesOf);
        streams.append(SOURCE, slice.at(-1)?.seq ?? offset, entries);
      }
    } finally {
      records.clear();
    }
  };

  // One after the other: two that read the same rows would count them twice.
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };

  return {
    async metrics() {
      await inTurn(measureAll);
      return totals.view();
    },
    async expose() {
      await inTurn(measureAll);
      const meter = await (opened ??= openMeter());
      return { contentType: meter.contentType, text: redactor.text(await meter.expose()) };
    },
    keepStreams: () => inTurn(keepAll),
    forget: (runId) => inTurn(async () => streams.forget(runId)),
  };
};
