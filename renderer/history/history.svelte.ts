import type { ErrorView } from '../../shared/protocol/errors.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { HistoryLine } from '../../shared/protocol/replies.ts';
import type { Session } from '../state/session.svelte.ts';

const PAGE = 50;

/** Past runs, fetched a page at a time, newest first. Those the window hears about anyway are shown as they now are. */
export class History {
  error = $state.raw<ErrorView | null>(null);
  /** Whether there may be older ones. */
  more = $state(true);
  #fetched = $state.raw<readonly HistoryLine[] | null>(null);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  readonly lines = $derived.by(
    () =>
      this.#fetched
        ?.filter(({ id }) => !this.#session.runs.forgotten.has(id))
        .map((line) => ({ ...line, ...this.#now(line.id) })) ?? null,
  );

  async fetch(): Promise<void> {
    const last = this.#fetched?.at(-1);
    try {
      const page = await this.#session.client.dispatch({
        type: 'history.list',
        limit: PAGE,
        ...(last ? { before: last.createdAt } : {}),
      });
      const known = new Set(this.#fetched?.map(({ id }) => id));
      this.#fetched = [...(this.#fetched ?? []), ...page.filter(({ id }) => !known.has(id))];
      this.more = page.length === PAGE;
      this.error = null;
    } catch (thrown) {
      this.error = SonnyError.from(thrown).view();
    }
  }

  #now(id: string): Pick<HistoryLine, 'status' | 'sentence'> | null {
    const run = this.#session.runs.get(id);
    return run ? { status: run.status, sentence: run.sentence } : null;
  }
}
