import { isSame, keyOf, type Atom, type Literal } from '../atom.ts';
import { Contexts, type Context } from './context.ts';
import { ExpiryQueue } from './expiry-queue.ts';
import { ended, holdsAt, seenAgain, statusOf, wasHeld, type Ending, type Fact, type FactStatus } from './fact.ts';
import { FactError } from './fact-error.ts';
import { inContext, Places, type Entry } from './places.ts';
import type { Relation, Relations } from './relation.ts';
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

/** So few that have ended are not worth making room for. */
const FEW = 64;

/** What a relation's facts are looked through by: those that were not ended, and some that were. */
interface Listing {
  entries: Entry[];
  ended: number;
}

const numberOf = ({ fact }: Entry): number => Number(fact.id.slice(1));

/**
 * Facts by place, context and time. Nothing that was known is changed: facts are ended and others take their place, so that
 * what was held at any earlier moment can be asked for.
 */
export class FactStore {
  readonly relations: Relations;
  readonly contexts: Contexts;
  readonly #most: number;
  /** In the order of their numbers. */
  #entries: Entry[] = [];
  readonly #places = new Places();
  readonly #listings = new Map<string, Listing>();
  readonly #expiries = new ExpiryQueue<Entry>();
  #count = 0;

  constructor(relations: Relations, contexts: Contexts = new Contexts(), most = MOST) {
    this.relations = relations;
    this.contexts = contexts;
    this.#most = most;
  }

  get size(): number {
    return this.#entries.length;
  }

  get(id: string): Fact | undefined {
    return this.#entryOf(id)?.fact;
  }

