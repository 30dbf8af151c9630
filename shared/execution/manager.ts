import type { Progress } from '../ports/progress.ts';
import type { Origin } from '../ports/sonny.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { RunEvent } from '../protocol/events.ts';
import { isEnded } from '../protocol/run.ts';
import type { Evidence } from '../protocol/step.ts';
import type { ActivityKind } from '../protocol/stop.ts';
import type { ViewEvent } from '../protocol/views.ts';
import { doStep, type Doing } from './act/do-step.ts';
import { failedWithin, growStep, type Grower } from './act/grow-step.ts';
import { LOOKING } from './act/last-look.ts';
import { present } from './act/preconditions.ts';
import { resolvable } from './act/resolve.ts';
import { secondTry } from './act/second-try.ts';
import { askDigest, askPlan, askRest, askStep } from './ask/approval.ts';
import { Asking } from './ask/asking.ts';
import { writtenFacts } from './ask/bound-things.ts';
import { againstThings, thingsOf } from './ask/things.ts';
import { Budgets } from './bounds/budget.ts';
import { admitWhileObserving } from './bounds/observing.ts';
import { reconcileOpen } from './crash/reconcile-open.ts';
import { cutOffUndo, lookBack } from './crash/look-back.ts';
import { interrupted } from './crash/recover.ts';
import { Hand, needsHand, needsTurn } from './hand/hand.ts';
import { InputGate } from './hand/input-gate.ts';
import { Turn } from './hand/turn.ts';
import type { Wish, Wishes } from './life/run-context.ts';
import { isChosen } from './undo/settle.ts';
import { sweep } from './undo/sweep.ts';
import { finishUndo, settleAct, undoAct, type Undoing } from './undo/take-back.ts';
import { viewEventsOf } from './view/view-events.ts';
import { Backlog } from './backlog.ts';
import { cancel, decide, type RunCommand } from './decide.ts';
import { isForced } from './forcing.ts';
import { otherWayRow, planRefused, type Note, type Planner, type Replanner } from './planner.ts';
import type { ExecutionPorts } from './ports.ts';
import { Runs } from './runs.ts';
import { accepts, stepOf, type RunState } from './state.ts';

const NO_GROWER: Grower = async () => {
  throw new SonnyError('MODEL_NOT_SET_UP');
};

/**
 * Carries runs out. The machine names what it wishes; the manager journals the intent, does it through a port, journals
 * the outcome, and so asks the machine for the next wish. What is on screen is a fold of those rows.
 */
