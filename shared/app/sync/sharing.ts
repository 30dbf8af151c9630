import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { PeerLinks } from '../../ports/peer-links.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { PeerView } from '../../protocol/peers.ts';
import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import type { Transport } from '../../protocol/transport.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { encodeDelta } from '../../symbolic/sync/encode.ts';
import type { SharedFact } from '../../symbolic/sync/shared-fact.ts';
import { toBase64 } from './base64.ts';
import { Joined } from './joined.ts';
import { Peers } from './peers.ts';
import { deltasOf } from './told.ts';

export interface SharingOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly links: PeerLinks;
  readonly rows: { read(): Iterable<ProgramEvent>; append(event: ProgramEvent): void };
  readonly onTrouble: (trouble: SonnyError) => void;
}

/** What a statement says, whoever states it. */
const sameAs =
  (a: Pick<SharedFact, 'relation' | 'args' | 'context'>) =>
  ({ fact: b }: { readonly fact: SharedFact }): boolean =>
    a.relation === b.relation && a.context === b.context && JSON.stringify(a.args) === JSON.stringify(b.args);

/**
 * What a person states here is told to the Sonnies that this one is joined with, and theirs to this one. Nothing is read or
 * written before it is first used. What others say comes in as rows of the journal.
 */
export class Sharing {
  readonly #options: SharingOptions;
  readonly #joined = new Map<string, Joined>();
  #peers: Peers | null = null;

  constructor(options: SharingOptions) {
    this.#options = options;
  }

  /** Told of each row that a person's word made: what they state of the world is for their other Sonnies, too. */
  follow(event: ProgramEvent): void {
    if (event.type !== 'fact.asserted' && event.type !== 'fact.retracted') return;
    const { relation, args, negated, context, at } = event;
    if (context !== WORLD.id) return;
    const peers = this.#open();
    const before = [...peers.live()].filter(sameAs({ relation, args, context }));
    if (event.type === 'fact.asserted')
      peers.share(
        { relation, args, negated, context, validFrom: at, validUntil: null, trust: 'person', confidence: 1 },
        before,
      );
    else if (before.length > 0) peers.withdraw(before);
  }

  /** Another Sonny has connected; who may is its host's business. To be called in the turn in which it did. */
  accept(transport: Transport): () => void {
    return this.#open().connect(transport, { greets: false });
  }

  /**
   * Joins the Sonny that a link names, and again whenever the connection breaks, until it is left or Sonny ends.
   * @throws SonnyError COMMAND_NOT_NOW where it is joined already, PEER_REFUSED, CONNECTION_LOST when nobody answers the first time
   */
  async join(link: string): Promise<void> {
    const name = withoutSecret(link);
    // Another secret at the same address: either it began anew there and this one is good now, or it is refused.
    if (this.#joined.get(name)?.link === link)
      throw new SonnyError('COMMAND_NOT_NOW', 'This Sonny is joined with it already.');
    const { clock, links } = this.#options;
    const joined = await Joined.open(link, links, clock, (transport) =>
      this.#open().connect(transport, { greets: true }),
    );
    this.#joined.get(name)?.leave();
    this.#joined.set(name, joined);
    void joined.ended.then((trouble) => {
      if (this.#joined.get(name) === joined) this.#joined.delete(name);
      if (trouble) this.#options.onTrouble(trouble);
    });
  }

  /** @throws SonnyError COMMAND_NOT_NOW where it is not joined */
  leave(link: string): void {
    const name = withoutSecret(link);
    const joined = this.#joined.get(name);
    if (!joined) throw new SonnyError('COMMAND_NOT_NOW', 'This Sonny is not joined with it.');
    joined.leave();
  }

  list(): PeerView {
    return {
      name: this.#peers?.actor ?? null,
      connected: [...(this.#peers?.connected ?? [])],
      joined: [...this.#joined].map(([link, { connected, lostAt }]) => ({ link, connected, lostAt })),
    };
  }

  close(): void {
    for (const joined of this.#joined.values()) joined.leave();
    this.#peers?.close();
  }

  #open(): Peers {
    if (this.#peers) return this.#peers;
    const { clock, ids, rows, onTrouble } = this.#options;
    const told = [...rows.read()].filter((row) => row.type === 'peers.told');
    this.#peers = new Peers({
      actor: told[0]?.self ?? ids.next('peer'),
      kept: deltasOf(told),
      now: () => clock.now(),
      keep: (delta, from, self) =>
        rows.append({
          type: 'peers.told',
          at: clock.now(),
          runId: PROGRAM,
          self,
          from,
          delta: toBase64(encodeDelta(delta)),
        }),
      onTrouble,
    });
    return this.#peers;
  }
}

const withoutSecret = (link: string): string => link.split('#', 1)[0] ?? link;
