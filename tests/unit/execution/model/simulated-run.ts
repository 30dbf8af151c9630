import { memoryJournal } from '../../../../automation/store/memory-journal.ts';
import { decide } from '../../../../shared/execution/decide.ts';
import { failedWithin, givenUp } from '../../../../shared/execution/act/grow-step.ts';
import type { Wish } from '../../../../shared/execution/life/run-context.ts';
import { interrupted } from '../../../../shared/execution/crash/recover.ts';
import { Runs } from '../../../../shared/execution/runs.ts';
import { accepts, type RunState } from '../../../../shared/execution/state.ts';
import type { Journal } from '../../../../shared/ports/journal.ts';
import type { ConflictChoice } from '../../../../shared/protocol/conflict.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { RunEvent, PlannedStep } from '../../../../shared/protocol/events.ts';
import type { RunView } from '../../../../shared/protocol/run.ts';
import { commandOf, type CommandName } from './commands.ts';
import { cutOffAs, endedAs, otherWay, plan, question, settledAs, step, undoneAs } from './rows.ts';

export const RUN = 'run-1';

const MOST_GROWTHS = 4;

/** What a later turn of the event loop would do: write the next row, unless the run was told to stop before. */
interface Task {
  readonly stopped: { now: boolean };
  /** `luck` stands for whatever the world does. */
  go(luck: number): void;
}

/** What happened: a row, the states around it and what was wished for. */
export interface Happening {
  readonly event: RunEvent;
  readonly before: RunState | undefined;
  readonly after: RunState;
  readonly wishes: readonly Wish[];
}

class Crash extends Error {}

/**
 * One run whose manager, world and person are all chance: it writes rows in the order in which the real manager would,
 * keeps what is pending, and can die after any row. Nothing acts; `watch` sees each row.
 */
export class SimulatedRun {
  readonly journal: Journal = memoryJournal();
  #runs = new Runs(this.journal);
  readonly #steps: readonly PlannedStep[];
  readonly #watch: (happening: Happening) => void;
  #tasks: Task[] = [];
  #stopped = { now: false };
  #clock = 0;
  /** Rows that may still be written before the process dies. */
  #rowsLeft = Infinity;

  constructor(steps: readonly PlannedStep[], watch: (happening: Happening) => void) {
    this.#steps = steps;
    this.#watch = watch;
    this.#write({ type: 'run.started', ...this.#base(), goal: 'anything' });
  }

  get state(): RunState {
    return this.#runs.get(RUN);
  }

  get view(): RunView {
    return this.state.view;
  }

  get idle(): boolean {
    return this.#tasks.length === 0;
  }

  /** Does one of the things that are pending. */
  work(which: number, luck: number): void {
    const [task] = this.#tasks.splice(which % Math.max(1, this.#tasks.length), 1);
    if (task) this.#living(() => task.go(luck));
  }

  /** A person's word; one that does not fit must be refused with a code. */
  command(name: CommandName, luck: number): void {
    let event: RunEvent;
    try {
      const at = name === 'approve too late' ? Number.MAX_SAFE_INTEGER : ++this.#clock;
      event = decide(this.state, commandOf(name, this.view, luck), luck % 5 === 0 ? 'flag' : 'person', at);
    } catch (error) {
      if (error instanceof SonnyError) return;
      throw error;
    }
    this.#living(() => this.#write(event));
    if (event.type === 'run.cancelled') this.#stopped.now = true;
  }

  /** Nobody answered an approval in time. */
  expire(): void {
    const nonce = this.view.approval?.nonce;
    if (nonce === undefined) return;
    this.#living(() => this.#write({ type: 'approval.denied', ...this.#base(), nonce, reason: 'expired' }));
  }

