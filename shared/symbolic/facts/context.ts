import { FactError } from './fact-error.ts';

/**
 * Kinds of contexts, by what they may stand in: a document in a window in an application in the world; a hypothesis in a
 * branch in a plan, which is in the world as well. A kind may be left out on the way.
 */
export type ContextKind = 'world' | 'application' | 'window' | 'document' | 'plan' | 'branch' | 'hypothesis';

const LINES: readonly (readonly ContextKind[])[] = [
  ['world', 'application', 'window', 'document'],
  ['world', 'plan', 'branch', 'hypothesis'],
];

export interface Context {
  readonly id: string;
  readonly kind: ContextKind;
  /** null: the world. */
  readonly parent: string | null;
  readonly label: string;
}

export const WORLD: Context = { id: 'world', kind: 'world', parent: null, label: 'The world' };

const fits = (inner: ContextKind, outer: ContextKind): boolean =>
  LINES.some((line) => line.includes(outer) && line.indexOf(inner) > line.indexOf(outer));

/** What is supposed rather than seen: facts of such contexts say nothing about the world. */
const SUPPOSED: readonly ContextKind[] = ['plan', 'branch', 'hypothesis'];

/** All contexts, from the world inwards. */
export class Contexts {
  readonly #all = new Map<string, Context>([[WORLD.id, WORLD]]);
  readonly #lineages = new Map<string, readonly string[]>([[WORLD.id, [WORLD.id]]]);
  /** How many are in the world and of it. */
  #inner = 0;

  /**
   * Adds one, or gives an existing one another label or place: a window says late which application it is of, and its number
   * is given again once it has closed.
   * @throws FactError CONTEXT_UNKNOWN when its parent cannot hold it, or when it is known as one of another kind
   */
  add(context: Context): void {
    const known = this.#all.get(context.id);
    const parent = this.#all.get(context.parent ?? '');
    if (known && known.kind !== context.kind)
      throw new FactError('CONTEXT_UNKNOWN', `There is another context ${context.id}.`);
    const stays = known !== undefined && known.parent === context.parent;
    if (!stays && (!parent || !fits(context.kind, parent.kind)))
      throw new FactError('CONTEXT_UNKNOWN', `A ${context.kind} can't be in ${context.parent ?? 'nothing'}.`);
    this.#all.set(context.id, context);
    if (!known && !SUPPOSED.includes(context.kind)) this.#inner++;
    if (stays || !parent) return;
    const around = this.lineage(parent.id);
    // Nothing is in one that has just come.
    if (known)
      for (const [inner, lineage] of this.#lineages) {
        const at = lineage.indexOf(context.id);
        if (at >= 0) this.#lineages.set(inner, [...lineage.slice(0, at + 1), ...around]);
      }
    this.#lineages.set(context.id, [context.id, ...around]);
  }

  get(id: string): Context | undefined {
    return this.#all.get(id);
  }

  /** The context and those around it, the world last. @throws FactError CONTEXT_UNKNOWN */
  lineage(id: string): readonly string[] {
    const lineage = this.#lineages.get(id);
    if (!lineage) throw new FactError('CONTEXT_UNKNOWN', `There is no context ${id}.`);
    return lineage;
  }

  /** Whether `inner` is `outer` or in it. An unknown context is in none. */
  isInside(inner: string, outer: string): boolean {
    return this.#lineages.get(inner)?.includes(outer) ?? false;
  }

  /** Whether facts there are of the world: not only supposed for a plan. */
  isActual(id: string): boolean {
    const context = this.#all.get(id);
    return context !== undefined && !SUPPOSED.includes(context.kind);
  }

  /** Whether every fact of the world is of the world at large: there is no window, nor anything else inside it. */
  get isOnlyWorld(): boolean {
    return this.#inner === 0;
  }

  /** The innermost context that all of them are in or that is in all of them but one line: where what rests on them holds. */
  joint(ids: Iterable<string>): string {
    let joint = WORLD.id;
    for (const id of ids) {
      if (this.isInside(id, joint)) joint = id;
      else if (!this.isInside(joint, id)) joint = this.lineage(joint).find((c) => this.isInside(id, c)) ?? WORLD.id;
    }
    return joint;
  }

  remove(id: string): void {
    if (id === WORLD.id) return;
    if (this.#all.has(id) && this.isActual(id)) this.#inner--;
    this.#all.delete(id);
    this.#lineages.delete(id);
    for (const [inner, lineage] of this.#lineages)
      if (lineage.includes(id))
        this.#lineages.set(
          inner,
          lineage.filter((one) => one !== id),
        );
  }

  all(): Iterable<Context> {
    return this.#all.values();
  }
}
