import type { Clock } from '../../ports/clock.ts';
import type { PeerLinks } from '../../ports/peer-links.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Transport } from '../../protocol/transport.ts';

/** How long is waited before another try, at first and at most, in milliseconds. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/** A peer that this Sonny went to; kept up until it is left or refuses. */
export class Joined {
  /** Resolves when it is over: with what the other end did wrong, or null when it was left. */
  readonly ended: Promise<SonnyError | null>;
  /** The whole link, with its secret. */
  readonly link: string;
  readonly #leaving = new AbortController();
  readonly #clock: Clock;
  #transport: Transport | null = null;
  #lostAt: number | null = null;

  /** Rejects as `links.open` does. `talk` is called with each new connection, in the turn in which it opened. */
  static async open(
    link: string,
    links: PeerLinks,
    clock: Clock,
    talk: (transport: Transport) => () => void,
  ): Promise<Joined> {
    const first = await links.open(link);
    return new Joined(link, first, () => links.open(link), clock, talk);
  }

  private constructor(
    link: string,
    first: Transport,
    again: () => Promise<Transport>,
    clock: Clock,
    talk: (transport: Transport) => () => void,
  ) {
    this.link = link;
    this.#clock = clock;
    this.ended = this.#keepUp(first, again, clock, talk);
  }

  get connected(): boolean {
    return this.#transport !== null;
  }

  /** Since when nobody answers, in milliseconds since the epoch; null while it is connected. */
  get lostAt(): number | null {
    return this.#lostAt;
  }

  leave(): void {
    this.#leaving.abort();
    this.#transport?.close();
  }

  async #keepUp(
    first: Transport,
    again: () => Promise<Transport>,
    clock: Clock,
    talk: (transport: Transport) => () => void,
  ): Promise<SonnyError | null> {
    let transport: Transport | null = first;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      if (transport) {
        await this.#talk(transport, talk);
        pause = FIRST_PAUSE;
      }
      if (this.#leaving.signal.aborted) return null;
      await clock.sleep(pause, this.#leaving.signal);
      if (this.#leaving.signal.aborted) return null;
      try {
        transport = await again();
      } catch (thrown) {
        const error = SonnyError.from(thrown);
        if (error.code !== 'CONNECTION_LOST') return error;
        transport = null;
      }
    }
  }

  /** Until the connection is over. */
  #talk(transport: Transport, talk: (transport: Transport) => () => void): Promise<void> {
    this.#transport = transport;
    this.#lostAt = null;
    const end = Promise.withResolvers<void>();
    talk(overheard(transport, () => end.resolve()));
    return end.promise.then(() => {
      this.#transport = null;
      this.#lostAt = this.#clock.now();
    });
  }
}

/** The same transport, whose end is told to one more. */
const overheard = (transport: Transport, onEnd: () => void): Transport => ({
  ...transport,
  onClose: (handler) =>
    transport.onClose(() => {
      handler();
      onEnd();
    }),
});
