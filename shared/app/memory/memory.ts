import type { Note } from '../../execution/planner.ts';
import type { RunState } from '../../execution/state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Model } from '../../ports/model.ts';
import type { Origin } from '../../ports/sonny.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { MemoryView } from '../../protocol/memory.ts';
import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import type { KnownFact } from '../model/slots.ts';
import { PURPOSE } from './embedding.ts';
import { offered } from './offer.ts';
import { preferencesIn, type Preferred } from './preferences.ts';
import { recalled } from './recall.ts';
import { rememberedOf } from './remembered.ts';

export interface MemoryOptions {
  readonly clock: Clock;
  readonly model: Model | undefined;
  /** The model for embeddings that Settings name; empty: none. */
  readonly space: () => string;
  /** The newest first. */
  readonly runs: () => readonly RunState[];
  readonly rows: { read(): Iterable<ProgramEvent>; append(event: ProgramEvent): void };
  readonly emit: (event: ViewEvent) => void;
}

const keyOf = (runId: string, questionId: string): string => JSON.stringify([runId, questionId]);

/** What earlier runs leave behind for later ones: computed from the runs each time, so that it forgets what they forget. */
export class Memory {
  readonly #of: MemoryOptions;
  readonly #forgotten = new Set<string>();

  constructor(of: MemoryOptions) {
    this.#of = of;
    for (const event of of.rows.read()) this.#take(event);
  }

  view(): MemoryView {
    const runs = this.#of.runs();
    return {
      runs: runs.flatMap((state) => rememberedOf(state) ?? []),
      preferences: this.#preferences(runs).map(({ id, ask, choice, rests }) => ({ id, ask, choice, rests })),
    };
  }

  /** Earlier runs that bear on the goal of this one, for a model to read. @throws SonnyError CANCELLED, STOPPED, BUDGET_COST */
  async recall(state: RunState, budget: number, note: Note, signal: AbortSignal): Promise<readonly KnownFact[]> {
    // Another program's goal is no reason to tell it of the person's.
    if (state.view.by !== undefined) return [];
    const { model, clock, emit } = this.#of;
    const space = this.#of.space();
    const tell = (done: boolean): void =>
      emit({ type: 'thinking', runId: state.view.id, model: space, purpose: PURPOSE, thought: '', answer: '', done });
    const embedder = model && space !== '' ? { model, clock, space, tell } : null;
    return recalled(state, this.#of.runs(), embedder, note, budget, signal);
  }

  /** Puts what the person prefers first where a run asks them the like. */
  offer(events: readonly RunEvent[]): readonly RunEvent[] {
    return events.map((event) => offered(event, () => this.#preferences(this.#of.runs())));
  }

  /** @throws SonnyError NOT_AUTHORISED, COMMAND_INVALID, STORE_FULL; then nothing has changed */
  forget(id: string, origin: Origin): void {
    if (origin !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person may have something forgotten.');
    const known = this.#preferences(this.#of.runs()).find((preference) => preference.id === id);
    if (!known) throw new SonnyError('COMMAND_INVALID', 'That is not something that you chose more than once.');
    const choices = known.rests.map(({ runId, questionId }) => ({ run: runId, question: questionId }));
    const at = this.#of.clock.now();
    const event: ProgramEvent = { type: 'preference.forgotten', at, runId: PROGRAM, choices, by: 'person' };
    this.#of.rows.append(event);
    this.#take(event);
    this.#of.emit({ type: 'memory' });
  }

  #preferences(runs: readonly RunState[]): readonly Preferred[] {
    return preferencesIn(runs, (runId, questionId) => this.#forgotten.has(keyOf(runId, questionId)));
  }

  #take(event: ProgramEvent): void {
    if (event.type !== 'preference.forgotten') return;
    for (const { run, question } of event.choices) this.#forgotten.add(keyOf(run, question));
  }
}
