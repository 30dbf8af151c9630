import type { Literal } from '../atom.ts';
import { say } from '../atom.ts';
import { EdgeList } from './edge-list.ts';
import type { EdgeKind, EventEdge, EventNode } from './node.ts';
import { NodePlaces } from './node-places.ts';

/** A node whose label may be a statement, which is put into words when it is first read. */
export type AddedNode = Omit<EventNode, 'label'> & { readonly label: string | Literal };

/** A node that is spoken of again and again, with its place as it was last found. */
export interface PlacedNode {
  readonly id: string;
  place: number;
  /** How many times something had been forgotten then. */
  era: number;
}

/**
 * Nodes in the order they were first spoken of, with their edges at both ends. Adding what is there already changes nothing but its
 * label and end. A column for each property, not an object for each node: a history of years has millions of them.
 */
export class EventGraph {
  readonly #say: (literal: Literal) => string;
  readonly #places = new NodePlaces();
  #ids: string[] = [];
  /** null: an edge speaks of it, and it has not come yet. */
  #kinds: (EventNode['kind'] | null)[] = [];
  #labels: (string | Literal)[] = [];
  #contexts: string[] = [];
  #at: number[] = [];
  /** Infinity: nothing is known to end it. */
  #until: number[] = [];
  #edges = new EdgeList();
  #size = 0;
  #era = 0;

  constructor(sayLiteral: (literal: Literal) => string = say) {
    this.#say = sayLiteral;
  }

  get size(): number {
    return this.#size;
  }

  /** Gives its place, which is good until something is forgotten. */
  add({ id, kind, label, context, at, until }: AddedNode): number {
    const place = this.#places.get(id);
    if (place === undefined) {
      this.#size++;
      return this.#append(id, kind, label, context, at, until ?? Infinity);
    }
    this.#labels[place] = label;
    this.#until[place] = until ?? Infinity;
    if ((this.#kinds[place] ?? null) !== null) return place;
    this.#kinds[place] = kind;
    this.#contexts[place] = context;
    this.#at[place] = at;
    this.#size++;
    return place;
  }

  /** Where a node is or will be. */
  placeOf(id: string): number {
    return this.#places.get(id) ?? this.#append(id, null, '', '', 0.5, Infinity);
  }

  /** A node to speak of again, at a place that `add` or `placeOf` gave. */
  placed(id: string, place: number): PlacedNode {
    return { id, place, era: this.#era };
  }

  /** Where such a node is: looked for only if something was forgotten since. */
  locate(node: PlacedNode): number {
    if (node.era !== this.#era) {
      node.place = this.placeOf(node.id);
      node.era = this.#era;
    }
    return node.place;
  }

  get(id: string): EventNode | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : (this.#node(place) ?? undefined);
  }

  *nodes(): Iterable<EventNode> {
    for (let place = 0; place < this.#ids.length; place++) {
      const node = this.#node(place);
      if (node) yield node;
    }
  }

  /** What a node is called from now on. An unknown node is passed by. */
  relabel(id: string, label: string | Literal): void {
    const place = this.#places.get(id);
    if (place !== undefined && this.#kinds[place] !== null) this.#labels[place] = label;
  }

  /** Sets when a node ended or will end. An unknown node is passed by. */
  end(id: string, until: number | null): void {
    const place = this.#places.get(id);
    if (place !== undefined) this.endAt(place, until);
  }

  /** `end` by the node's place. */
  endAt(place: number, until: number | null): void {
    if (this.#kinds[place] !== null) this.#until[place] = until ?? Infinity;
  }

  /** Both ends may come later. */
  link(from: string, kind: EdgeKind, to: string): void {
    this.join(this.placeOf(from), kind, this.placeOf(to));
  }

  /** `link` by the places of the ends. */
  join(from: number, kind: EdgeKind, to: number): void {
    if (from !== to) this.#edges.add(from, kind, to);
  }

  edgesFrom(id: string): readonly EventEdge[] {
    const place = this.#places.get(id);
    if (place === undefined) return [];
    return this.#edges.from(place).map(({ to, kind }) => ({ from: id, to: this.#ids[to] as string, kind }));
  }

  edgesTo(id: string): readonly EventEdge[] {
    const place = this.#places.get(id);
    if (place === undefined) return [];
    return this.#edges.to(place).map(({ from, kind }) => ({ from: this.#ids[from] as string, to: id, kind }));
  }

  /** How many edges leave the node in a place. */
  degree(place: number): number {
    return this.#edges.degree(place);
  }

  /** Drops nodes that ended before a moment, with their edges. Says how many. */
  forget(before: number): number {
    const isGone = this.#ids.map((_, place) => this.#kinds[place] !== null && (this.#until[place] as number) < before);
    const gone = isGone.filter(Boolean).length;
    if (gone === 0) return 0;
    const [ids, kinds, labels] = [this.#ids, this.#kinds, this.#labels];
    const [contexts, at, until, edges] = [this.#contexts, this.#at, this.#until, this.#edges];
    [this.#ids, this.#kinds, this.#labels] = [[], [], []];
    [this.#contexts, this.#at, this.#until, this.#edges] = [[], [], [], new EdgeList()];
    this.#places.clear();
    this.#era++;
    this.#size -= gone;
    for (const [old, id] of ids.entries()) {
      if (isGone[old] === true || (kinds[old] === null && edges.isAlone(old))) continue;
      const place = this.placeOf(id);
      this.#kinds[place] = kinds[old] ?? null;
      this.#labels[place] = labels[old] ?? '';
      this.#contexts[place] = contexts[old] ?? '';
      this.#at[place] = at[old] ?? 0;
      this.#until[place] = until[old] ?? Infinity;
    }
    for (const { from, kind, to } of edges.all())
      if (isGone[from] !== true && isGone[to] !== true)
        this.#edges.add(this.placeOf(ids[from] as string), kind, this.placeOf(ids[to] as string));
    return gone;
  }

  #append(
    id: string,
    kind: EventNode['kind'] | null,
    label: string | Literal,
    context: string,
    at: number,
    until: number,
  ): number {
    const place = this.#ids.length;
    this.#places.set(id, place);
    this.#ids.push(id);
    this.#kinds.push(kind);
    this.#labels.push(label);
    this.#contexts.push(context);
    this.#at.push(at);
    this.#until.push(until);
    return place;
  }

  #node(place: number): EventNode | null {
    const kind = this.#kinds[place] ?? null;
    if (kind === null) return null;
    let label = this.#labels[place] as string | Literal;
    if (typeof label !== 'string') this.#labels[place] = label = this.#say(label);
    const until = this.#until[place] as number;
    return {
      id: this.#ids[place] as string,
      kind,
      label,
      context: this.#contexts[place] as string,
      at: this.#at[place] as number,
      until: until === Infinity ? null : until,
    };
  }
}
