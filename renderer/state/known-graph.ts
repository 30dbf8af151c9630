import type { StateEdge, StateEdgeKind, StateNode } from '../../shared/protocol/knowledge.ts';

/** A node's tie to another, as it is read from the node: `out` to what it names, `back` to what names it. */
interface Tie {
  readonly kind: StateEdgeKind;
  readonly way: 'out' | 'back';
  readonly node: StateNode;
}

/** A state graph with its ways looked up: who is next to whom. */
export class KnownGraph {
  readonly nodes: readonly StateNode[];
  readonly edges: readonly StateEdge[];
  readonly #byId: ReadonlyMap<string, StateNode>;
  readonly #at = new Map<string, StateEdge[]>();

  constructor({ nodes, edges }: { readonly nodes: readonly StateNode[]; readonly edges: readonly StateEdge[] }) {
    this.nodes = nodes;
    this.#byId = new Map(nodes.map((node) => [node.id, node]));
    this.edges = edges.filter(({ from, to }) => this.#byId.has(from) && this.#byId.has(to));
    for (const edge of this.edges) {
      this.#add(edge.from, edge);
      if (edge.to !== edge.from) this.#add(edge.to, edge);
    }
  }

  get(id: string): StateNode | undefined {
    return this.#byId.get(id);
  }

  /** How many edges begin or end at a node. */
  degree(id: string): number {
    return this.#at.get(id)?.length ?? 0;
  }

  ties(id: string): readonly Tie[] {
    return (this.#at.get(id) ?? []).flatMap(({ from, to, kind }): Tie[] => {
      const node = this.#byId.get(from === id ? to : from);
      return node ? [{ kind, way: from === id ? 'out' : 'back', node }] : [];
    });
  }

  /** The node and all that can be reached from it over at most `hops` edges, in any direction. */
  neighbourhood(id: string, hops: number): ReadonlySet<string> {
    let border = this.#byId.has(id) ? [id] : [];
    const reached = new Set(border);
    for (let hop = 0; hop < hops; hop++) {
      const next: string[] = [];
      for (const one of border)
        for (const { from, to } of this.#at.get(one) ?? []) {
          const other = from === one ? to : from;
          if (reached.has(other)) continue;
          reached.add(other);
          next.push(other);
        }
      border = next;
    }
    return reached;
  }

  #add(id: string, edge: StateEdge): void {
    const edges = this.#at.get(id);
    if (edges) edges.push(edge);
    else this.#at.set(id, [edge]);
  }
}
