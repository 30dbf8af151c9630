import type { CommandInput } from '../../shared/protocol/commands.ts';
import { type ErrorView, SonnyError } from '../../shared/protocol/errors.ts';
import type { Otherwise } from '../../shared/protocol/otherwise.ts';
import type { Session } from '../state/session.svelte.ts';

type Asks = Extract<CommandInput, { type: 'facts.suppose' | 'rules.compare' }>;

const count = (n: number, one: string, many: string): string => `${n.toLocaleString()} ${n === 1 ? one : many}`;

/** A what if and its answer, which stays while the next is asked. */
export class Asked {
  value = $state.raw<Otherwise | null>(null);
  error = $state.raw<ErrorView | null>(null);
  busy = $state(false);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async ask(command: Asks): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const answer = await this.#session.client.dispatch(command);
      [this.value, this.error] = [answer, null];
      const { begins, ceases, breaks } = answer;
      this.#session.announcer.say(
        `Supposed: ${count(begins.total, 'statement', 'statements')} would follow, ${ceases.total.toLocaleString()} would no longer follow, ${count(breaks.length, 'step', 'steps')} would no longer hold.`,
      );
    } catch (thrown) {
      [this.value, this.error] = [null, SonnyError.from(thrown).view()];
    }
    this.busy = false;
  }

  clear(): void {
    [this.value, this.error] = [null, null];
  }
}
