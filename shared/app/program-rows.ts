import { Backlog } from '../execution/backlog.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { JournalEvent } from '../protocol/events.ts';
import { PROGRAM, type ProgramEvent } from '../protocol/program-events.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { ViewEvent } from '../protocol/views.ts';

/** Writes and reads the rows that belong to no run. */
export class ProgramRows {
  readonly #journal: Pick<Journal, 'append' | 'read'>;
  readonly #backlog: Backlog;
  readonly #tell: (thrown: unknown) => void;

  constructor(journal: Pick<Journal, 'append' | 'read'>, clock: Clock, emit: (event: ViewEvent) => void) {
    this.#journal = journal;
    this.#tell = (thrown) => emit({ type: 'notice', error: SonnyError.from(thrown).view() });
    this.#backlog = new Backlog(clock, this.#tell);
  }

  *read(): Generator<ProgramEvent> {
    for (const { event } of this.#journal.read({ runId: PROGRAM })) if (isProgramEvent(event)) yield event;
  }

  /** Writes what a command asks for, durably. @throws SonnyError STORE_FULL; then nothing has changed. */
  append(event: ProgramEvent): void {
    this.#journal.append([event], { durable: true });
  }

  /** Writes what has already happened, in the order given: at once where there is room, else as soon as there is. */
  record(event: ProgramEvent): void {
    this.#backlog.write(() => this.append(event)).catch(this.#tell);
  }

  /** What still waits for room is given up. */
  close(): void {
    this.#backlog.close();
  }
}

const isProgramEvent = (event: JournalEvent): event is ProgramEvent => event.runId === PROGRAM;