export class ExecutionManager {
  readonly #ports: ExecutionPorts;
  readonly #planner: Planner;
  readonly #emit: (event: ViewEvent) => void;
  readonly #replanner: Replanner;
  readonly #grower: Grower;
  readonly #runs: Runs;
  readonly #backlog: Backlog;
  readonly #budgets: Budgets;
  readonly #turn = new Turn((runId) => {
    const state = this.#runs.known(runId);
    return state !== undefined && needsTurn(state, this.#ports.skills);
  });
  readonly #gate = new InputGate();
  readonly #hand = new Hand();
  readonly #asking: Asking;
  /** Aborts what a run is doing right now. */
  readonly #aborts = new Map<string, AbortController>();
  readonly #busy = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(
    ports: ExecutionPorts,
    planner: Planner,
    approvalSeconds: () => number,
    emit: (event: ViewEvent) => void,
    replanner: Replanner = { replan: async () => null, foresee: async () => null },
    grower: Grower = NO_GROWER,
  ) {
    this.#ports = ports;
    this.#planner = planner;
    this.#emit = emit;
    this.#replanner = replanner;
    this.#grower = grower;
    this.#runs = new Runs(ports.journal);
    this.#budgets = new Budgets(ports);
    this.#asking = new Asking({
      clock: ports.clock,
      ids: ports.ids,
      approvalSeconds,
      record: (event) => this.#record(event),
      pending: (runId) => this.#runs.get(runId).view.approval?.nonce,
      closing: this.#closing.signal,
    });
    this.#backlog = new Backlog(ports.clock, (error) => emit({ type: 'notice', error: error.view() }));
  }

  get runs(): Pick<Runs, 'get' | 'newest' | 'drop'> {
    return this.#runs;
  }

  /** The goal of the run that this one waits for, since one acts at a time; null: it waits for none. */
  behind(runId: string): string | null {
    const ahead = this.#turn.behind(runId);
    return ahead === null ? null : (this.#runs.known(ahead)?.view.goal ?? null);
  }

  /** Takes up what a crash left unfinished: open intents are reconciled with the world, never repeated. */
  recover(limit: number): void {
    const newest = this.#runs.newest(limit);
    this.#budgets.seed(newest);
    for (const state of newest) {
      const undo = cutOffUndo(state, this.#ports);
      if (undo) this.#background(this.#takeUpUndo(state.view.id, undo));
      else this.#interrupt(state, null);
    }
    for (const { view } of newest) this.#background(sweep(this.#runs.get(view.id), this.#ports));
  }

  /** `back`: what shows that what was being undone is back. */
  #interrupt(state: RunState, back: readonly Evidence[] | null): void {
    for (const event of interrupted(state, this.#ports.clock.now(), back))
      // A row may already have led to the one after it.
      if (accepts(this.#runs.get(event.runId), event)) this.#append(event);
  }

  /** An undo that a crash cut off may have done what it began: that is looked for first. */
  async #takeUpUndo(runId: string, undo: NonNullable<ReturnType<typeof cutOffUndo>>): Promise<void> {
    const back = await lookBack(undo, this.#ports, this.#progress(LOOKING, this.#closing.signal));
    // What nobody had the time to look for is looked for at the next start.
    if (this.#closing.signal.aborted) return;
    await this.#backlog.write(() => this.#interrupt(this.#runs.get(runId), back));
  }

  /** @param by what another program that asks calls itself */
  start(goal: string, how: Pick<Extract<RunEvent, { type: 'run.started' }>, 'by' | 'dryRun'> = {}): string {
    const runId = this.#ports.ids.next('run');
    this.#append({ type: 'run.started', at: this.#ports.clock.now(), runId, goal, ...how });
    return runId;
  }

  /** Writes what a model said of a run beside what the run does. */
  readonly note: Note = (event) => this.#record(event);

  /** @throws SonnyError when the command does not fit the run as it is now. */
  command(command: Exclude<RunCommand, { type: 'run.get' }>, origin: Origin): void {
    const state = this.#runs.get(command.runId);
    if (command.type === 'run.resolve' && isChosen(state, command.key, command.choice)) return;
    const event = decide(state, command, origin, this.#ports.clock.now());
    admitWhileObserving(state, event, this.#ports);
    this.#append(event);
    if (event.type === 'run.cancelled') this.#aborts.get(command.runId)?.abort();
  }

  /**
   * Ends every run that is not at an end: what is under way is aborted first, then it is written. Never throws.
   * @returns the keys of the acts that were under way
   */
  stop(): readonly string[] {
    for (const abort of this.#aborts.values()) abort.abort();
    const live = [...this.#aborts.keys()].map((runId) => this.#runs.get(runId)).filter((r) => !isEnded(r.view.status));
    for (const state of live) {
      const cancelled = cancel(state, this.#ports.clock.now());
      if (accepts(state, cancelled)) this.#background(this.#record(cancelled));
    }
    return live.flatMap(({ open }) => open.map(({ key }) => key));
  }

  /**
   * The person uses their own mouse or keyboard: whatever sends input is cut off, then it is written. Never throws.
   * @returns false when nothing of Sonny's had to do with mouse and keyboard
   */
  takeOver(kind: ActivityKind): boolean {
    if (!this.#hand.busy) return false;
    this.#hand.letGo();
    for (const runId of this.#aborts.keys()) {
      const event: RunEvent = { type: 'run.taken-over', at: this.#ports.clock.now(), runId, kind };
      const state = this.#runs.get(runId);
      if (needsHand(state, this.#ports.skills) && accepts(state, event)) this.#background(this.#record(event));
    }
    return true;
  }

  /** Whether a run is at an end, so that what its undo needs may go. */
  rests(runId: string): boolean {
    return isEnded(this.#runs.get(runId).view.status);
  }

  /** Writes that these acts can no longer be taken back. @throws SonnyError STORE_FULL; then they still can. */
  dropReceipts(runId: string, acts: readonly { readonly key: string; readonly stepId: string }[], days: number): void {
    const named = acts.map(({ key, stepId }) => ({ key, stepId }));
    this.#append({ type: 'receipts.dropped', at: this.#ports.clock.now(), runId, acts: named, days });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#backlog.close();
    for (const abort of this.#aborts.values()) abort.abort();
    await Promise.allSettled([...this.#busy]);
  }

  #append(event: RunEvent): void {
    const { runId } = event;
    const before = this.#runs.known(runId);
    const { state, wishes } = this.#runs.append(event, (next) => isForced(event, next, this.#ports.skills));
    this.#budgets.take(event, before);
    if (state.view.approval) this.#gate.close(runId);
    else {
      this.#gate.open(runId);
      this.#asking.answered(runId);
    }
    this.#turn.changed(runId);
    for (const view of viewEventsOf(state, event)) this.#emit(view);
    for (const wish of wishes) this.#obey(runId, wish);
    if (state.cutOff.length > 0 && before && !isEnded(before.view.status)) this.#background(sweep(state, this.#ports));
  }

  /** As append, for what has already happened: a full disk is waited out, so that no outcome is ever lost. */
  #record(event: RunEvent): Promise<void> {
    return this.#backlog.write(() => this.#append(event));
  }

  #obey(runId: string, wish: Wish): void {
    const abort = this.#aborts.get(runId);
    const own = abort && !abort.signal.aborted ? abort : new AbortController();
    if (this.#closing.signal.aborted) own.abort();
    this.#aborts.set(runId, own);
    this.#background(this.#fulfil(runId, wish, own.signal));
  }

  #background(task: Promise<void>): void {
    const work = task
      .catch((thrown: unknown) => this.#emit({ type: 'notice', error: SonnyError.from(thrown).view() }))
      .finally(() => this.#busy.delete(work));
    this.#busy.add(work);
  }

  async #fulfil(runId: string, wish: Wish, signal: AbortSignal): Promise<void> {
    switch (wish.type) {
      case 'plan':
        return this.#plan(runId, signal);
      case 'askPlan':
        return this.#askPlan(runId, signal);
      case 'askStep':
        return this.#askStep(runId, wish.params.stepId, signal);
      case 'act':
        return doStep(this.#doing(runId, signal), wish.params.stepId);
      case 'reconcile':
        return reconcileOpen(this.#undoing(runId, signal), LOOKING);
      case 'replan':
        return this.#replan(runId, signal);
      case 'finish':
        return this.#finish(runId, wish.params, signal);
      case 'undo':
        return undoAct(this.#undoing(runId, signal), wish.params.key);
      case 'finishUndo':
        return finishUndo(this.#undoing(runId, signal), wish.params.complete);
      case 'settle':
        return settleAct(this.#undoing(runId, signal), wish.params.key, wish.params.choice);
    }
  }

  async #plan(runId: string, signal: AbortSignal): Promise<void> {
    const state = this.#runs.get(runId);
    const events = await this.#planner(state, signal, (event) => this.#record(event)).catch((thrown: unknown) => [
      planRefused(state, thrown, this.#ports.clock.now()),
    ]);
    for (const event of events) if (!signal.aborted) await this.#record(event);
  }

  /**
   * Where a run has failed, what had not happened is tried once more; else another way is looked for at once, so that it is
   * only offered where there is one.
   */
  async #finish(runId: string, { status }: Wishes['finish'], signal: AbortSignal): Promise<void> {
    const failed = status === 'failed';
    const again = failed && (await secondTry(this.#runs.get(runId), this.#ports, this.#progress(LOOKING, signal)));
    if (again) return this.#record(again);
    const own = failed && !signal.aborted && !this.#ports.observes?.() ? failedWithin(this.#runs.get(runId)) : null;
    if (own !== null && (await this.#grow(runId, own, signal))) return undefined;
    const other =
      failed && !signal.aborted ? await this.#replanner.foresee(this.#runs.get(runId), signal).catch(() => null) : null;
    const base = { at: this.#ports.clock.now(), runId, status };
    const finished: RunEvent = { type: 'run.finished', ...base, ...(other ? { otherWay: other.say } : {}) };
    // A person may have stopped it meanwhile.
    if (accepts(this.#runs.get(runId), finished)) return this.#record(finished);
  }

  async #replan(runId: string, signal: AbortSignal): Promise<void> {
    const other = await this.#replanner
      .replan(this.#runs.get(runId), signal, (event) => this.#record(event))
      .catch((thrown: unknown) => SonnyError.from(thrown));
    if (signal.aborted) return;
    return this.#record(otherWayRow(this.#runs.get(runId), other, this.#ports.clock.now()));
  }

  /** Binds the question to the things that the plan takes away. */
  async #askPlan(runId: string, signal: AbortSignal): Promise<void> {
    const { view } = this.#runs.get(runId);
    const all = new Set(view.steps.map(({ id }) => id));
    const things = await thingsOf(view.steps, all, this.#ports, this.#progress(LOOKING, signal));
    if (signal.aborted) return;
    const facts = writtenFacts(undefined, things);
    const asked = askPlan(this.#runs.get(runId).view, this.#ports.skills);
    return this.#asking.ask(runId, { ...asked, ...(facts === undefined ? {} : { facts }) }, signal);
  }

  /** Binds the question to what the step is about right now, so that a yes covers just that. */
  async #askStep(runId: string, stepId: string, signal: AbortSignal): Promise<void> {
    const state = this.#runs.get(runId);
    const { view } = state;
    const step = stepOf(state, stepId);
    const args = step && resolvable(step.args, view.steps);
    const progress = this.#progress(LOOKING, signal);
    const own = step && args ? (await present(step, args, this.#ports, progress)).facts() : undefined;
    const other = step && (await againstThings(step, state.boundThings[stepId], this.#ports, progress));
    if (signal.aborted) return;
    const against = (step && this.#budgets.cooling(state, step)) ?? other;
    if (against)
      return this.#record({ type: 'step.refused', at: this.#ports.clock.now(), runId, stepId, error: against.view() });
    const { asking } = state.snapshot.context;
    const { skills, home } = this.#ports;
    const asked =
      !args || !this.#budgets.hasty(state)
        ? ((args && askRest(view, stepId, asking, skills, home)) ?? askStep(view, stepId, args ?? undefined))
        : askDigest(view, stepId, asking, home);
    const covered = new Set([stepId, ...(asked.names ?? [])]);
    const facts = writtenFacts(own, await thingsOf(view.steps, covered, this.#ports, progress));
    if (signal.aborted) return;
    return this.#asking.ask(runId, { ...asked, ...(facts === undefined ? {} : { facts }) }, signal);
  }

  #progress(milliseconds: number, signal: AbortSignal): Progress {
    return {
      signal,
      deadline: this.#ports.clock.now() + milliseconds,
      log: () => {},
    };
  }

  #grow(runId: string, stepId: string, signal: AbortSignal): Promise<boolean> {
    const state = (): RunState => this.#runs.get(runId);
    const record = (event: RunEvent): Promise<void> => this.#record(event);
    return growStep({ grower: this.#grower, ports: this.#ports, state, record }, stepId, signal);
  }

  /** Whoever waits for another run is told so, and told anew when that changes. */
  async #takeTurn(runId: string, signal: AbortSignal): Promise<void> {
    const turn = this.#turn.take(runId, signal);
    if (this.#turn.behind(runId) === null) return turn;
    this.#tellHead(runId);
    await turn;
    for (const one of [runId, ...this.#turn.waiting]) this.#tellHead(one);
  }

  #tellHead(runId: string): void {
    const state = this.#runs.known(runId);
    if (!state) return;
    const { steps: _, ...head } = state.view;
    this.#emit({ type: 'run.head', head });
  }

  #undoing(runId: string, signal: AbortSignal): Undoing {
    return {
      ports: this.#ports,
      state: () => this.#runs.get(runId),
      record: (event) => this.#record(event),
      turn: async () => {
        await this.#takeTurn(runId, signal);
        await this.#gate.pass(signal);
      },
      hand: this.#hand,
      progress: (milliseconds) => this.#progress(milliseconds, signal),
    };
  }

  #doing(runId: string, signal: AbortSignal): Doing {
    return {
      ports: this.#ports,
      hand: this.#hand,
      gate: this.#gate,
      budgets: this.#budgets,
      signal,
      state: () => this.#runs.get(runId),
      record: (event) => this.#record(event),
      recordSoon: (event) => this.#background(this.#record(event)),
      turn: () => this.#takeTurn(runId, signal),
      grow: (stepId, until) => this.#grow(runId, stepId, until),
      progress: (milliseconds) => this.#progress(milliseconds, signal),
    };
  }
}
