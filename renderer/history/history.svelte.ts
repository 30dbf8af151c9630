import type { ErrorView } from '../../shared/protocol/errors.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { HistoryLine } from '../../shared/protocol/replies.ts';
import type { Session } from '../state/session.svelte.ts';

const PAGE = 50;

/** Past runs, fetched a page at a time, newest first. Those the window hears about anyway are shown as they now are. */
export class History {
  error = $state.raw<ErrorView | null>(null);
  /** Whether there are older ones. */
  more = $state(false);
  /** What is looked for; the empty text: all runs. */
  search = $state('');
  /** Counts what was asked, so that an answer that was overtaken is dropped. */
  #asked = 0;
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

  /** The newest runs, or the newest that have the words that are looked for. */
  async fetch(): Promise<void> {
    await this.#read([]);
  }

  /** The next ones, after those that are shown. */
  async fetchOlder(): Promise<void> {
    await this.#read(this.#fetched ?? []);
  }

  async #read(shown: readonly HistoryLine[]): Promise<void> {
    const asked = ++this.#asked;
    const last = shown.at(-1);
    try {
      // One more than is shown, to know whether there is one.
      const page = await this.#session.client.dispatch({
        type: 'history.list',
        limit: PAGE + 1,
        ...(last ? { before: last.createdAt } : {}),
        ...(this.search.trim() === '' ? {} : { search: this.search }),
      });
      if (asked !== this.#asked) return;
      const known = new Set(shown.map(({ id }) => id));
      this.#fetched = [...shown, ...page.slice(0, PAGE).filter(({ id }) => !known.has(id))];
      this.more = page.length > PAGE;
      this.error = null;
    } catch (thrown) {
      if (asked === this.#asked) this.error = SonnyError.from(thrown).view();
    }
  }

  #now(id: string): Pick<HistoryLine, 'status' | 'sentence'> | null {
    const run = this.#session.runs.get(id);
    return run ? { status: run.status, sentence: run.sentence } : null;
  }
}
