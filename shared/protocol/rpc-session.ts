import type { CommandInput } from './commands.ts';
import type { HostMessage } from './envelope.ts';
import { SonnyError } from './errors.ts';
import type { ViewEvent } from './views.ts';

/** As much of the running program as serving a client needs; shared/ports/sonny.ts is one. */
export interface Served {
  dispatch(command: CommandInput, origin?: 'person' | 'flag'): Promise<unknown>;
  subscribe(onEvent: (event: ViewEvent) => void): () => void;
  snapshot(): readonly ViewEvent[];
}

type Deliver = (message: HostMessage) => void;

/**
 * What the host remembers of one client while it is connected and while it is away: the last `capacity` events, each
 * with its number, and the answers to its last commands, so that an event is told once and a command done once.
 */
export class Session {
  readonly id: string;
  readonly #capacity: number;
  readonly #ring: ViewEvent[] = [];
  #lastSeq = 0;
  readonly #answers = new Map<number, Promise<HostMessage>>();
  #highestId = 0;
  #deliver: Deliver | null = null;
  #displace: () => void = () => {};
  readonly #unsubscribe: () => void;

  constructor(id: string, sonny: Served, capacity: number) {
    this.id = id;
    this.#capacity = capacity;
    for (const event of sonny.snapshot()) this.#record(event);
    this.#unsubscribe = sonny.subscribe((event) => this.#record(event));
  }

  get attached(): boolean {
    return this.#deliver !== null;
  }

  /** Whether every event after `seq` is still here. */
  has(seq: number): boolean {
    return seq <= this.#lastSeq && seq >= this.#lastSeq - this.#ring.length;
  }

  /** Delivers what follows `seq`, then everything new. A connection that held the session before is displaced. */
  attach(seq: number, deliver: Deliver, displaced: () => void): void {
    this.#displace();
    this.#displace = displaced;
    this.#deliver = deliver;
    for (let next = seq + 1; next <= this.#lastSeq; next++) {
      const event = this.#ring[next % this.#capacity];
      if (event) deliver({ kind: 'event', seq: next, event });
    }
  }

  detach(deliver: Deliver): void {
    if (this.#deliver !== deliver) return;
    this.#deliver = null;
    this.#displace = () => {};
  }

  /** Does a command once, however often the client repeats it, and gives every repetition the same answer. */
  answer(id: number, act: () => Promise<unknown>): Promise<HostMessage> {
    const known = this.#answers.get(id);
    if (known) return known;
    if (id <= this.#highestId) return Promise.resolve(failed(id, new SonnyError('CONNECTION_LOST')));
    this.#highestId = id;
    const answer = act().then(
      (value): HostMessage => ({ kind: 'reply', id, value: value ?? null }),
      (thrown: unknown) => failed(id, SonnyError.from(thrown)),
    );
    this.#answers.set(id, answer);
    const forgotten = id - ANSWERS_KEPT;
    for (const old of this.#answers.keys()) {
      if (old > forgotten) break;
      this.#answers.delete(old);
    }
    return answer;
  }

  end(): void {
    this.#unsubscribe();
    this.#displace();
  }

  #record(event: ViewEvent): void {
    this.#lastSeq += 1;
    this.#ring[this.#lastSeq % this.#capacity] = event;
    this.#deliver?.({ kind: 'event', seq: this.#lastSeq, event });
  }
}

const ANSWERS_KEPT = 256;

export const failed = (id: number, error: SonnyError): HostMessage => ({ kind: 'failed', id, error: error.view() });
