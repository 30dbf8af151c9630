import { keyOf, type Atom, type Literal } from '../atom.ts';
import { Contexts } from './context.ts';
import { ExpiryQueue } from './expiry-queue.ts';
import { holdsAt, statusOf, wasHeld, type Ending, type Fact, type FactStatus } from './fact.ts';
import { FactError } from './fact-error.ts';
import { placeOf, type Relation, type Relations } from './relation.ts';
import { isFirstHand, type Trust } from './trust.ts';

/** A statement to take in. Times are milliseconds since the epoch. */
export interface Assertion {
  readonly literal: Literal;
  readonly context: string;
  /** Known time: when it was learned. */
  readonly at: number;
  /** Valid time, where it differs: since and until when it is so. */
  readonly validFrom?: number;
  readonly validUntil?: number | null;
  /** How long it is good for, where that is not what its relation says; null: until something ends it. */
  readonly lifetime?: number | null;
  readonly source: string;
  readonly trust: Trust;
  /** 1 where nothing is said. */
  readonly confidence?: number;
}

/** What taking in one statement did. */
export interface Change {
  /** The fact that says so now. */
  readonly fact: Fact;
  /** false: it was known, and was only seen once more. */
  readonly isNew: boolean;
  /** The fact whose place it took. */
  readonly superseded: Fact | null;
  /** A fact that said otherwise at the same time on another's word. */
  readonly contradicts: Fact | null;
}

/** What is known of a statement now. `unknown`: nothing was ever said of it. */
export type Standing = FactStatus | 'denied' | 'unknown';

const MOST = 2_000_000;

const later = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : Math.max(a, b));

/**
 * Facts by place, context and time. Nothing that was known is changed: facts are ended and others take their place, so that
 * what was held at any earlier moment can be asked for.
 */
export class FactStore {
  readonly relations: Relations;
  readonly contexts: Contexts;
  readonly #most: number;
  readonly #facts = new Map<string, Fact>();
  /** Ids of the last fact in each place, by context. */
  readonly #places = new Map<string, Map<string, string>>();
  /** The last fact that said something of a statement, by context and key; also after it ended. */
  readonly #last = new Map<string, Map<string, string>>();
  /** Ids of the facts that were not ended, by relation. */
  readonly #standing = new Map<string, Set<string>>();
  readonly #expiries = new ExpiryQueue();
  #count = 0;

  constructor(relations: Relations, contexts: Contexts = new Contexts(), most = MOST) {
    this.relations = relations;
    this.contexts = contexts;
    this.#most = most;
  }

  get size(): number {
    return this.#facts.size;
  }

  get(id: string): Fact | undefined {
    return this.#facts.get(id);
  }

  all(): Iterable<Fact> {
    return this.#facts.values();
  }

  /** Facts of a relation that hold now, in every context. Those that say no are among them. */
  *ofRelation(relation: string, now: number): Iterable<Fact> {
    for (const id of this.#standing.get(relation) ?? []) {
      const fact = this.#facts.get(id);
      if (fact && holdsAt(fact, now)) yield fact;
    }
  }

  /** Whether it could be taken in. @throws FactError RELATION_UNKNOWN, ARGUMENTS_WRONG, CONTEXT_UNKNOWN or UNTRUSTED. */
  check({ literal, context, trust }: Pick<Assertion, 'literal' | 'context' | 'trust'>): Relation {
    const relation = this.relations.check(literal);
    const where = this.contexts.get(context);
    if (!where || !relation.contexts.includes(where.kind))
      throw new FactError('CONTEXT_UNKNOWN', `“${relation.name}” says nothing about ${context}.`);
    if (relation.grants === true && !isFirstHand(trust))
      throw new FactError('UNTRUSTED', `Nobody trusted says ${keyOf(literal)}.`);
    return relation;
  }

