import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import type { ViewEvent } from '../../shared/protocol/views.ts';
import { underWay } from './under-way.ts';

type RunEvent = Extract<ViewEvent, { type: 'run' | 'run.head' | 'step' }>;

type ThinkingEvent = Extract<ViewEvent, { type: 'thinking' }>;

/** What a model is thinking for a run. `since`: when this window heard that it is asked. */
export type Thinking = ThinkingEvent & { readonly since: number };

/** Who tells changes to those who do not see them. */
interface Teller {
  step(run: RunView, step: StepView): void;
  run(run: RunView): void;
}

/**
 * The runs as the host told them. Every event replaces what it names, so a run is a plain value: what did not change
 * keeps its identity, and a plan of 200 steps redraws one row.
 */
export class Runs {
  readonly #byId = new SvelteMap<string, RunView>();
  readonly #thinking = new SvelteMap<string, Thinking>();
  readonly #teller: Teller | undefined;
  /** Runs that were forgotten while this window was open: who still has a line of one shows it no more. */
  readonly forgotten = new SvelteSet<string>();

  constructor(teller?: Teller) {
    this.#teller = teller;
  }

  /** Newest first. */
  readonly all = $derived([...this.#byId.values()].sort((a, b) => b.createdAt - a.createdAt));
  /** What waits for the person before what goes on by itself, each newest first. */
  readonly open = $derived(underWay(this.all));

  get(id: string): RunView | undefined {
    return this.#byId.get(id);
  }

  /** What a model thinks, or thought last, for a run. Nothing of before this window was opened. */
  thinkingFor(id: string): Thinking | undefined {
    return this.#thinking.get(id);
  }

  think(event: ThinkingEvent): void {
    const before = this.#thinking.get(event.runId);
    const same = before?.done === false && before.purpose === event.purpose;
    this.#thinking.set(event.runId, { ...event, since: same ? before.since : Date.now() });
  }

  /** A person had it forgotten. */
  forget(id: string): void {
    this.forgotten.add(id);
    this.#byId.delete(id);
    this.#thinking.delete(id);
  }

  apply(event: RunEvent): void {
    if (event.type === 'run') {
      this.#set(event.run);
      return;
    }
    const run = this.#byId.get(event.type === 'step' ? event.runId : event.head.id);
    if (event.type === 'run.head') {
      this.#set({ ...event.head, steps: run?.steps ?? [] });
      return;
    }
    if (!run) return;
    const before = run.steps.find((step) => step.id === event.step.id);
    const steps = before ? run.steps.map((step) => (step === before ? event.step : step)) : [...run.steps, event.step];
    const changed = { ...run, steps };
    this.#byId.set(run.id, changed);
    if (before?.status !== event.step.status) this.#teller?.step(changed, event.step);
  }

  /** What is new here is no change: a window that opens is not read all its runs. */
  #set(run: RunView): void {
    const before = this.#byId.get(run.id);
    this.#byId.set(run.id, run);
    if (before && before.status !== run.status) this.#teller?.run(run);
  }
}
