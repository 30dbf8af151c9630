import type { RunView } from '../../../shared/protocol/run.ts';
import { router } from '../../state/route.svelte.ts';
import type { Session } from '../../state/session.svelte.ts';
import { makesAct } from '../../words/stop.ts';
import type { Action } from './actions.ts';
import { OBSERVE_NOTE, actsWhileObserving } from './observing.ts';

/** What a press would send. */
type Asked = Pick<Action, 'command'>;

/** Sends what was pressed and remembers it until the run has moved on, so that every press is answered at once. */
export class Controls {
  readonly #session: Session;
  readonly #run: () => RunView | undefined;
  #pressed = $state.raw<{ readonly command: Action['command']['type']; readonly at: RunView['status'] } | null>(null);

  constructor(session: Session, run: () => RunView | undefined) {
    this.#session = session;
    this.#run = run;
  }

  readonly busy = $derived.by(() => this.#pressed !== null && this.#pressed.at === this.#run()?.status);

  wordsOf(action: Action): string {
    return this.busy && this.#pressed?.command === action.command.type ? action.pressed : action.words;
  }

  /** Refused by the host while Sonny is stopped, or only observes, so it is not offered either. */
  isHeld(action: Asked): boolean {
    return (this.#session.stopped.pulled !== null && makesAct(action.command)) || this.#isObserved(action);
  }

  /** The id of what says why it can't be pressed. That Sonny is stopped is said over every screen. */
  whyHeld(action: Asked): string | undefined {
    return this.#isObserved(action) ? OBSERVE_NOTE : undefined;
  }

  #isObserved(action: Asked): boolean {
    const run = this.#run();
    return run !== undefined && this.#session.settings.mode === 'observe' && actsWhileObserving(run, action);
  }

  async press(action: Action): Promise<void> {
    const run = this.#run();
    if (!run || this.busy || this.isHeld(action)) return;
    const pressed = { command: action.command.type, at: run.status };
    this.#pressed = pressed;
    if (action.first) await this.#session.ask(action.first);
    const answer = await this.#session.ask(action.command);
    if (action.command.type === 'run.start' && answer)
      router.go({ screen: 'run', runId: (answer as { runId: string }).runId });
    // A pause is accepted at once but holds only when the acting step has ended: until then it stays "Pausing…".
    const stays = answer !== undefined && pressed.command === 'run.pause';
    if (this.#pressed === pressed && !stays) this.#pressed = null;
  }
}
