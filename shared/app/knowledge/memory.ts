import { shorten } from '../../planning/words.ts';
import type { Atom, Literal } from '../../symbolic/atom.ts';
import { AtomSet } from '../../symbolic/atom-set.ts';
import { EventGraph } from '../../symbolic/events/event-graph.ts';
import type { EdgeKind } from '../../symbolic/events/node.ts';
import { WORLD, type Context } from '../../symbolic/facts/context.ts';
import type { Fact } from '../../symbolic/facts/fact.ts';
import { FactStore, type Assertion, type Change } from '../../symbolic/facts/fact-store.ts';
import { LISTED, RELATIONS } from './relations.ts';
import { withoutMarks, type Sight } from './sights.ts';
import { sayLiteral, sayMoment, withTitles } from './words.ts';

/** Told which statements begin and cease to hold in the world. */
export interface Follower {
  /** Whether it makes anything of statements of a relation. It need not be told of others. */
  follows(relation: string): boolean;
  began(fact: Fact): void;
  ceased(atom: Atom): void;
}

/** An edge from a fact to what it came of. */
export interface Cause {
  readonly kind: EdgeKind;
  readonly node: string;
  /** Where the node is, where that is known; good until something is forgotten. */
  readonly place?: number | undefined;
}

/** The longest that a window or a run is called, in characters. */
const LONGEST = 120;
/** So many looks and steps are kept as what one fact came of. */
const MOST_SIGHTS = 12;

const endOf = ({ ending, expiresAt, validUntil }: Fact): number | null => {
  const end = Math.min(ending?.at ?? Infinity, expiresAt ?? Infinity, validUntil ?? Infinity);
  return end === Infinity ? null : end;
};

/** A moment as a person reads it, as exactly as it takes to be none of those before; it is one of them then. */
const apart = (at: number, before: Set<string>): string => {
  const minute = sayMoment(at);
  const second = `${minute}:${String(new Date(at).getSeconds()).padStart(2, '0')}`;
  const moment = [minute, second].find((one) => !before.has(one)) ?? `${second} (${before.size + 1})`;
  before.add(moment);
  return moment;
};

/** Facts and the event graph, kept in step: each fact is a node, and each of its ends and successors an edge. */
export class Memory {
  readonly facts = new FactStore(RELATIONS);
  readonly graph = new EventGraph((literal) => this.say(literal));
  readonly #home: string;
  readonly #followers: Follower[] = [];
  /** What windows were last seen to be titled, and what runs are for. */
  readonly #titles = new Map<string, string>();

  /** By goal: its first run here, and the moments by which its runs are told apart. */
  readonly #asked = new Map<string, { readonly run: string; readonly at: number; readonly moments: Set<string> }>();
  /** By run of a goal that has several. */
  readonly #when = new Map<string, string>();

  constructor(home: string) {
    this.#home = home;
  }

  /** The fact that says a statement of the world; of several the one on the best word. */
  said(atom: Atom): Fact | undefined {
    return this.facts.said(atom);
  }

  follow(follower: Follower): void {
    this.#followers.push(follower);
  }

