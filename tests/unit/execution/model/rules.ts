import { expect } from 'vitest';
import type { PlannedStep } from '../../../../shared/protocol/events.ts';
import type { Happening } from './simulated-run.ts';
import { FINISHED, machineFitsView, statusFitsSteps } from './view-rules.ts';

/** Follows a run by its rows alone, and knows by its own book what may come next. */
export class Rules {
  readonly #steps: Map<string, PlannedStep>;
  readonly #intended = new Set<string>();
  readonly #ended = new Set<string>();
  /** How each step stands, by the last row about it. */
  readonly #stands = new Map<string, string>();
  /** Keys of effects that can be taken back, oldest first. */
  #effects: string[] = [];
  /** Of those, the ones that the present undo has still to try. */
  #toTry: string[] = [];
  /** Steps that another way took the place of. */
  readonly #replaced = new Set<string>();
  /** Steps that were tried a second time without a person. */
  readonly #retried = new Set<string>();
  #undoing: string | null = null;
  #budget = Infinity;
  #approved = false;
  #cancelled = false;
  /** The person has mouse and keyboard. */
  #theirs = false;
  readonly #asked = new Set<string>();

  constructor(steps: readonly PlannedStep[]) {
    this.#steps = new Map(steps.map((s) => [s.id, s]));
  }

  check({ event, before, after, wishes }: Happening): void {
    switch (event.type) {
      case 'approval.given': {
        const stepId = before?.view.approval?.stepId ?? null;
        if (stepId !== null) this.#asked.add(stepId);
        else {
          this.#approved = true;
          if (event.stepByStep) this.#budget = 1;
        }
        break;
      }
      case 'run.taken-over':
        this.#theirs = true;
        this.#budget = 0;
        break;
      case 'run.paused':
      case 'run.interrupted':
        this.#theirs = false;
        this.#budget = 0;
        break;
      case 'run.resumed':
        this.#theirs = false;
        this.#budget = event.oneStep ? 1 : Infinity;
        break;
      case 'budget.raised':
      case 'run.retried':
        this.#budget = Infinity;
        break;
      case 'run.redone':
        this.#budget = Infinity;
        for (const id of event.steps ?? [...this.#stands.keys()]) {
          expect(['verified', 'unverified'], `${id} stands and would be done twice`).not.toContain(
            event.steps ? this.#stands.get(id) : undefined,
          );
          this.#stands.delete(id);
        }
        for (const id of this.#replaced) this.#stands.set(id, 'skipped');
        this.#asked.clear();
        this.#cancelled = false;
        break;
      case 'plan.grown': {
        const grows = this.#steps.get(event.stepId);
        expect(grows, `${event.stepId} is in the plan`).toBeDefined();
        expect(FINISHED, `${event.stepId} is not done`).not.toContain(this.#stands.get(event.stepId));
        for (const step of event.steps) {
          expect(this.#steps.has(step.id), `${step.id} is new`).toBe(false);
          this.#steps.set(step.id, step);
        }
        if (grows)
          this.#steps.set(event.stepId, {
            ...grows,
            dependsOn: [...grows.dependsOn, ...event.steps.map(({ id }) => id)],
          });
        for (const id of event.replaces) {
          expect([undefined, 'failed', 'refused'], `${id} was given up`).toContain(this.#stands.get(id));
          this.#stands.set(id, 'skipped');
          this.#replaced.add(id);
        }
        break;
      }
      case 'plan.made':
        for (const step of event.plan.steps) this.#steps.set(step.id, step);
        for (const id of event.keeps ?? [])
          if (['failed', 'refused'].includes(this.#stands.get(id) ?? '')) {
            this.#stands.set(id, 'skipped');
            this.#replaced.add(id);
          }
        this.#approved = false;
        this.#budget = Infinity;
        break;
      case 'run.cancelled':
        this.#cancelled = true;
        this.#theirs = false;
        break;
      case 'step.refused':
        this.#stands.set(event.stepId, 'refused');
        break;
      case 'step.retried':
        expect(['failed', 'refused'], `${event.stepId} has failed`).toContain(this.#stands.get(event.stepId));
        expect(this.#steps.get(event.stepId)?.asks, `${event.stepId} needs a word of its own`).toBe(false);
        expect(this.#retried.has(event.stepId), `${event.stepId} is tried again by itself twice`).toBe(false);
        expect(this.#cancelled, 'the run is cancelled').toBe(false);
        this.#retried.add(event.stepId);
        break;
      case 'step.skipped':
        this.#stands.set(event.stepId, 'skipped');
        break;
      case 'step.intended':
        expect(this.#theirs, 'the person has not handed back').toBe(false);
        this.#mayAct(event.stepId);
        expect(this.#intended.has(event.key), `${event.key} is intended twice`).toBe(false);
        this.#intended.add(event.key);
        this.#stands.set(event.stepId, 'acting');
        break;
      case 'step.ended':
        expect(this.#intended.has(event.key), `${event.key} ends but never began`).toBe(true);
        expect(this.#ended.has(event.key), `${event.key} ends twice`).toBe(false);
        this.#ended.add(event.key);
        this.#stands.set(event.stepId, event.status);
        if (event.receipt !== null) this.#effects.push(event.key);
        break;
      case 'undo.started':
        this.#toTry = [...this.#effects];
        break;
      case 'undo.intended':
        expect(this.#theirs, 'the person has not handed back').toBe(false);
        expect(this.#undoing, 'one undo at a time').toBeNull();
        expect(event.key, 'the newest effect is taken back first').toBe(this.#toTry.at(-1));
        this.#undoing = event.key;
        break;
      case 'undo.ended':
        expect(event.key).toBe(this.#undoing);
        this.#undoing = null;
        this.#toTry.pop();
        if (event.status === 'undone') this.#takenBack(event);
        break;
      case 'conflict.settled':
        // What a person wants to stay is nothing that an undo still has to take back.
        if (event.status === 'kept') this.#effects = this.#effects.filter((key) => key !== event.key);
        if (event.status === 'kept') this.#stands.set(event.stepId, 'unverified');
        if (event.status === 'undone') this.#takenBack(event);
        break;
      case 'undo.finished':
        this.#theirs = false;
        expect(this.#undoing).toBeNull();
        if (event.complete) expect(this.#effects, 'undone as a whole').toEqual([]);
        break;
      default:
    }
    for (const wish of wishes) if (wish.type === 'act') expect(--this.#budget, 'budget').toBeGreaterThanOrEqual(0);
    statusFitsSteps(after.view);
    machineFitsView(after);
  }

  #takenBack({ key, stepId }: { readonly key: string; readonly stepId: string }): void {
    this.#effects = this.#effects.filter((other) => other !== key);
    this.#stands.set(stepId, 'undone');
  }

  #mayAct(stepId: string): void {
    const step = this.#steps.get(stepId);
    expect(step, `${stepId} is in the plan`).toBeDefined();
    expect(this.#approved, 'the plan is approved').toBe(true);
    expect(this.#cancelled, 'the run is cancelled').toBe(false);
    expect([undefined, 'failed', 'refused'], `${stepId} has not begun`).toContain(this.#stands.get(stepId));
    if (step?.asks) expect(this.#asked, `${stepId} has its own approval`).toContain(stepId);
    for (const dependency of step?.dependsOn ?? [])
      expect(FINISHED, `${dependency} comes before ${stepId}`).toContain(this.#stands.get(dependency));
  }
}
