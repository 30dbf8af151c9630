import type { RunState } from '../../execution/state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Origin } from '../../ports/sonny.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { LearnedMethod, LearnedView } from '../../protocol/learned.ts';
import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import type { RunStatus, RunView } from '../../protocol/run.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import type { Proposal } from '../../prompts/proposal.ts';
import type { Skill } from '../../skills/skill.ts';
import { generalise } from './generalise.ts';
import { proposalFor } from './match.ts';

export interface LearnedMethodsOptions {
  readonly clock: Clock;
  readonly home: string;
  readonly skills: ReadonlyMap<string, Skill>;
  readonly rows: {
    read(): Iterable<ProgramEvent>;
    append(event: ProgramEvent): void;
    record(event: ProgramEvent): void;
  };
  readonly emit: (event: ViewEvent) => void;
  /** The newest first: how often something was used is counted by them. */
  readonly runs: () => readonly { readonly view: RunView }[];
}

/** More are not kept: the oldest go. */
const MOST = 500;

interface Kept {
  readonly method: LearnedMethod;
  readonly at: number;
}

/** How a run stands that went well by what was learned. */
const WELL: readonly RunStatus[] = ['done', 'done-unverified'];

const sameGoal = (a: LearnedMethod, b: Pick<LearnedMethod, 'pieces'>): boolean =>
  JSON.stringify(a.pieces) === JSON.stringify(b.pieces);

/**
 * What worked once, as data in the journal: a fold of its rows. A like goal is done the same way without asking a model, as a plan that is
 * checked, shown and approved like any other.
 */
export class LearnedMethods {
  readonly #options: LearnedMethodsOptions;
  /** By id, the newest last. */
  readonly #kept = new Map<string, Kept>();
  readonly #forgotten = new Set<string>();

  constructor(options: LearnedMethodsOptions) {
    this.#options = options;
    for (const event of options.rows.read()) this.#take(event);
  }

  list(): LearnedView[] {
    const used = this.#options
      .runs()
      .flatMap(({ view }) => (WELL.includes(view.status) ? (view.learned?.id ?? []) : []));
    return [...this.#kept.values()].toReversed().map(({ method, at }) => ({
      id: method.id,
      runId: method.runId,
      learnedAt: at,
      say: method.pieces
        .map((piece) => ('slot' in piece ? `{${method.slots[piece.slot]?.kind ?? ''}}` : piece.value))
        .join(' '),
      goal: method.goal,
      steps: method.guards.map(({ skill }) => skill),
      rests: [...method.rests],
      used: used.filter((id) => id === method.id).length,
    }));
  }

  /** What the newest method for a like goal would do. */
  for(goal: string): { readonly method: LearnedMethod; readonly proposal: Proposal } | null {
    for (const { method } of [...this.#kept.values()].toReversed()) {
      const proposal = proposalFor(method, goal, this.#options.home);
      if (proposal) return { method, proposal };
    }
    return null;
  }

  /** A run has come to its end: what a model had proposed may be learned; what was learned and failed is planned anew next time. */
  ended(state: RunState, status: RunStatus): void {
    const { learned } = state.view;
    const kept = learned && this.#kept.get(learned.id);
    if (kept && WELL.includes(status)) this.#options.emit({ type: 'methods' });
    if (kept && status === 'failed')
      this.#record({ type: 'method.forgotten', ...this.#base(), id: learned.id, by: 'sonny' });
    if (status !== 'done' || learned) return;
    const made = generalise(state, this.#options.skills, this.#options.home);
    if (!made) return;
    const old = [...this.#kept.values()].find(({ method }) => sameGoal(method, made));
    // What a person had forgotten stays so, whatever becomes of its run.
    if (old?.method.runId === made.runId || this.#forgotten.has(made.runId)) return;
    const method = { id: made.runId, ...made };
    this.#record({ type: 'method.learned', ...this.#base(), method });
  }

  /** @throws SonnyError NOT_AUTHORISED, COMMAND_INVALID, STORE_FULL; then nothing has changed */
  forget(id: string, origin: Origin): void {
    if (origin !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person may have something forgotten.');
    if (!this.#kept.has(id)) throw new SonnyError('COMMAND_INVALID', 'That is not something that was learned.');
    const event: ProgramEvent = { type: 'method.forgotten', ...this.#base(), id, by: 'person' };
    this.#options.rows.append(event);
    this.#take(event);
    this.#options.emit({ type: 'methods' });
  }

  /** What was learned from a run is gone with its row. */
  lost(runId: string): void {
    for (const [id, { method }] of this.#kept) if (method.runId === runId) this.#kept.delete(id);
    this.#options.emit({ type: 'methods' });
  }

  #base(): { at: number; runId: typeof PROGRAM } {
    return { at: this.#options.clock.now(), runId: PROGRAM };
  }

  #record(event: ProgramEvent): void {
    this.#options.rows.record(event);
    this.#take(event);
    this.#options.emit({ type: 'methods' });
  }

  #take(event: ProgramEvent): void {
    if (event.type === 'method.forgotten') {
      this.#kept.delete(event.id);
      this.#forgotten.add(event.id);
    }
    if (event.type !== 'method.learned') return;
    const { method, at } = event;
    for (const [id, old] of this.#kept) if (sameGoal(old.method, method)) this.#kept.delete(id);
    this.#kept.set(method.id, { method, at });
    for (const id of this.#kept.keys()) if (this.#kept.size > MOST) this.#kept.delete(id);
  }
}
