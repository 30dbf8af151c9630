import type { Journal, JournalRow } from '../../ports/journal.ts';
import { PROGRAM } from '../../protocol/program-events.ts';

/** What is known is made of the latest runs, at most so many of them and of their rows; and of all that a person told. */
const MOST_RUNS = 200;
const MOST_ROWS = 20_000;

/**
 * Gathers the rows that knowledge begins with, a run at a time, so that whoever gathers can let others go first.
 * The latest run is among them whatever its length.
 */
export class RecentRows {
  readonly #journal: Pick<Journal, 'read' | 'runs'>;
  #runs: string[] | null = null;
  readonly #rows: JournalRow[] = [];

  constructor(journal: Pick<Journal, 'read' | 'runs'>) {
    this.#journal = journal;
  }

  /** Takes in one run more. null while there are more; else all rows, in order. */
  next(): readonly JournalRow[] | null {
    this.#runs ??= [...this.#journal.runs(MOST_RUNS)].reverse();
    const runId = this.#rows.length < MOST_ROWS ? this.#runs.pop() : undefined;
    this.#rows.push(...this.#journal.read({ runId: runId ?? PROGRAM }));
    return runId === undefined ? this.#rows.sort((a, b) => a.seq - b.seq) : null;
  }
}
