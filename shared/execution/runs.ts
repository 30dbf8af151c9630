import type { BookmarkTexts, Journal } from '../ports/journal.ts';
import { SonnyError } from '../protocol/errors.ts';
import { isRunEvent, type RunEvent } from '../protocol/events.ts';
import { KeptTexts, keptStatesIn } from './kept-state.ts';
import { advance, type Advanced, type RunState } from './state.ts';

/** So many of the runs that were read or moved last are bookmarked. */
const BOOKMARKED = 100;

/** The runs in memory: folds of the journal, rebuilt from it when first asked for. The only writer of their rows. */
export class Runs {
  readonly #states = new Map<string, RunState>();
  readonly #journal: Journal;
  /** As a bookmark has them, and after which row; null: it was not looked at yet. */
  #kept: { readonly seq: number; readonly states: Map<string, RunState> } | null = null;
  readonly #texts = new KeptTexts();
  readonly #offered: BookmarkTexts = {
    whole: () => this.#texts.whole(this.#newestMoved()),
    since: () => this.#texts.since(this.#newestMoved()),
  };

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** @throws SonnyError RUN_NOT_FOUND */
  get(runId: string): RunState {
    const known = this.#states.get(runId);
    if (known) return known;
    const { seq, states } = (this.#kept ??= this.#bookmarked());
    let state = states.get(runId);
    states.delete(runId);
    const afterSeq = state ? seq : 0;
    for (const { event } of this.#journal.read({ runId, afterSeq }))
      if (isRunEvent(event)) state = advance(state, event).state;
    if (!state) throw new SonnyError('RUN_NOT_FOUND', runId);
    this.#states.set(runId, state);
    return state;
  }

  /** As it stands in memory. */
  known(runId: string): RunState | undefined {
    return this.#states.get(runId);
  }

  /**
   * Journals first, then believes. @throws SonnyError STORE_FULL; then nothing has changed.
   * @param durable whether the disk is forced, given what the row leads to
   */
  append(event: RunEvent, durable: (next: Advanced) => boolean): Advanced {
    const next = advance(event.type === 'run.started' ? undefined : this.get(event.runId), event);
    this.#journal.append([event], { durable: durable(next) });
    // What moved last stands last.
    this.#states.delete(event.runId);
    this.#states.set(event.runId, next.state);
    this.#journal.bookmark?.offer(this.#offered);
    return next;
  }

  /** It was taken out of the journal. */
  drop(runId: string): void {
    this.#states.delete(runId);
    this.#kept?.states.delete(runId);
  }

  #bookmarked(): { seq: number; states: Map<string, RunState> } {
    const kept = this.#journal.bookmark?.kept();
    return kept ? { seq: kept.seq, states: keptStatesIn(kept.texts) } : { seq: 0, states: new Map() };
  }

  #newestMoved(): readonly RunState[] {
    return [...this.#states.values()].slice(-BOOKMARKED);
  }

  newest(limit: number, before?: number): readonly RunState[] {
    return this.#journal.runs(limit, before).map((id) => this.get(id));
  }
}
