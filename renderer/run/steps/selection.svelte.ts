import { lastFound } from '../../../shared/protocol/found.ts';
import type { StepView } from '../../../shared/protocol/step.ts';

/** The step that the detail is about: the one under the pointer, else the chosen one, else where the run is. */
export class Selection {
  #chosen = $state<string | null>(null);
  #pointed = $state<string | null>(null);
  /** In a narrow window the detail takes the list's place once a step was chosen. */
  opened = $state(false);
  readonly #steps: () => readonly StepView[];

  constructor(steps: () => readonly StepView[]) {
    this.#steps = steps;
  }

  readonly #telling = $derived.by(() => {
    const steps = this.#steps();
    const telling = ['acting', 'waiting', 'failed', 'refused'];
    const wanting = ({ status, needs }: StepView): boolean => status === 'planned' && needs.some(({ holds }) => !holds);
    return steps.find(({ status }) => telling.includes(status)) ?? steps.find(wanting) ?? lastFound(steps) ?? steps[0];
  });

  readonly shown = $derived.by(() => {
    const id = this.#pointed ?? this.#chosen;
    return this.#steps().find((step) => step.id === id) ?? this.#telling;
  });

  /** The acting step, while nobody looks at another. */
  readonly following = $derived(this.#chosen === null && this.#telling?.status === 'acting' ? this.#telling.id : null);

  choose(id: string): void {
    this.#chosen = id;
    this.opened = true;
  }

  point(id: string | null): void {
    this.#pointed = id;
  }

  /** Back to following the run. */
  release(): void {
    this.#chosen = null;
    this.opened = false;
  }
}
