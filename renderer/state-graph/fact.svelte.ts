import { type ErrorView, SonnyError } from '../../shared/protocol/errors.ts';
import type { Explanation, FactView } from '../../shared/protocol/knowledge.ts';
import type { Session } from '../state/session.svelte.ts';

/** One fact and its proof. What is shown stays until the new answer is there, so nothing flickers. */
export class Fact {
  value = $state.raw<FactView | null>(null);
  why = $state.raw<Explanation | null>(null);
  error = $state.raw<ErrorView | null>(null);
  readonly #session: Session;
  #asked = '';

  constructor(session: Session) {
    this.#session = session;
  }

  async ask(factId: string): Promise<void> {
    this.#asked = factId;
    if (this.value?.id !== factId) [this.value, this.why, this.error] = [null, null, null];
    const { client } = this.#session;
    try {
      const value = await client.dispatch({ type: 'fact.get', factId });
      if (this.#asked === factId) [this.value, this.error] = [value, null];
      const why = await client.dispatch({ type: 'fact.why', factId });
      if (this.#asked === factId) this.why = why;
    } catch (thrown) {
      if (this.#asked === factId) this.error = SonnyError.from(thrown).view();
    }
  }
}
