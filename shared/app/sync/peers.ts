import type { SonnyError } from '../../protocol/errors.ts';
import type { Transport } from '../../protocol/transport.ts';
import type { Delta } from '../../symbolic/sync/delta.ts';
import { FactLog } from '../../symbolic/sync/fact-log.ts';
import type { SharedFact } from '../../symbolic/sync/shared-fact.ts';
import type { Statement } from '../../symbolic/sync/operation.ts';
import { meet, type Dot, type Version } from '../../symbolic/sync/version.ts';
import { type SessionOwner, SyncSession } from './session.ts';

export interface PeersOptions {
  /** This Sonny's name among its peers; never used for another log. */
  readonly actor: string;
  /** All that was kept before, in order. */
  readonly kept: Iterable<Delta>;
  readonly now: () => number;
  /** Journals what is new, before anything rests on it. What it throws is thrown on, and nothing has changed. */
  readonly keep: (delta: Delta, from: string, self: string) => void;
  readonly onTrouble: (trouble: SonnyError) => void;
}

/** The facts that this Sonny shares with others, and the others that it is connected to. */
export class Peers {
  readonly #options: PeersOptions;
  readonly #log: FactLog;
  readonly #sessions = new Set<SyncSession>();
  /** What each peer that was ever heard of said last. */
  readonly #known = new Map<string, Version>();

  constructor(options: PeersOptions) {
    this.#options = options;
    this.#log = new FactLog(options.actor);
    for (const delta of options.kept) this.#log.merge(delta);
  }

  get actor(): string {
    return this.#log.actor;
  }

  /** Names of those who are connected now. */
  get connected(): readonly string[] {
    return [...this.#sessions].flatMap(({ actor }) => (actor === null ? [] : [actor]));
  }

  live(): Iterable<Statement> {
    return this.#log.live();
  }

  /** States a fact to all, in the place of others that were seen. */
  share(fact: SharedFact, over: readonly Dot[] = []): Dot {
    return this.#own(fact, over);
  }

  /** Takes back what was seen under these dots. */
  withdraw(over: readonly Dot[]): void {
    this.#own(null, over);
  }

  /**
   * Speaks with the peer at the other end until either ends it. To be called in the turn in which the transport was received;
   * `greets`: this end made the connection.
   */
  connect(transport: Transport, { greets }: { readonly greets: boolean }): () => void {
    const owner: SessionOwner = {
      log: this.#log,
      now: this.#options.now,
      receive: (delta, from) => this.#receive(delta, from, session),
      knows: (actor, version) => this.#hear(actor, version),
      ended: (trouble) => {
        this.#sessions.delete(session);
        if (trouble) this.#options.onTrouble(trouble);
      },
    };
    const session: SyncSession = new SyncSession(transport, owner, greets);
    this.#sessions.add(session);
    return () => session.close();
  }

  close(): void {
    for (const session of this.#sessions) session.close();
  }

  #own(fact: SharedFact | null, over: readonly Dot[]): Dot {
    const operation = this.#log.next(fact, this.#options.now(), over);
    const delta: Delta = { kind: 'operations', operations: [operation] };
    this.#options.keep(delta, this.actor, this.actor);
    this.#log.merge(delta);
    this.#tell(null);
    return { actor: operation.actor, seq: operation.seq };
  }

  #receive(delta: Delta, from: string, by: SyncSession): void {
    const fresh = this.#log.freshOf(delta);
    if (!fresh) return;
    this.#options.keep(fresh, from, this.actor);
    this.#log.merge(fresh);
    this.#tell(by);
  }

  /** Everyone but who told it lacks what is new. */
  #tell(not: SyncSession | null): void {
    for (const session of this.#sessions) if (session !== not) session.push();
  }

  #hear(actor: string, version: Version): void {
    this.#known.set(actor, version);
    this.#log.compact(meet([this.#log.version, ...this.#known.values()]));
  }
}
