import type { GoalPreview } from '../../shared/protocol/replies.ts';
import type { Session } from '../state/session.svelte.ts';

const PAUSE_MS = 120;

/** How the text in the goal bar is understood, asked for when typing pauses. An answer to an older text is dropped. */
export class Understanding {
  preview = $state.raw<GoalPreview | null>(null);
  readonly #session: Session;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = '';

  constructor(session: Session) {
    this.#session = session;
  }

  /** The empty text asks for examples. */
  read(text: string): void {
    this.#latest = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(text), text === '' ? 0 : PAUSE_MS);
  }

  async #ask(text: string): Promise<void> {
    const preview = await this.#session.client.dispatch({ type: 'goal.preview', text }).catch(() => null);
    if (text === this.#latest) this.preview = preview;
  }
}