  /**
   * Takes a statement in. The same one is seen once more; another value of the same thing takes its place,
   * unless it comes at second hand and what stands there does not.
   * @throws FactError; then nothing has changed.
   */
  assert(assertion: Assertion): Change {
    const { literal, context, at, trust, source } = assertion;
    const relation = this.check(assertion);
    const lifetime = assertion.lifetime === undefined ? relation.lifetime : assertion.lifetime;
    const expiresAt = lifetime === null ? null : at + lifetime;
    const key = keyOf(literal);
    const place = placeOf(relation, literal, key);
    const standing = this.#at(this.#places, context, place);
    const holding = standing && holdsAt(standing, at) ? standing : null;

    if (holding && this.#says(holding, key, assertion)) {
      const seen = { ...holding, seenAt: Math.max(holding.seenAt, at), expiresAt: later(holding.expiresAt, expiresAt) };
      this.#keep(seen);
      return { fact: seen, isNew: false, superseded: null, contradicts: null };
    }
    if (this.#facts.size >= this.#most)
      throw new FactError('FACTS_TOO_MANY', `No more than ${this.#most.toLocaleString('en')} facts are kept.`);
    const fact: Fact = {
      id: `f${++this.#count}`,
      key,
      literal,
      context,
      validFrom: assertion.validFrom ?? at,
      validUntil: assertion.validUntil ?? null,
      observedAt: at,
      seenAt: at,
      expiresAt,
      source,
      trust,
      confidence: assertion.confidence ?? 1,
      ending: null,
    };
    // Saying that A is not so leaves B, which stands in A's place, as it is: it says so as well.
    const other = standing && standing.key !== key;
    if (literal.negated && other && !standing.literal.negated && holding)
      return { fact: holding, isNew: false, superseded: null, contradicts: null };
    const contradicts = holding && holding.source !== source && this.#disagree(holding, fact) ? holding : null;
    if (holding && isFirstHand(holding.trust) && !isFirstHand(trust)) {
      const outweighed = { ...fact, ending: { how: 'superseded', at, until: fact.validFrom, by: holding.id } as const };
      this.#facts.set(fact.id, outweighed);
      return { fact: outweighed, isNew: true, superseded: null, contradicts };
    }
    // One that expired has ended by itself: nothing took its place.
    const superseded =
      standing && statusOf(standing, at) === 'holds'
        ? this.#end(standing, {
            how: 'superseded',
            at,
            until: Math.max(standing.validFrom, fact.validFrom),
            by: fact.id,
          })
        : null;
    this.#keep(fact);
    this.#put(this.#places, context, place, fact.id);
    this.#put(this.#last, context, key, fact.id);
    return { fact, isNew: true, superseded: holding ? superseded : null, contradicts };
  }

  /**
   * Ends a fact. `until`: until when it had been so; where nothing is said it was never so, which is what taking back means.
   * null when there is none, or it has ended before.
   */
  retract(id: string, at: number, by: string, until?: number): Fact | null {
    const fact = this.#facts.get(id);
    if (!fact || fact.ending) return null;
    return this.#end(fact, { how: 'retracted', at, until: Math.max(fact.validFrom, until ?? fact.validFrom), by });
  }

  /** The fact that says of the statement, seen from the context: its own word first, then that of those around it. */
  find(atom: Atom, context: string, now: number): Fact | undefined {
    const relation = this.relations.get(atom.relation);
    if (!relation) return undefined;
    const place = placeOf(relation, atom);
    for (const id of this.contexts.lineage(context)) {
      const fact = this.#at(this.#places, id, place);
      if (!fact || !holdsAt(fact, now)) continue;
      // What is nearest decides, be it by saying no or by saying something else.
      return !fact.literal.negated && keyOf(fact.literal) === keyOf(atom) ? fact : undefined;
    }
    return undefined;
  }

  /** What was said last of the thing that `args` name, where its value has not ended. Arguments that name no thing may be anything. */
  inPlace(atom: Atom, context: string, now: number): Fact | undefined {
    const relation = this.relations.get(atom.relation);
    const fact = relation && this.#at(this.#places, context, placeOf(relation, atom));
    return fact && holdsAt(fact, now) ? fact : undefined;
  }

  /** What is known of a literal, seen from the context. */
  standing(
    literal: Literal,
    context: string,
    now: number,
  ): { readonly standing: Standing; readonly fact: Fact | null } {
    const relation = this.relations.get(literal.relation);
    if (!relation) return { standing: 'unknown', fact: null };
    const place = placeOf(relation, literal);
    const lineage = this.contexts.lineage(context);
    for (const id of lineage) {
      const fact = this.#at(this.#places, id, place);
      if (!fact || !holdsAt(fact, now)) continue;
      const same = keyOf(fact.literal) === keyOf(literal);
      if (same && !fact.literal.negated) return { standing: 'holds', fact };
      if (same || !fact.literal.negated) return { standing: 'denied', fact };
    }
    for (const id of lineage) {
      const fact = this.#at(this.#last, id, keyOf(literal));
      if (fact && !fact.literal.negated) return { standing: statusOf(fact, now), fact };
    }
    return { standing: 'unknown', fact: null };
  }

  /** Everything that holds now in a context: what is said there, and what it inherits. */
  *holding(context: string, now: number): Iterable<Fact> {
    const decided = new Set<string>();
    for (const id of this.contexts.lineage(context)) {
      const here = this.#places.get(id);
      if (!here) continue;
      const said: string[] = [];
      for (const [place, factId] of here) {
        const fact = this.#facts.get(factId);
        if (!fact || decided.has(place) || !holdsAt(fact, now)) continue;
        said.push(place);
        if (!fact.literal.negated) yield fact;
      }
      for (const place of said) decided.add(place);
    }
  }

  /** What was believed at `known` to be so at `valid`, everywhere. */
  *asOf({ valid, known }: { readonly valid: number; readonly known: number }): Iterable<Fact> {
    for (const fact of this.#facts.values()) if (wasHeld(fact, valid, known)) yield fact;
  }

  /** Facts whose time has come since they were last asked for. They ceased to hold then; this only tells. */
  takeExpired(now: number): readonly Fact[] {
    const expired: Fact[] = [];
    for (let id = this.#expiries.take(now); id !== null; id = this.#expiries.take(now)) {
      const fact = this.#facts.get(id);
      if (!fact || fact.ending) continue;
      // Seen again meanwhile: its entry of then is in the queue as well.
      if (statusOf(fact, now) === 'expired') expired.push(fact);
    }
    return expired;
  }

  /** When the next fact may expire; null: none will. */
  get nextExpiry(): number | null {
    return this.#expiries.next;
  }

  /** Drops what ended or expired before a moment, so that memory stays bounded. Says how many. */
  forget(before: number): number {
    let dropped = 0;
    for (const [id, { literal, ending, expiresAt, validUntil }] of this.#facts) {
      const end = Math.min(ending?.at ?? Infinity, expiresAt ?? Infinity, validUntil ?? Infinity);
      if (end >= before) continue;
      this.#facts.delete(id);
      this.#standing.get(literal.relation)?.delete(id);
      dropped++;
    }
    if (dropped > 0) {
      for (const index of [this.#places, this.#last])
        for (const ids of index.values()) for (const [key, id] of ids) if (!this.#facts.has(id)) ids.delete(key);
    }
    return dropped;
  }

  #says(fact: Fact, key: string, { literal, source, trust, validFrom, validUntil }: Assertion): boolean {
    return (
      fact.key === key &&
      (fact.literal.negated ?? false) === (literal.negated ?? false) &&
      // Another's word at first hand confirms it; what a person says is theirs from then on.
      ((fact.source === source && fact.trust === trust) ||
        (isFirstHand(fact.trust) && isFirstHand(trust) && trust !== 'person')) &&
      validFrom === undefined &&
      validUntil === undefined
    );
  }

  #disagree(a: Fact, b: Fact): boolean {
    const same = a.key === b.key;
    return same === ((a.literal.negated ?? false) !== (b.literal.negated ?? false));
  }

  #at(index: ReadonlyMap<string, ReadonlyMap<string, string>>, context: string, key: string): Fact | undefined {
    const id = index.get(context)?.get(key);
    return id === undefined ? undefined : this.#facts.get(id);
  }

  #put(index: Map<string, Map<string, string>>, context: string, key: string, id: string): void {
    const ids = index.get(context);
    if (ids) ids.set(key, id);
    else index.set(context, new Map([[key, id]]));
  }

  #keep(fact: Fact): void {
    this.#facts.set(fact.id, fact);
    const { relation } = fact.literal;
    const standing = this.#standing.get(relation);
    if (standing) standing.add(fact.id);
    else this.#standing.set(relation, new Set([fact.id]));
    const end = Math.min(fact.expiresAt ?? Infinity, fact.validUntil ?? Infinity);
    if (end < Infinity) this.#expiries.add(end, fact.id);
  }

  #end(fact: Fact, ending: Ending): Fact {
    const ended = { ...fact, ending };
    this.#facts.set(fact.id, ended);
    this.#standing.get(fact.literal.relation)?.delete(fact.id);
    return ended;
  }
}
