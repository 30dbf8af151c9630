import type { Clock } from '../../shared/ports/clock.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

/** Timers count in 31 bits. */
const LONGEST_SLEEP = 2 ** 31 - 1;

/** This process may have been what stood still: what came meanwhile is heard before anything is ended. In milliseconds. */
const SECOND_LOOK = 20;

/** Ends what stands still: calls `expire` once, when nothing was heard for as long as is allowed, or at the deadline. */
export class Watchdog {
  readonly #clock: Clock;
  readonly #deadline: number;
  readonly #between: number;
  #ended = false;
  #nap = new AbortController();
  #limit: number;
  #heard: number;

  /** `first` and `between` in milliseconds: until it is first heard, and from then on. */
  constructor(
    clock: Clock,
    limits: { readonly first: number; readonly between: number; readonly deadline: number },
    expire: (why: SonnyError) => void,
  ) {
    this.#clock = clock;
    this.#deadline = limits.deadline;
    this.#between = limits.between;
    this.#limit = limits.first;
    this.#heard = clock.now();
    void this.#watch(expire);
  }

  /** Something came that says something. From now on it may be silent for `limit`, or as it may between two words. */
  hear(limit = this.#between): void {
    this.#heard = this.#clock.now();
    const shorter = limit < this.#limit;
    this.#limit = limit;
    // Its sleep was for what was the limit before.
    if (shorter) this.#nap.abort();
  }

  end(): void {
    this.#ended = true;
    this.#nap.abort();
  }

  async #watch(expire: (why: SonnyError) => void): Promise<void> {
    let looked = -1;
    while (!this.#ended) {
      const now = this.#clock.now();
      const idle = this.#heard + this.#limit;
      const wait = Math.min(idle, this.#deadline) - now;
      if (wait <= 0 && now < this.#deadline && looked !== this.#heard) {
        looked = this.#heard;
        await this.#clock.sleep(SECOND_LOOK);
        continue;
      }
      if (wait <= 0) {
        expire(
          now >= this.#deadline
            ? new SonnyError('DEADLINE', 'The model did not answer in time.')
            : new SonnyError('MODEL_SLOW', `It said nothing for ${Math.round(this.#limit / 100) / 10} s.`),
        );
        return;
      }
      this.#nap = new AbortController();
      await this.#clock.sleep(Math.min(wait, LONGEST_SLEEP), this.#nap.signal);
    }
  }
}
