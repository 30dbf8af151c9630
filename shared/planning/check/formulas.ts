import type { AtomTree, Domain, Formula, Problem, Typed } from '../pddl/tree.ts';

export type Bindings = ReadonlyMap<string, string>;
/** True atoms, each as its words. */
export type World = ReadonlySet<string>;

const NOT_BOUND = '?';

/** An atom as PDDL writes it, its variables replaced. */
export const written = ({ predicate, args }: AtomTree, bindings: Bindings): string =>
  `(${[predicate, ...args.map((a) => (a.startsWith(NOT_BOUND) ? (bindings.get(a) ?? a) : a))].join(' ')})`;

/** The objects of a problem and which types they are of, by name. */
export class Objects {
  readonly #types = new Map<string, Set<string>>();

  constructor(domain: Domain, problem: Problem) {
    const above = new Map<string, string[]>();
    for (const { name, types } of domain.types) above.set(name, [...(above.get(name) ?? []), ...types]);
    for (const { name, types } of [...domain.constants, ...problem.objects]) {
      const all = this.#types.get(name) ?? new Set<string>();
      const open = [...types];
      for (let type = open.pop(); type !== undefined; type = open.pop()) {
        if (all.has(type)) continue;
        all.add(type);
        open.push(...(above.get(type) ?? []));
      }
      this.#types.set(name, all);
    }
  }

  is(name: string, types: readonly string[]): boolean {
    const own = this.#types.get(name);
    return own !== undefined && (types.includes('object') || types.length === 0 || types.some((type) => own.has(type)));
  }

  has(name: string): boolean {
    return this.#types.has(name);
  }

  /** All ways to bind the variables. */
  *bindings(variables: readonly Typed[], outer: Bindings): Generator<Bindings> {
    const [first, ...rest] = variables;
    if (!first) {
      yield outer;
      return;
    }
    for (const name of this.#types.keys())
      if (this.is(name, first.types)) yield* this.bindings(rest, new Map(outer).set(first.name, name));
  }
}

/** Null when the formula is true in the world; otherwise the part that is not, in PDDL's words. */
export const violated = (formula: Formula, world: World, bindings: Bindings, objects: Objects): string | null => {
  switch (formula.kind) {
    case 'atom': {
      const { predicate, args } = formula.atom;
      const text = written(formula.atom, bindings);
      if (predicate !== '=') return world.has(text) ? null : text;
      const [left, right] = args.map((a) => bindings.get(a) ?? a);
      return left === right ? null : text;
    }
    case 'not':
      return violated(formula.part, world, bindings, objects) === null
        ? `(not ${formula.part.kind === 'atom' ? written(formula.part.atom, bindings) : '…'})`
        : null;
    case 'and': {
      for (const part of formula.parts) {
        const broken = violated(part, world, bindings, objects);
        if (broken !== null) return broken;
      }
      return null;
    }
    case 'or': {
      const broken = formula.parts.map((part) => violated(part, world, bindings, objects));
      return broken.includes(null) ? null : `(or ${broken.join(' ')})`;
    }
    case 'forall': {
      for (const bound of objects.bindings(formula.variables, bindings)) {
        const broken = violated(formula.part, world, bound, objects);
        if (broken !== null) return broken;
      }
      return null;
    }
    case 'exists': {
      for (const bound of objects.bindings(formula.variables, bindings))
        if (violated(formula.part, world, bound, objects) === null) return null;
      return `(exists (${formula.variables.map(({ name }) => name).join(' ')}) …)`;
    }
  }
};
