import type { EdgeKind } from './node.ts';

const KINDS: readonly EdgeKind[] = ['caused-by', 'derived-from', 'contradicts', 'supersedes', 'undone-by'];
const CODES: Readonly<Record<EdgeKind, number>> = {
  'caused-by': 0,
  'derived-from': 1,
  contradicts: 2,
  supersedes: 3,
  'undone-by': 4,
};
const NONE = -1;
const FEW = 256;

/** An edge between two nodes by their places. */
export interface PlacedEdge {
  readonly from: number;
  readonly kind: EdgeKind;
  readonly to: number;
}

const grown = (old: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> => {
  if (size <= old.length) return old;
  const array = new Int32Array(Math.max(2 * old.length, size)).fill(NONE, old.length);
  array.set(old);
  return array;
};

/**
 * The edges of a graph whose nodes are numbered, in typed arrays: of each node a linked list of those that leave it and one of those
 * that come to it, in the order they were added.
 */
export class EdgeList {
  #count = 0;
  #from = new Int32Array(FEW);
  #to = new Int32Array(FEW);
  #kind = new Uint8Array(FEW);
  #nextOut = new Int32Array(FEW);
  #nextIn = new Int32Array(FEW);
  // By node.
  #firstOut = new Int32Array(FEW).fill(NONE);
  #lastOut = new Int32Array(FEW).fill(NONE);
  #firstIn = new Int32Array(FEW).fill(NONE);
  #lastIn = new Int32Array(FEW).fill(NONE);

  /** Adds an edge, unless it is there. */
  add(from: number, kind: EdgeKind, to: number): void {
    this.#fit(Math.max(from, to) + 1);
    const code = CODES[kind];
    for (let e = this.#firstOut[from] as number; e !== NONE; e = this.#nextOut[e] as number)
      if (this.#to[e] === to && this.#kind[e] === code) return;
    const edge = this.#count++;
    this.#from[edge] = from;
    this.#to[edge] = to;
    this.#kind[edge] = code;
    this.#nextOut[edge] = NONE;
    this.#nextIn[edge] = NONE;
    const out = this.#lastOut[from] as number;
    const into = this.#lastIn[to] as number;
    if (out === NONE) this.#firstOut[from] = edge;
    else this.#nextOut[out] = edge;
    if (into === NONE) this.#firstIn[to] = edge;
    else this.#nextIn[into] = edge;
    this.#lastOut[from] = edge;
    this.#lastIn[to] = edge;
  }

  from(node: number): readonly PlacedEdge[] {
    return this.#list(this.#firstOut[node] ?? NONE, this.#nextOut);
  }

  to(node: number): readonly PlacedEdge[] {
    return this.#list(this.#firstIn[node] ?? NONE, this.#nextIn);
  }

  /** How many edges leave a node. */
  degree(node: number): number {
    let count = 0;
    for (let e = this.#firstOut[node] ?? NONE; e !== NONE; e = this.#nextOut[e] as number) count++;
    return count;
  }

  /** Whether no edge is at a node. */
  isAlone(node: number): boolean {
    return (this.#firstOut[node] ?? NONE) === NONE && (this.#firstIn[node] ?? NONE) === NONE;
  }

  *all(): Iterable<PlacedEdge> {
    for (let edge = 0; edge < this.#count; edge++) yield this.#edge(edge);
  }

  #list(first: number, next: Int32Array): PlacedEdge[] {
    const edges: PlacedEdge[] = [];
    for (let edge = first; edge !== NONE; edge = next[edge] as number) edges.push(this.#edge(edge));
    return edges;
  }

  #edge(edge: number): PlacedEdge {
    return {
      from: this.#from[edge] as number,
      kind: KINDS[this.#kind[edge] as number] as EdgeKind,
      to: this.#to[edge] as number,
    };
  }

  /** Makes room for one edge more between nodes below `nodes`. */
  #fit(nodes: number): void {
    if (nodes > this.#firstOut.length) {
      this.#firstOut = grown(this.#firstOut, nodes);
      this.#lastOut = grown(this.#lastOut, nodes);
      this.#firstIn = grown(this.#firstIn, nodes);
      this.#lastIn = grown(this.#lastIn, nodes);
    }
    if (this.#count < this.#from.length) return;
    const size = 2 * this.#count;
    const kind = new Uint8Array(size);
    kind.set(this.#kind);
    this.#kind = kind;
    this.#from = grown(this.#from, size);
    this.#to = grown(this.#to, size);
    this.#nextOut = grown(this.#nextOut, size);
    this.#nextIn = grown(this.#nextIn, size);
  }
}
