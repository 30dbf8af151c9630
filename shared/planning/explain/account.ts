import type { Application } from '../../ports/applications.ts';
import type { RunView } from '../../protocol/run.ts';
import type { StepView } from '../../protocol/step.ts';
import type { Skill } from '../../skills/skill.ts';

/** What explaining a run needs besides the run itself. */
export interface Account {
  readonly skills: ReadonlyMap<string, Skill>;
  readonly home: string;
  readonly apps: readonly Application[];
}

/** A run with its steps' places and what comes before what: read once for one explanation. */
export class Story {
  readonly run: RunView;
  readonly account: Account;
  readonly #places: ReadonlyMap<string, number>;
  readonly #before = new Map<string, ReadonlySet<string>>();

  constructor(run: RunView, account: Account) {
    this.run = run;
    this.account = account;
    this.#places = new Map(run.steps.map((s, place) => [s.id, place]));
    for (const { id, dependsOn } of run.steps)
      this.#before.set(id, new Set(dependsOn.flatMap((d) => [d, ...(this.#before.get(d) ?? [])])));
  }

  step(id: string): StepView | undefined {
    return this.run.steps[this.#places.get(id) ?? -1];
  }

  /** The step's number, as the list shows it. */
  number(id: string): number {
    return (this.#places.get(id) ?? -1) + 1;
  }

  skillOf(step: StepView): Skill | undefined {
    return this.account.skills.get(step.skill);
  }

  comesBefore(a: string, b: string): boolean {
    return this.#before.get(b)?.has(a) ?? false;
  }
}