  say(literal: Literal): string {
    const said = shorten(sayLiteral(literal, this.facts.relations, this.#home, this.#titles), this.#home);
    const { relation, args } = literal;
    const when = relation === 'goal' || relation === 'ended' ? this.#when.get(String(args[0])) : undefined;
    return when === undefined ? said : `${said}, on ${when}`;
  }

  /** A sentence as a person reads it: with ~ for their folder, and windows called by their titles. */
  readable(sentence: string): string {
    return shorten(withTitles(sentence, this.#titles), this.#home);
  }

  /** @throws FactError; then nothing has changed. */
  tell(assertion: Assertion, causes: readonly Cause[]): Change {
    const change = this.facts.assert(assertion);
    const { fact, isNew, superseded, contradicts } = change;
    this.#title(fact.literal);
    if (fact.literal.relation === 'goal') this.#note(fact);
    const { graph } = this;
    const place = graph.add({
      id: fact.id,
      kind: 'fact',
      label: fact.literal,
      context: fact.context,
      at: fact.observedAt,
      until: endOf(fact),
    });
    // What is seen over and over needs no more than its first sights to be believed.
    if (isNew || graph.degree(place) < MOST_SIGHTS)
      for (const { kind, node, place: of } of causes) graph.join(place, kind, of ?? graph.placeOf(node));
    if (superseded) {
      graph.end(superseded.id, endOf(superseded));
      graph.join(place, 'supersedes', graph.placeOf(superseded.id));
      this.#cease(superseded);
    }
    if (contradicts) graph.join(place, 'contradicts', graph.placeOf(contradicts.id));
    if (!fact.ending) this.#begin(fact);
    if (isNew && fact.literal.relation === 'free' && !fact.literal.negated)
      this.#vanish(fact, causes[0]?.node ?? fact.id);
    return change;
  }

  /** Ends a fact; see FactStore.retract. `node` is what took it back. */
  takeBack(id: string, at: number, node: string, until?: number): Fact | null {
    const ended = this.facts.retract(id, at, node, until);
    if (!ended) return null;
    this.graph.end(id, at);
    this.graph.link(id, 'undone-by', node);
    this.#cease(ended);
    return ended;
  }

  /** Lets a context be spoken of. */
  place(context: Context): void {
    this.facts.contexts.add(context);
  }

  /** Takes in what a look showed; `node` is the look. */
  see({ source, contexts, seen, closed }: Sight, at: number, node: string): void {
    for (const context of contexts) this.place(context);
    const still = new AtomSet();
    for (const { literal, context, trust } of seen) {
      if (!this.facts.contexts.get(context.id)) this.place(context);
      const { fact } = this.tell({ literal, context: context.id, at, source, trust }, [{ kind: 'caused-by', node }]);
      still.add(fact.literal);
    }
    if (!closed) return;
    for (const relation of closed.relations)
      for (const fact of this.facts.ofRelation(relation, at)) {
        if (fact.trust !== 'observed' && fact.trust !== 'sonny') continue;
        if (closed.about(fact.literal) && !still.has(fact.literal)) this.takeBack(fact.id, at, node, at);
      }
  }

  /** The text of a window was seen to be saved: what its title said of that is over, and it is called by its name without the mark. */
  saved(window: string, at: number, node: string): void {
    for (const relation of ['window-marked', 'window-title'])
      for (const { id, literal } of this.facts.ofRelation(relation, at)) {
        const [name, title] = literal.args;
        const isOver = relation === 'window-marked' || withoutMarks(String(title)) !== title;
        if (name === window && isOver) this.takeBack(id, at, node, at);
      }
    const title = this.#titles.get(window);
    if (title !== undefined) this.#titles.set(window, withoutMarks(title));
  }

  /** Lets followers know of what has expired by now. */
  settle(now: number): void {
    for (const fact of this.facts.takeExpired(now)) this.#cease(fact);
  }

  /** Drops what ended before a moment. */
  forget(before: number): void {
    this.settle(before);
    this.facts.forget(before);
    this.graph.forget(before);
  }

  /** Where nothing is any more, what a listing told of it has ended. */
  #vanish({ literal: { args }, observedAt: at }: Fact, node: string): void {
    for (const relation of LISTED) {
      const gone = this.facts.inPlace({ relation, args }, WORLD.id, at);
      if (gone) this.takeBack(gone.id, at, node, at);
    }
  }

  /** Notes when a goal was asked for: runs of one goal are told apart by that, from the second on. */
  #note({ literal: { args }, observedAt: at }: Fact): void {
    const [run, words] = [String(args[0]), String(args[1])];
    const known = this.#asked.get(words);
    if (known?.run === run || this.#when.has(run)) return;
    if (!known) {
      this.#asked.set(words, { run, at, moments: new Set() });
      return;
    }
    const { moments } = known;
    if (moments.size === 0) {
      this.#when.set(known.run, apart(known.at, moments));
      for (const relation of ['goal', 'ended']) {
        const first = this.facts.inPlace({ relation, args: [known.run] }, WORLD.id, at);
        if (first) this.graph.relabel(first.id, first.literal);
      }
    }
    this.#when.set(run, apart(at, moments));
  }

  #title({ relation, args: [name, title], negated }: Literal): void {
    if ((relation !== 'window-title' && relation !== 'goal') || negated) return;
    if (typeof name === 'string' && typeof title === 'string' && title !== '')
      this.#titles.set(name, title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title);
  }

  #begin(fact: Fact): void {
    const { context, literal } = fact;
    if (literal.negated || !this.#isFollowed(literal) || !this.facts.contexts.isActual(context)) return;
    for (const follower of this.#followers) follower.began(fact);
  }

  #cease({ context, literal }: Fact): void {
    if (literal.negated || !this.#isFollowed(literal)) return;
    if (!this.facts.contexts.isActual(context) || this.said(literal)) return;
    for (const follower of this.#followers) follower.ceased(literal);
  }

  /** Most of what a history tells is nothing to anybody: it is not looked up whether others say it too. */
  #isFollowed({ relation }: Literal): boolean {
    for (const follower of this.#followers) if (follower.follows(relation)) return true;
    return false;
  }
}
