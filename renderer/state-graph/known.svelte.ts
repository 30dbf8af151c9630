import type { ContextView, StateGraph, StateNodeKind } from '../../shared/protocol/knowledge.ts';
import { type ErrorView, SonnyError } from '../../shared/protocol/errors.ts';
import type { Session } from '../state/session.svelte.ts';
import { KnownGraph } from '../state/known-graph.ts';
import { momentsOf } from './moments.ts';
import { matching } from './rows.ts';

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
  readonly #session: Session;
  #asking = false;
  #again = false;

  constructor(session: Session) {
    this.#session = session;
  }

  readonly all = $derived.by(() => (this.graph ? new KnownGraph(this.graph) : NOTHING));
  /** There is more than the host sent, so it has to search, too. */
  readonly cut = $derived(this.graph !== null && this.graph.total > this.graph.nodes.length);
  readonly contexts = $derived.by(() => new Map((this.graph?.contexts ?? []).map((one) => [one.id, one])));

  /** Without what is hidden or out of focus. */
  readonly shown = $derived.by(() => {
    const near = this.focus && this.all.neighbourhood(this.focus.id, this.focus.hops);
    if (!near && this.hidden.size === 0) return this.all;
    const nodes = this.all.nodes.filter(({ id, kind }) => !this.hidden.has(kind) && (!near || near.has(id)));
    return new KnownGraph({ nodes, edges: this.all.edges });
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