  /** The person uses their own mouse or keyboard. */
  takeOver(): void {
    const event: RunEvent = { type: 'run.taken-over', ...this.#base(), kind: 'key' };
    if (accepts(this.state, event)) this.#living(() => this.#write(event));
  }

  /** The process dies once this many more rows are written. */
  dieAfter(rows: number): void {
    if (rows === 0) this.#rise();
    else this.#rowsLeft = rows;
  }

  #base(): { at: number; runId: string } {
    return { at: ++this.#clock, runId: RUN };
  }

  #living(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.#rise();
    }
  }

  /** Sonny starts again on the same journal. */
  #rise(): void {
    this.#rowsLeft = Infinity;
    this.#tasks = [];
    this.#stopped = { now: false };
    this.#runs = new Runs(this.journal);
    for (const event of interrupted(this.state, ++this.#clock)) if (accepts(this.state, event)) this.#write(event);
  }

  #write(event: RunEvent): void {
    const before = event.type === 'run.started' ? undefined : this.state;
    const { state, wishes } = this.#runs.append(event, () => false);
    this.#watch({ event, before, after: state, wishes });
    if (--this.#rowsLeft <= 0) throw new Crash();
    for (const wish of wishes) this.#obey(wish);
  }

  #later(stopped: Task['stopped'], go: Task['go']): void {
    this.#tasks.push({ stopped, go: (luck) => void (stopped.now || go(luck)) });
  }

  /** For what has begun: its outcome is written whether or not the run was told to stop. */
  #surely(stopped: Task['stopped'], go: Task['go']): void {
    this.#tasks.push({ stopped, go });
  }

  #obey(wish: Wish): void {
    if (this.#stopped.now) this.#stopped = { now: false };
    const stopped = this.#stopped;
    switch (wish.type) {
      case 'plan':
        return this.#later(stopped, (luck) => this.#plan(luck));
      case 'replan':
        return this.#later(stopped, (luck) => this.#replan(luck));
      case 'askPlan':
        return this.#ask(null);
      case 'askStep':
        return this.#later(stopped, (luck) => this.#askStep(wish.params.stepId, luck));
      case 'act':
        return this.#later(stopped, (luck) => this.#act(wish.params.stepId, stopped, luck));
      case 'reconcile': {
        const { open } = this.state;
        return this.#surely(stopped, (luck) => this.#reconcile(open, luck, stopped));
      }
      case 'finish': {
        const { status } = wish.params;
        if (status === 'failed') return this.#surely(stopped, (luck) => this.#fail(luck));
        return this.#write({ type: 'run.finished', ...this.#base(), status });
      }
      case 'undo':
        return this.#surely(stopped, () => this.#undo(wish.params.key, stopped));
      case 'settle':
        return this.#surely(stopped, (luck) => this.#settle(wish.params.key, wish.params.choice, luck));
      case 'finishUndo':
        return this.#write({ type: 'undo.finished', ...this.#base(), complete: wish.params.complete });
    }
  }

  /** Now and then what failed is known not to have happened, and is tried once more. */
  #fail(luck: number): void {
    const failed = this.view.steps.find((s) => s.status === 'failed' || s.status === 'refused');
    const act = this.state.acts.findLast((a) => a.stepId === failed?.id);
    if (act && luck % 3 === 0) {
      const base = { stepId: act.stepId, key: act.key, why: 'it had not happened' };
      const retried: RunEvent = { type: 'step.retried', ...this.#base(), ...base };
      if (accepts(this.state, retried)) return this.#write(retried);
    }
    const own = failedWithin(this.state);
    if (own !== null && luck % 3 === 1) {
      const grown = this.#growth(own, luck);
      if (accepts(this.state, grown)) return this.#write(grown);
    }
    const finished: RunEvent = { type: 'run.finished', ...this.#base(), status: 'failed', otherWay: 'Go round it.' };
    if (accepts(this.state, finished)) this.#write(finished);
  }

  #plan(luck: number): void {
    for (const event of plan(this.#base(), this.#steps, luck)) this.#write(event);
  }

  #replan(luck: number): void {
    this.#write(otherWay(this.#base(), this.view.steps, luck));
  }

  /** Mostly asks; now and then its class is cooling down. */
  #askStep(stepId: string, luck: number): void {
    if (luck % 8 > 0) return this.#ask(stepId);
    const error = new SonnyError('COOLING_DOWN').view();
    this.#write({ type: 'step.refused', ...this.#base(), stepId, error });
  }

  #ask(stepId: string | null): void {
    const { at, runId } = this.#base();
    const asked = { nonce: `nonce-${at}`, planHash: 'h', stepId, label: 'Go on', preview: [], expiresAt: at + 1e6 };
    this.#write({ type: 'approval.asked', at, runId, ...asked });
  }

  /** A step whose acts are chosen as it goes: puts others before it, or has a question. false: it is none, or wants no more. */
  #grow(stepId: string, luck: number): boolean {
    const { growths } = this.state;
    if (growths.length >= MOST_GROWTHS || luck % 20 > 1) return false;
    const event: RunEvent =
      luck % 20 === 0
        ? this.#growth(stepId, luck)
        : { type: 'question.asked', ...this.#base(), question: question(`operate:${growths.length}`), chips: [] };
    if (accepts(this.state, event)) this.#write(event);
    return true;
  }

  #growth(stepId: string, luck: number): RunEvent {
    const { growths, view } = this.state;
    const ids = [`${stepId}.${growths.length}a`, `${stepId}.${growths.length}b`].slice(luck % 2);
    const after = view.steps.find((s) => s.id === stepId)?.dependsOn ?? [];
    const steps = ids.map((id, i) => step(id, i === 0 ? after : ids.slice(0, 1), luck % 7 === 0, stepId));
    const replaces = [...givenUp(this.state, stepId)];
    return { type: 'plan.grown', ...this.#base(), stepId, steps, replaces, seen: 's' };
  }

  #act(stepId: string, stopped: Task['stopped'], luck: number): void {
    if (this.#grow(stepId, luck)) return;
    const attempt = this.state.acts.filter((a) => a.stepId === stepId).length + 1;
    const key = `${RUN}/${stepId}/${attempt}`;
    const base = this.#base();
    const intended: RunEvent = { type: 'step.intended', ...base, stepId, key, skill: 'jar.put', args: {}, attempt };
    if (!accepts(this.state, intended)) return;
    this.#write(intended);
    this.#surely(stopped, (luck) => {
      const ended = this.#takenOverSince(key) && luck % 4 > 0 ? cutOffAs : endedAs;
      this.#write(ended(this.#base(), stepId, key, luck));
    });
  }

  /** Whether the person took over after the act had begun. */
  #takenOverSince(key: string): boolean {
    const rows = [...this.journal.read({ runId: RUN })].map(({ event }) => event);
    const begun = rows.findLastIndex((row) => row.type === 'step.intended' && row.key === key);
    return rows.slice(begun).some((row) => row.type === 'run.taken-over');
  }

  #reconcile(open: RunState['open'], luck: number, stopped: Task['stopped']): void {
    const [first, ...rest] = open;
    if (!first) return;
    const answered = this.state.answers[`happened:${first.key}`] !== undefined;
    if (!answered && luck % 3 === 0) {
      this.#write({ type: 'question.asked', ...this.#base(), question: question(`happened:${first.key}`), chips: [] });
      return;
    }
    this.#write(endedAs(this.#base(), first.stepId, first.key, luck));
    if (rest.length > 0) this.#surely(stopped, (more) => this.#reconcile(rest, more, stopped));
  }

  #undo(key: string, stopped: Task['stopped']): void {
    const stepId = this.state.acts.find((a) => a.key === key)?.stepId ?? '';
    const intended: RunEvent = { type: 'undo.intended', ...this.#base(), stepId, key };
    if (!accepts(this.state, intended)) return;
    this.#write(intended);
    this.#surely(stopped, (luck) => this.#write(undoneAs(this.#base(), stepId, key, luck)));
  }

  #settle(key: string, choice: ConflictChoice, luck: number): void {
    const stepId = this.state.acts.find((a) => a.key === key)?.stepId ?? '';
    const base = { stepId, key, choice };
    if (choice !== 'keep')
      this.#write({ type: 'conflict.intended', ...this.#base(), ...base, prepared: { mine: luck } });
    this.#write({ type: 'conflict.settled', ...this.#base(), ...base, ...settledAs(choice, luck) });
  }
}
