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

interface Book {
  readonly stretches: Map<string, Stretch[]>;
  /** By the time they were started, then by row. */
  readonly starts: Start[];
}
const emptyBook = (): Book => ({ stretches: new Map(), starts: [] });

const extend = ({ stretches }: Book, runId: string, first: number, last: number): void => {
  const of = stretches.get(runId);
  const before = of?.at(-1);
  if (before?.[1] === first - 1) before[1] = last;
  else if (of) of.push([first, last]);
  else stretches.set(runId, [[first, last]]);
};
const start = ({ starts }: Book, one: Start): void =>
  void starts.splice(starts.findLastIndex(({ at }) => at <= one.at) + 1, 0, one);

/** A book as JSON has it. */
type Told = readonly [stretches: readonly (readonly [runId: string, stretches: readonly Stretch[]])[], starts: Start[]];
const tellOf = ({ stretches, starts }: Book): string => JSON.stringify([[...stretches], starts] satisfies Told);

/**
 * Which rows are a run's, and when runs were started: told by the rows' own texts and kept in memory, since the whole
 * journal is read anyway when it is opened.
 */
export class RunIndex {
  readonly #all = emptyBook();
  #news = emptyBook();

  /** @param isStart whether it may be the row that starts a run */
  add(
    { seq, event }: Pick<Linked, 'seq' | 'event'>,
    runId = runIn(event),
    isStart = event.includes('"run.started"'),
  ): void {
    extend(this.#all, runId, seq, seq);
    extend(this.#news, runId, seq, seq);
    if (!isStart) return;
    const { type, at } = parsed(event);
    if (type !== 'run.started' || typeof at !== 'number') return;
    start(this.#all, { at, runId });
    start(this.#news, { at, runId });
  }

  /** Takes in rows as they pass. */
  *through(rows: Iterable<Linked>): Generator<Linked> {
    for (const row of rows) {
      if (!isForgotten(row.event)) this.add(row);
      yield row;
    }
  }

  /** All of it, and with `news` what was added since it was last told. */
  told(): string {
    this.#news = emptyBook();
    return tellOf(this.#all);
  }
  news(): string {
    const news = tellOf(this.#news);
    this.#news = emptyBook();
    return news;
  }

  /** Takes in what an index told of the rows that follow. Whoever kept it vouches that it is unchanged. */
  take(told: string): void {
    const [stretches, starts] = JSON.parse(told) as Told;
    for (const [runId, of] of stretches) for (const [first, last] of of) extend(this.#all, runId, first, last);
    for (const one of starts) start(this.#all, one);
  }

  /** There is no such run any more. */
  drop(runId: string): void {
    for (const { stretches, starts } of [this.#all, this.#news]) {
      stretches.delete(runId);
      const at = starts.findIndex((one) => one.runId === runId);
      if (at >= 0) starts.splice(at, 1);
    }
  }

  /** Numbers of the run's rows after `afterSeq`, as stretches in order. */
  *of(runId: string, afterSeq: number): Generator<Readonly<Stretch>> {
    for (const [first, last] of this.#all.stretches.get(runId) ?? [])
      if (last > afterSeq) yield [Math.max(first, afterSeq + 1), last];
  }

  /** Ids of runs started before a time, newest first. */
  started(limit: number, before: number): string[] {
    const runs: string[] = [];
    for (let i = this.#all.starts.length - 1; i >= 0 && runs.length < limit; i--) {
      const one = this.#all.starts[i];
      if (one && one.at < before) runs.push(one.runId);
    }
    return runs;
  }
}
