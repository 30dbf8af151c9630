import type { Domain, Problem } from '../htn/model.ts';

/** The objects of a problem as numbers, and which types they belong to. */
export class Objects {
  readonly names: readonly string[];
  readonly #numbers = new Map<string, number>();
  readonly #members = new Map<string, readonly number[]>();
  readonly #sets = new Map<string, ReadonlySet<number>>();

  constructor(domain: Domain, problem: Problem) {
    const parents = new Map<string, readonly string[]>();
    for (const { name, types } of domain.types) parents.set(name, [...(parents.get(name) ?? []), ...types]);
    // All are objects, and some domains say of what kind objects are.
    const above = (types: readonly string[]): ReadonlySet<string> => {
      const found = new Set<string>();
      const open = [...types, 'object'];
      for (let type = open.pop(); type !== undefined; type = open.pop()) {
        if (found.has(type)) continue;
        found.add(type);
        open.push(...(parents.get(type) ?? []));
      }
      return found;
    };
    const typesOf = new Map<string, Set<string>>();
    for (const { name, types } of [...domain.constants, ...problem.objects]) {
      const all = typesOf.get(name) ?? new Set<string>();
      typesOf.set(name, all);
      for (const type of above(types)) all.add(type);
    }
    this.names = [...typesOf.keys()];
    const members = new Map<string, number[]>();
    for (const [number, name] of this.names.entries()) {
      this.#numbers.set(name, number);
      for (const type of typesOf.get(name) ?? []) {
        const others = members.get(type);
        if (others) others.push(number);
        else members.set(type, [number]);
      }
    }
    for (const [type, numbers] of members) {
      this.#members.set(type, numbers);
      this.#sets.set(type, new Set(numbers));
    }
  }

  /** -1 for a name that no object has. */
  number(name: string): number {
    return this.#numbers.get(name) ?? -1;
  }

  of(types: readonly string[]): readonly number[] {
    const [only, ...others] = types;
    if (only !== undefined && others.length === 0) return this.#members.get(only) ?? [];
    return [...new Set(types.flatMap((type) => this.#members.get(type) ?? []))];
  }

  is(object: number, types: readonly string[]): boolean {
    return types.some((type) => this.#sets.get(type)?.has(object) === true);
  }
}
