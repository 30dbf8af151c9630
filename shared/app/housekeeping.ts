import { cleanUpOf, type KeepLimits } from '../execution/undo/clean-up.ts';
import { Holdings, type Holder } from '../execution/undo/holdings.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { KeptBytes, KeptStore } from '../ports/kept-bytes.ts';
import { isRunEvent } from '../protocol/events.ts';
import { PROGRAM, type ProgramEvent } from '../protocol/program-events.ts';

export interface HousekeepingOptions {
  readonly kept: KeptStore;
  readonly journal: Pick<Journal, 'read'>;
  readonly clock: Clock;
  readonly limits: () => KeepLimits;
  /** Whether a run is at rest, so that what its undo needs may go. */
  readonly rests: (runId: string) => boolean;
  /** Writes that these acts can no longer be taken back. Throws STORE_FULL; then they still can. */
  readonly dropped: (runId: string, acts: readonly Holder[], days: number) => void;
  readonly record: (event: ProgramEvent) => void;
  readonly tell: (thrown: unknown) => void;
}

/** After a start or the end of a run there is better to do at once, in milliseconds. */
const PAUSE = 3000;
/** Rows that are read at a time: nothing else runs meanwhile, and a stop must not wait. */
const SLICE = 500;

/** Removes what is kept for undo once it has been kept for its days, or is in nobody's use and in the way. */
export class Housekeeping {
  readonly #options: HousekeepingOptions;
  readonly #holdings = new Holdings();
  readonly #closing = new AbortController();
  #read = 0;
  #turn: Promise<void> | null = null;

  constructor(options: HousekeepingOptions) {
    this.#options = options;
  }

  /** Cleans up in a while; asked again before that, once. Never throws. */
  soon(): void {
    this.#turn ??= this.#later()
      .catch(this.#options.tell)
      .finally(() => (this.#turn = null));
  }

  /** Resolves when no clean-up is under way. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  /**
   * Does `forget`, which takes the run's rows out of the journal, and then removes what only its undo needed.
   * @throws SonnyError as `forget` and removing do
   */
  async forgetting(runId: string, forget: () => void): Promise<void> {
    await this.idle();
    await this.#catchUp();
    forget();
    for (const sha256 of this.#holdings.drop(runId)) await this.#options.kept.drop(sha256);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.idle();
  }

  async #later(): Promise<void> {
    await this.#options.clock.sleep(PAUSE, this.#closing.signal);
    if (!this.#closing.signal.aborted) await this.#clean();
  }

  async #clean(): Promise<void> {
    const { kept, clock, limits, rests, record } = this.#options;
    const [list, most, now] = [await kept.list(), limits(), clock.now()];
    // Mostly there is nothing to do, and then the journal need not be read.
    const first = cleanUpOf(
      list,
      now,
      most,
      () => false,
      () => false,
    );
    if (first.aged.length + first.spare.length === 0) return;
    if (!(await this.#catchUp())) return;
    const holders = (sha256: string): readonly Holder[] => this.#holdings.holdersOf(sha256);
    const { aged, spare } = cleanUpOf(
      list,
      now,
      most,
      (sha256) => holders(sha256).length > 0,
      (sha256) => holders(sha256).some(({ runId }) => !rests(runId)),
    );
    const free = [...spare, ...aged.filter(({ sha256 }) => holders(sha256).length === 0)];
    // First what nobody needs: on a full disk that makes the room to write the rest.
    for (const { sha256 } of free) await kept.drop(sha256);
    const gone = [...free];
    try {
      gone.push(
        ...(await this.#dropHeld(
          aged.filter((one) => !free.includes(one)),
          most.days,
        )),
      );
    } finally {
      if (gone.length > 0) {
        const bytes = gone.reduce((sum, one) => sum + one.bytes, 0);
        const { days, bytes: limit } = most;
        record({ type: 'kept.cleaned', at: now, runId: PROGRAM, dropped: gone.length, bytes, days, most: limit });
      }
    }
  }

  /** It is written that an act can no longer be taken back before what that needs is removed. */
  async #dropHeld(held: readonly KeptBytes[], days: number): Promise<readonly KeptBytes[]> {
    const { kept, dropped } = this.#options;
    const byRun = new Map<string, Map<string, Holder>>();
    for (const { sha256 } of held)
      for (const holder of this.#holdings.holdersOf(sha256))
        byRun.set(holder.runId, (byRun.get(holder.runId) ?? new Map<string, Holder>()).set(holder.key, holder));
    for (const [runId, acts] of byRun) dropped(runId, [...acts.values()], days);
    for (const { sha256 } of held) await kept.drop(sha256);
    return held;
  }

  /** Reads what is new in the journal; false when Sonny ends meanwhile. */
  async #catchUp(): Promise<boolean> {
    const { journal, clock } = this.#options;
    for (let more = true; more;) {
      let seen = 0;
      for (const { seq, event } of journal.read({ afterSeq: this.#read })) {
        if (isRunEvent(event)) this.#holdings.take(event);
        this.#read = seq;
        if (++seen === SLICE) break;
      }
      more = seen === SLICE;
      if (more) await clock.sleep(0, this.#closing.signal);
      if (this.#closing.signal.aborted) return false;
    }
    return true;
  }
}
