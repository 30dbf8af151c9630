import type { EdgeKind, EventEdge, EventNode } from './node.ts';

/** Nodes in the order they came, with their edges at both ends. Adding what is there already changes nothing but its label and end. */
export class EventGraph {
  readonly #nodes = new Map<string, EventNode>();
  readonly #out = new Map<string, EventEdge[]>();
  readonly #in = new Map<string, EventEdge[]>();

  get size(): number {
    return this.#nodes.size;
  }

  add(node: EventNode): void {
    const known = this.#nodes.get(node.id);
    this.#nodes.set(node.id, known ? { ...known, label: node.label, until: node.until } : node);
  }

  get(id: string): EventNode | undefined {
    return this.#nodes.get(id);
  }

  nodes(): Iterable<EventNode> {
    return this.#nodes.values();
  }

  /** Sets when a node ended or will end. An unknown node is passed by. */
  end(id: string, until: number | null): void {
    const node = this.#nodes.get(id);
    if (node) this.#nodes.set(id, { ...node, until });
  }

  /** Both ends may come later. */
  link(from: string, kind: EdgeKind, to: string): void {
    if (from === to || this.#out.get(from)?.some((edge) => edge.to === to && edge.kind === kind)) return;
    const edge = { from, to, kind };
    const [out, into] = [this.#out.get(from), this.#in.get(to)];
    if (out) out.push(edge);
    else this.#out.set(from, [edge]);
    if (into) into.push(edge);
    else this.#in.set(to, [edge]);
  }

  edgesFrom(id: string): readonly EventEdge[] {
    return this.#out.get(id) ?? [];
  }

  edgesTo(id: string): readonly EventEdge[] {
    return this.#in.get(id) ?? [];
  }

  /** Drops nodes that ended before a moment, with their edges. Says how many. */
  forget(before: number): number {
    const gone = new Set<string>();
    for (const { id, until } of this.#nodes.values()) if (until !== null && until < before) gone.add(id);
    for (const id of gone) this.#remove(id);
    return gone.size;
  }

  #remove(id: string): void {
    this.#nodes.delete(id);
    for (const { to } of this.edgesFrom(id)) this.#without(this.#in, to, id);
    for (const { from } of this.edgesTo(id)) this.#without(this.#out, from, id);
    this.#out.delete(id);
    this.#in.delete(id);
  }

  #without(index: Map<string, EventEdge[]>, at: string, gone: string): void {
    const left = index.get(at)?.filter(({ from, to }) => from !== gone && to !== gone);
    if (left && left.length > 0) index.set(at, left);
    else index.delete(at);
  }
}
