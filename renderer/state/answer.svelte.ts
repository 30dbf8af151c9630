import type { CommandInput } from '../../shared/protocol/commands.ts';
import { type ErrorView, SonnyError } from '../../shared/protocol/errors.ts';
import type { ReplyOf } from '../../shared/protocol/replies.ts';
import type { Session } from './session.svelte.ts';

/** The answer to one question that a screen asks when it opens: on its way, here, or an error. */
export class Answer<C extends CommandInput> {
  value = $state.raw<ReplyOf<C['type']> | null>(null);
  error = $state.raw<ErrorView | null>(null);
  waiting = $state(false);
  readonly #session: Session;
  readonly #command: C;

  constructor(session: Session, command: C) {
    this.#session = session;
    this.#command = command;
    void this.ask();
  }

  async ask(): Promise<void> {
    this.waiting = true;
    try {
      this.value = await this.#session.client.dispatch(this.#command);
      this.error = null;
    } catch (thrown) {
      this.error = SonnyError.from(thrown).view();
    }
    this.waiting = false;
  }
}