  *all(): Iterable<Fact> {
    for (const { fact } of this.#entries) yield fact;
  }

  /** Facts of a relation that hold now, in every context. Those that say no are among them. */
  *ofRelation(relation: string, now: number): Iterable<Fact> {
    const entries = this.#listings.get(relation)?.entries ?? [];
    for (const { fact } of entries) if (holdsAt(fact, now)) yield fact;
  }

  /**
   * The fact that says an atom of the world, in one context or another, of those that nobody was told are over; of several the first
   * on the best word.
   */
  said(atom: Atom): Fact | undefined {
    const relation = this.relations.get(atom.relation);
    let best: Fact | undefined;
    for (let entry = relation ? this.#places.at(relation, atom) : null; entry; entry = entry.beside) {
      const { fact, isOver } = entry;
      if (isOver || fact.literal.negated || !isSame(fact.literal, atom) || !this.contexts.isActual(fact.context))
        continue;
      if (!best || (isFirstHand(fact.trust) && !isFirstHand(best.trust))) best = fact;
    }
    return best;
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
    const first = this.#places.at(relation, literal);
    const standing = inContext(first, context);
    const holding = standing && holdsAt(standing.fact, at) ? standing : null;

    if (holding && this.#says(holding.fact, assertion)) {
      const { fact } = holding;
      const seenAt = Math.max(fact.seenAt, at);
      const end = later(fact.expiresAt, expiresAt);
      // As with what many steps of one plan need, and what was looked at once.
      if (seenAt === fact.seenAt && end === fact.expiresAt && !holding.isOver)
        return { fact, isNew: false, superseded: null, contradicts: null };
      const seen = seenAgain(fact, seenAt, end);
      holding.fact = seen;
      holding.isOver = false;
      this.#await(holding);
      return { fact: seen, isNew: false, superseded: null, contradicts: null };
    }
    if (this.#entries.length >= this.#most)
      throw new FactError('FACTS_TOO_MANY', `No more than ${this.#most.toLocaleString('en')} facts are kept.`);
    // Saying that A is not so leaves B, which stands in A's place, as it is: it says so as well.
    if (literal.negated && holding && !holding.fact.literal.negated && !isSame(holding.fact.literal, literal))
      return { fact: holding.fact, isNew: false, superseded: null, contradicts: null };
    const fact: Fact = {
      id: `f${++this.#count}`,
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
    const contradicts =
      holding && holding.fact.source !== source && this.#disagree(holding.fact, fact) ? holding.fact : null;
    if (holding && isFirstHand(holding.fact.trust) && !isFirstHand(trust)) {
      const by = holding.fact.id;
      const outweighed = ended(fact, { how: 'superseded', at, until: fact.validFrom, by });
      this.#entries.push({ fact: outweighed, before: null, beside: null, isPlaced: false, isOver: true });
      return { fact: outweighed, isNew: true, superseded: null, contradicts };
    }
    // One that expired has ended by itself: nothing took its place.
    let superseded: Fact | null = null;
    if (standing && statusOf(standing.fact, at) === 'holds') {
      const until = Math.max(standing.fact.validFrom, fact.validFrom);
      superseded = this.#end(standing, { how: 'superseded', at, until, by: fact.id });
    }
    const entry = { fact, before: null, beside: null, isPlaced: true, isOver: false };
    this.#entries.push(entry);
    this.#list(entry);
    this.#await(entry);
    this.#places.put(relation, entry, first, standing);
    return { fact, isNew: true, superseded: holding ? superseded : null, contradicts };
  }

  /**
   * What `read` finds if these were told in a context of their own. They and it are gone again before this returns, and every number is
   * given as if nobody had asked; `read` only reads.
   * @throws FactError as `assert` does; then, too, nothing is left.
   */
  suppose<T>(context: Context, assertions: readonly Assertion[], read: () => T): T {
    const [size, count] = [this.#entries.length, this.#count];
    this.contexts.add(context);
    try {
      for (const assertion of assertions) this.assert(assertion);
      return read();
    } finally {
      for (const entry of this.#entries.splice(size).reverse()) this.#forgetLast(entry);
      this.#count = count;
      this.contexts.remove(context.id);
    }
  }

  /**
   * Ends a fact. `until`: until when it had been so; where nothing is said it was never so, which is what taking back means.
   * null when there is none, or it has ended before.
   */
  retract(id: string, at: number, by: string, until?: number): Fact | null {
    const entry = this.#entryOf(id);
    if (!entry || entry.fact.ending) return null;
    const { validFrom } = entry.fact;
    return this.#end(entry, { how: 'retracted', at, until: Math.max(validFrom, until ?? validFrom), by });
  }

  /** The fact that says of the statement, seen from the context: its own word first, then that of those around it. */
  find(atom: Atom, context: string, now: number): Fact | undefined {
    const relation = this.relations.get(atom.relation);
    if (!relation) return undefined;
    for (const id of this.contexts.lineage(context)) {
      const fact = this.#places.in(id, relation, atom)?.fact;
      if (!fact || !holdsAt(fact, now)) continue;
      // What is nearest decides, be it by saying no or by saying something else.
      return !fact.literal.negated && isSame(fact.literal, atom) ? fact : undefined;
    }
    return undefined;
  }

  /** What was said last of the thing that `args` name, where its value has not ended. Arguments that name no thing may be anything. */
  inPlace(atom: Atom, context: string, now: number): Fact | undefined {
    const relation = this.relations.get(atom.relation);
    const fact = relation && this.#places.in(context, relation, atom)?.fact;
    return fact && holdsAt(fact, now) ? fact : undefined;
  }

  /** What was supposed of an atom in a context that is not of the world, where it speaks of that very statement. */
  supposedIn(atom: Atom, context: string): Fact | undefined {
    const relation = this.contexts.isActual(context) ? undefined : this.relations.get(atom.relation);
    const fact = relation && this.#places.in(context, relation, atom)?.fact;
    return fact && isSame(fact.literal, atom) ? fact : undefined;
  }

  /** What is known of a literal, seen from the context. */
  standing(
    literal: Literal,
    context: string,
    now: number,
  ): { readonly standing: Standing; readonly fact: Fact | null } {
    const relation = this.relations.get(literal.relation);
    if (!relation) return { standing: 'unknown', fact: null };
    const lineage = this.contexts.lineage(context);
    for (const id of lineage) {
      const fact = this.#places.in(id, relation, literal)?.fact;
      if (!fact || !holdsAt(fact, now)) continue;
      const same = isSame(fact.literal, literal);
      if (same && !fact.literal.negated) return { standing: 'holds', fact };
      if (same || !fact.literal.negated) return { standing: 'denied', fact };
    }
    for (const id of lineage) {
      let entry = this.#places.in(id, relation, literal);
      while (entry && !isSame(entry.fact.literal, literal)) entry = entry.before;
      if (entry && !entry.fact.literal.negated) return { standing: statusOf(entry.fact, now), fact: entry.fact };
    }
    return { standing: 'unknown', fact: null };
  }

  /** Everything that holds now in a context: what is said there, and what it inherits. */
  *holding(context: string, now: number): Iterable<Fact> {
    for (const { fact } of this.#places.all()) {
      if (fact.literal.negated || !holdsAt(fact, now)) continue;
      const relation = this.relations.get(fact.literal.relation);
      const lineage = this.contexts.lineage(context);
      const far = lineage.indexOf(fact.context);
      if (far < 0 || !relation) continue;
      const nearer = lineage.slice(0, far).some((id) => this.inPlace(fact.literal, id, now));
      if (!nearer) yield fact;
    }
  }

  /** What was believed at `known` to be so at `valid`, everywhere. */
  *asOf({ valid, known }: { readonly valid: number; readonly known: number }): Iterable<Fact> {
    for (const { fact } of this.#entries) if (wasHeld(fact, valid, known)) yield fact;
  }

  /** Facts whose time has come since they were last asked for. They ceased to hold then; this only tells. */
  takeExpired(now: number): readonly Fact[] {
    const expired: Fact[] = [];
    for (let entry = this.#expiries.take(now); entry !== null; entry = this.#expiries.take(now)) {
      const { fact, isOver } = entry;
      if (fact.ending || isOver) continue;
      if (statusOf(fact, now) === 'expired') {
        entry.isOver = true;
        expired.push(fact);
      }
    }
    return expired;
  }

  /** When the next fact may expire; null: none will. */
  get nextExpiry(): number | null {
    return this.#expiries.next;
  }

  /** Drops what ended or expired before a moment, so that memory stays bounded. Says how many. */
  forget(before: number): number {
    const size = this.#entries.length;
    const kept = this.#entries.filter(({ fact: { ending, expiresAt, validUntil } }) => {
      const end = Math.min(ending?.at ?? Infinity, expiresAt ?? Infinity, validUntil ?? Infinity);
      return end >= before;
    });
    if (kept.length === size) return 0;
    this.#entries = kept;
    this.#places.clear();
    this.#listings.clear();
    for (const entry of kept) {
      const relation = this.relations.get(entry.fact.literal.relation);
      if (!entry.fact.ending) this.#list(entry);
      if (!relation || !entry.isPlaced) continue;
      const first = this.#places.at(relation, entry.fact.literal);
      this.#places.put(relation, entry, first, inContext(first, entry.fact.context));
    }
    return size - kept.length;
  }

  /** Takes out what was put in last. */
  #forgetLast(entry: Entry): void {
    const { relation: name } = entry.fact.literal;
    const relation = this.relations.get(name);
    if (relation && entry.isPlaced) this.#places.takeBack(relation, entry);
    const listing = this.#listings.get(name);
    if (!listing?.entries.includes(entry)) return;
    listing.entries.splice(listing.entries.lastIndexOf(entry), 1);
    if (entry.fact.ending) listing.ended -= 1;
  }

  #entryOf(id: string): Entry | undefined {
    const number = Number(id.slice(1));
    const entries = this.#entries;
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = entries[middle];
      if (entry && numberOf(entry) < number) low = middle + 1;
      else high = middle;
    }
    const found = entries[low];
    return found?.fact.id === id ? found : undefined;
  }

  #says(fact: Fact, { literal, source, trust, validFrom, validUntil }: Assertion): boolean {
    return (
      isSame(fact.literal, literal) &&
      (fact.literal.negated ?? false) === (literal.negated ?? false) &&
      // Another's word at first hand confirms it; what a person says is theirs from then on.
      ((fact.source === source && fact.trust === trust) ||
        (isFirstHand(fact.trust) && isFirstHand(trust) && trust !== 'person')) &&
      validFrom === undefined &&
      validUntil === undefined
    );
  }

  #disagree(a: Fact, b: Fact): boolean {
    return isSame(a.literal, b.literal) === ((a.literal.negated ?? false) !== (b.literal.negated ?? false));
  }

  #list(entry: Entry): void {
    const { relation } = entry.fact.literal;
    const listing = this.#listings.get(relation);
    if (listing) listing.entries.push(entry);
    else this.#listings.set(relation, { entries: [entry], ended: 0 });
  }

  /** Notes when it may expire. */
  #await(entry: Entry): void {
    const { expiresAt, validUntil } = entry.fact;
    const end = Math.min(expiresAt ?? Infinity, validUntil ?? Infinity);
    if (end < Infinity) this.#expiries.add(end, entry);
  }

  #end(entry: Entry, ending: Ending): Fact {
    entry.fact = ended(entry.fact, ending);
    entry.isOver = true;
    const listing = this.#listings.get(entry.fact.literal.relation);
    if (listing && ++listing.ended > FEW && 2 * listing.ended > listing.entries.length) {
      listing.entries = listing.entries.filter(({ fact }) => !fact.ending);
      listing.ended = 0;
    }
    return entry.fact;
  }
}
