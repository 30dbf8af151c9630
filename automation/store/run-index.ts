import type { Linked } from './chain.ts';
import { isForgotten } from './forgotten.ts';

/** Rows of a run that follow each other. */
type Stretch = [first: number, last: number];

interface Start {
  readonly at: number;
  readonly runId: string;
}

const NAME = '"runId":';

/** The run that a row's own text says it is of; empty when it says none. */
export const runIn = (text: string): string => {
  const at = text.indexOf(NAME);
  if (at < 0) return '';
  const start = at + NAME.length + 1;
  const id = text.slice(start, text.indexOf('"', start));
  // Where it is there twice, one is in some argument: within a text its quotes would be escaped.
  if (text.indexOf(NAME, start) < 0 && !id.includes('\\')) return id;
  return String(parsed(text)['runId'] ?? '');
};

const parsed = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
};

/**
 * Which rows are a run's, and when runs were started: told by the rows' own texts and kept in memory, since the whole
 * journal is read anyway when it is opened.
 */
export class RunIndex {
  readonly #stretches = new Map<string, Stretch[]>();
  /** By the time they were started, then by row. */
  readonly #starts: Start[] = [];

  /** @param isStart whether it may be the row that starts a run */
  add(
    { seq, event }: Pick<Linked, 'seq' | 'event'>,
    runId = runIn(event),
    isStart = event.includes('"run.started"'),
  ): void {
    const stretches = this.#stretches.get(runId);
    const last = stretches?.at(-1);
    if (last?.[1] === seq - 1) last[1] = seq;
    else if (stretches) stretches.push([seq, seq]);
    else this.#stretches.set(runId, [[seq, seq]]);
    if (!isStart) return;
    const { type, at } = parsed(event);
    if (type !== 'run.started' || typeof at !== 'number') return;
    this.#starts.splice(this.#starts.findLastIndex((start) => start.at <= at) + 1, 0, { at, runId });
  }

  /** Takes in rows as they pass. */
  *through(rows: Iterable<Linked>): Generator<Linked> {
    for (const row of rows) {
      if (!isForgotten(row.event)) this.add(row);
      yield row;
    }
  }

  /** There is no such run any more. */
  drop(runId: string): void {
    this.#stretches.delete(runId);
    const at = this.#starts.findIndex((start) => start.runId === runId);
    if (at >= 0) this.#starts.splice(at, 1);
  }

  /** Numbers of the run's rows after `afterSeq`, as stretches in order. */
  *of(runId: string, afterSeq: number): Generator<Readonly<Stretch>> {
    for (const [first, last] of this.#stretches.get(runId) ?? [])
      if (last > afterSeq) yield [Math.max(first, afterSeq + 1), last];
  }

  /** Ids of runs started before a time, newest first. */
  started(limit: number, before: number): string[] {
    const runs: string[] = [];
    for (let i = this.#starts.length - 1; i >= 0 && runs.length < limit; i--) {
      const start = this.#starts[i];
      if (start && start.at < before) runs.push(start.runId);
    }
    return runs;
  }
}
