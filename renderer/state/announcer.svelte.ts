import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { type StepChange, sayRun, saySteps, stepChange } from '../words/announcement.ts';

/** Changes within so many milliseconds are said at once: a screen reader drops what is replaced before it was read. */
const MOMENT = 300;

/** Said by itself: a screen reader pauses before the next. */
interface Utterance {
  /** Another each time, so that the same words are said again. */
  readonly id: number;
  readonly text: string;
}

/** What the live region says: what was done here, what became of steps, and which run wants a person. */
export class Announcer {
  utterances = $state.raw<readonly Utterance[]>([]);
  #count = 0;
  #steps: StepChange[] = [];
  #said: string[] = [];
  /** By run, so that what is no longer so is not said. */
  readonly #runs = new Map<string, string>();
  #due: ReturnType<typeof setTimeout> | undefined;

  say(text: string): void {
    this.#said.push(text);
    this.#tellSoon();
  }

  /** A step of the run that is looked at has changed. */
  step(run: RunView, step: StepView): void {
    this.#steps.push(stepChange(run, step));
    this.#tellSoon();
  }

  /** A run's status has changed. `elsewhere`: it is not the one that is looked at. */
  run(run: RunView, elsewhere: boolean): void {
    const text = sayRun(run, elsewhere);
    this.#runs.delete(run.id);
    if (text === undefined) return;
    this.#runs.set(run.id, text);
    this.#tellSoon();
  }

  #tellSoon(): void {
    if (this.#due === undefined) this.#due = setTimeout(() => this.#tell(), MOMENT);
  }

  #tell(): void {
    this.#due = undefined;
    const texts = [saySteps(this.#steps), ...this.#said, ...this.#runs.values()].filter((text) => text !== '');
    if (texts.length > 0) this.utterances = texts.map((text) => ({ id: this.#count++, text }));
    [this.#steps, this.#said] = [[], []];
    this.#runs.clear();
  }
}
