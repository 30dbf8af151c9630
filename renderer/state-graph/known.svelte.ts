import type { ContextView, StateGraph, StateNodeKind } from '../../shared/protocol/knowledge.ts';
import { type ErrorView, SonnyError } from '../../shared/protocol/errors.ts';
import type { Session } from '../state/session.svelte.ts';
import { KnownGraph } from '../state/known-graph.ts';
import { Asked } from '../what-if/asked.svelte.ts';
import { momentsOf } from './moments.ts';
import { matching } from './rows.ts';
import { suppositionOf } from './supposition.ts';

const NOTHING = new KnownGraph({ nodes: [], edges: [] });

/** What the screen shows of Sonny's knowledge, and through which filters. */
export class Known {
  /** null: everything. */
  context = $state<string | null>(null);
  /** null: now, and it follows what changes. */
  at = $state<number | null>(null);
  search = $state('');
  hidden = $state.raw<ReadonlySet<StateNodeKind>>(new Set());
  focus = $state.raw<{ readonly id: string; readonly hops: number } | null>(null);
  selected = $state<string | null>(null);
  graph = $state.raw<StateGraph | null>(null);
  error = $state.raw<ErrorView | null>(null);
  /** When something came about, as of now: what the time strip is made of. Ascending. */
  moments = $state.raw<readonly number[]>([]);
  /** The what-if that is looked at, until it is put away. */
  readonly asked: Asked;
  /** The fact at which it was asked; null: at none. */
  askedOf = $state<string | null>(null);
  readonly #session: Session;
  #asking = false;
  #again = false;

  constructor(session: Session) {
    this.#session = session;
    this.asked = new Asked(session);
  }

  readonly all = $derived.by(() => (this.graph ? new KnownGraph(this.graph) : NOTHING));
  /** There is more than the host sent, so it has to search, too. */
  readonly cut = $derived(this.graph !== null && this.graph.total > this.graph.nodes.length);
  readonly contexts = $derived.by(() => new Map((this.graph?.contexts ?? []).map((one) => [one.id, one])));

  /** What is supposed is supposed of now. */
  readonly supposition = $derived.by(() => {
    if (!this.asked.value || !this.graph || this.at !== null) return null;
    const not = this.askedOf === null ? [] : [this.askedOf];
    return suppositionOf(this.all, this.asked.value, not, this.graph.at);
  });

  /** With what is only supposed. */
  readonly seen = $derived.by(() => {
    const { all, supposition } = this;
    if (!supposition || supposition.nodes.length === 0) return all;
    return new KnownGraph({
      nodes: [...all.nodes, ...supposition.nodes],
      edges: [...all.edges, ...supposition.edges],
    });
  });

  /** Without what is hidden or out of focus. */
  readonly shown = $derived.by(() => {
    const near = this.focus && this.seen.neighbourhood(this.focus.id, this.focus.hops);
    if (!near && this.hidden.size === 0) return this.seen;
    const nodes = this.seen.nodes.filter(({ id, kind }) => !this.hidden.has(kind) && (!near || near.has(id)));
    return new KnownGraph({ nodes, edges: this.seen.edges });
  });

  /** How many of the shown are so, and not only supposed. */
  readonly count = $derived.by(() => {
    const nodes = this.shown.nodes.filter(({ id }) => this.all.get(id));
    return this.matches ? nodes.filter(({ id }) => this.matches?.has(id)).length : nodes.length;
  });

  /** The nodes that hold the searched words; null while nothing is searched. */
  readonly matches = $derived.by(() => matching(this.shown.nodes, this.search));

  contextName(id: string): string {
    return this.contexts.get(id)?.label ?? id;
  }

  /** The context and those around it, the widest first. */
  path(id: string): readonly ContextView[] {
    const found: ContextView[] = [];
    for (let one = this.contexts.get(id); one && !found.includes(one); one = this.contexts.get(one.parent ?? ''))
      found.unshift(one);
    return found;
  }

  /** Asks what would be otherwise; what was supposed before is put away. `of`: the fact that would not hold. */
  suppose(command: Parameters<Asked['ask']>[0], of: string | null = null): void {
    if (of !== this.askedOf) this.asked.clear();
    this.askedOf = of;
    void this.asked.ask(command);
  }

  toggle(kind: StateNodeKind): void {
    const hidden = new Set(this.hidden);
    if (!hidden.delete(kind)) hidden.add(kind);
    this.hidden = hidden;
  }

  clear(): void {
    this.context = null;
    this.at = null;
    this.search = '';
    this.hidden = new Set();
    this.focus = null;
  }

  /** Asks the host. While an answer is on its way, further questions become one more, the latest. */
  async ask(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    do {
      this.#again = false;
      await this.#fetch();
    } while (this.#again);
    this.#asking = false;
  }

  async #fetch(): Promise<void> {
    const { at, context } = this;
    try {
      const graph = await this.#session.client.dispatch({
        type: 'state.graph',
        ...(context === null ? {} : { context }),
        ...(at === null ? {} : { at }),
        ...(this.cut && this.search.trim() !== '' ? { search: this.search } : {}),
      });
      if (at === null) this.moments = momentsOf(graph.nodes);
      this.graph = graph;
      this.error = null;
    } catch (thrown) {
      this.error = SonnyError.from(thrown).view();
    }
  }
}
