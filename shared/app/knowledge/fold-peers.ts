import type { ProgramEvent } from '../../protocol/program-events.ts';
import { keyOf, type Literal } from '../../symbolic/atom.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { FactLog } from '../../symbolic/sync/fact-log.ts';
import type { Statement } from '../../symbolic/sync/operation.ts';
import type { SharedFact } from '../../symbolic/sync/shared-fact.ts';
import { deltaOf } from '../sync/told.ts';
import type { Memory } from './memory.ts';
import { PEER, PEER_NODE } from './words.ts';

const literalOf = ({ relation, args, negated }: SharedFact): Literal => ({ relation, args, negated });

const count = (n: number): string => (n === 1 ? '1 fact' : `${n.toLocaleString('en')} facts`);

const sayMerged = (told: number, tookBack: number): string =>
  [...(told > 0 ? [`told ${count(told)}`] : []), ...(tookBack > 0 ? [`took back ${count(tookBack)}`] : [])].join(
    ', and ',
  );

/**
 * Makes facts of what other Sonnies told: on their word, which is less than the person's own or a look. It ends nothing that
 * this Sonny's own person said, who alone may lift a protection that they asked for here.
 */
export class PeerFold {
  readonly #memory: Memory;
  #log: FactLog | null = null;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  take(row: Extract<ProgramEvent, { type: 'peers.told' }>): void {
    this.#log ??= new FactLog(row.self);
    const { added, removed } = this.#log.merge(deltaOf(row));
    // What this Sonny's own person said has a row of its own.
    if (row.from === row.self) return;
    if (added.length + removed.length === 0) return;
    const node = `${PEER_NODE}${row.from}/${row.at}`;
    const label = `another Sonny of yours ${sayMerged(added.length, removed.length)}`;
    this.#memory.graph.add({ id: node, kind: 'observation', label, context: WORLD.id, at: row.at, until: null });
    for (const statement of removed) if (!this.#isStillSaid(statement)) this.#takeBack(statement, row.at, node);
    for (const statement of added) if (statement.actor !== row.self) this.#tell(statement, row.at, node);
  }

  /** Somebody states the same, and that was not taken back. */
  #isStillSaid({ fact }: Statement): boolean {
    for (const { fact: other } of this.#log?.live() ?? [])
      if (other.context === fact.context && keyOf(other) === keyOf(fact) && other.negated === fact.negated) return true;
    return false;
  }

  #tell({ actor, fact }: Statement, at: number, node: string): void {
    const { facts } = this.#memory;
    const literal = literalOf(fact);
    // Another version of Sonny may know other relations and places.
    if (!facts.relations.fits(literal) || !facts.contexts.get(fact.context)) return;
    if (facts.relations.get(fact.relation)?.grants === true) return;
    this.#memory.tell(
      {
        literal,
        context: fact.context,
        at,
        validFrom: fact.validFrom,
        validUntil: fact.validUntil,
        lifetime: null,
        source: `${PEER}${actor}`,
        trust: fact.trust === 'untrusted' ? 'untrusted' : 'peer',
        confidence: fact.confidence,
      },
      [{ kind: 'caused-by', node }],
    );
  }

  #takeBack({ fact }: Statement, at: number, node: string): void {
    for (const held of this.#memory.facts.ofRelation(fact.relation, at)) {
      const same = keyOf(held.literal) === keyOf(fact) && (held.literal.negated ?? false) === fact.negated;
      if (!same || held.context !== fact.context || held.trust === 'observed' || held.trust === 'sonny') continue;
      if (held.trust === 'person') this.#memory.graph.link(held.id, 'contradicts', node);
      else this.#memory.takeBack(held.id, at, node);
      return;
    }
  }
}
