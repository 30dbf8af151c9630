import { isVariable, type Call, type Formula, type Typed } from './model.ts';

/** The facts of one relation. */
export interface Relation<T> {
  /** Every tuple that has these values where one is given. Read whole before the facts change. */
  match(pattern: readonly (T | undefined)[]): Iterable<readonly T[]>;
  has(args: readonly T[]): boolean;
}

/** What conditions are asked of. */
export interface Facts<T> {
  relation(name: string): Relation<T>;
  /** Every object of one of these types. */
  objects(types: readonly string[]): readonly T[];
  is(object: T, types: readonly string[]): boolean;
  /** The object of a name. */
  term(name: string): T;
}

/** Values of variables by their slots. */
export type Binding<T> = (T | undefined)[];

/** Where each variable's value is kept. */
export class Scope {
  readonly #slots = new Map<string, number>();
  readonly types: (readonly string[])[] = [];

  constructor(variables: readonly Typed[]) {
    for (const variable of variables) this.add(variable);
  }

  get size(): number {
    return this.types.length;
  }

  add({ name, types }: Typed): number {
    this.#slots.set(name, this.types.length);
    return this.types.push(types) - 1;
  }

  slot(name: string): number {
    const slot = this.#slots.get(name);
    if (slot === undefined) throw new UnknownVariable(name);
    return slot;
  }

  /** With more variables, which may hide those of the same name. */
  with(variables: readonly Typed[]): Scope {
    const inner = new Scope([]);
    for (const [name, slot] of this.#slots) inner.#slots.set(name, slot);
    inner.types.push(...this.types);
    for (const variable of variables) inner.add(variable);
    return inner;
  }
}

/** A variable that is not among the parameters. */
class UnknownVariable extends Error {
  constructor(name: string) {
    super(`${name} is no parameter.`);
    this.name = 'UnknownVariable';
  }
}

/** A slot, or a value. */
type Place<T> = { readonly slot: number } | { readonly value: T };

/** Finds bindings: calls `found` with each in turn, until it answers true. Gives whether it did. */
export type Solve<T> = (binding: Binding<T>, found: () => boolean) => boolean;

/** Binds more, each time before it calls what comes next. */
type Step<T> = (binding: Binding<T>, found: () => boolean, next: Solve<T>) => boolean;

const valueAt = <T>(place: Place<T>, binding: Binding<T>): T | undefined =>
  'slot' in place ? binding[place.slot] : place.value;

/** Makes conditions ready to be asked many times. */
export class Conditions<T> {
  readonly #facts: Facts<T>;
  readonly #asWritten: boolean;

  /** `asWritten`: facts are looked up in their written order, as those must that are worked out from earlier ones. */
  constructor(facts: Facts<T>, asWritten = false) {
    this.#facts = facts;
    this.#asWritten = asWritten;
  }

  place(term: string, scope: Scope): Place<T> {
    return isVariable(term) ? { slot: scope.slot(term) } : { value: this.#facts.term(term) };
  }

  /** Whether a condition holds, all its free variables being bound. */
  check(formula: Formula, scope: Scope): (binding: Binding<T>) => boolean {
    const facts = this.#facts;
    switch (formula.is) {
      case 'atom': {
        const { name, args } = formula.atom;
        const places = args.map((arg) => this.place(arg, scope));
        if (name === '=') return (b) => valueAt(places[0]!, b) === valueAt(places[1]!, b);
        const relation = facts.relation(name);
        return (b) => relation.has(places.map((place) => valueAt(place, b)!));
      }
      case 'and':
      case 'or': {
        const parts = formula.of.map((part) => this.check(part, scope));
        return formula.is === 'and' ? (b) => parts.every((part) => part(b)) : (b) => parts.some((part) => part(b));
      }
      case 'not': {
        const of = this.check(formula.of, scope);
        return (b) => !of(b);
      }
      case 'imply': {
        const [when, then] = [this.check(formula.when, scope), this.check(formula.so, scope)];
        return (b) => !when(b) || then(b);
      }
      case 'exists': {
        const bound = new Set(scope.types.keys());
        const inner = scope.with(formula.over);
        const solve = this.solver(formula.of, inner, bound);
        return (b) => solve([...b.slice(0, scope.size), ...formula.over.map(() => undefined)], () => true);
      }
      case 'forall': {
        const not = this.check({ is: 'exists', over: formula.over, of: { is: 'not', of: formula.of } }, scope);
        return (b) => !not(b);
      }
    }
  }

  /** All bindings of the variables that are not `bound` beforehand, under which the condition holds. */
  solver(formula: Formula, scope: Scope, bound: ReadonlySet<number>): Solve<T> {
    const steps: Step<T>[] = [];
    const known = new Set(bound);
    const waiting: Formula[] = [];
    const atoms: Call[] = [];
    const spread = (f: Formula): void => {
      if (f.is === 'and') f.of.forEach(spread);
      else if (f.is === 'atom') atoms.push(f.atom);
      else waiting.push(f);
    };
    spread(formula);

    const settle = (): void => {
      for (let i = waiting.length - 1; i >= 0; i--) {
        if (!freeIn(waiting[i]!, scope).every((slot) => known.has(slot))) continue;
        const [ready] = waiting.splice(i, 1);
        const check = this.check(ready!, scope);
        steps.push((b, found, next) => check(b) && next(b, found));
      }
    };
    settle();
    while (atoms.length > 0) {
      const at = this.#asWritten ? 0 : bestNext(atoms, known, scope);
      const [atom] = atoms.splice(at, 1);
      steps.push(this.#match(atom!, scope, known));
      settle();
    }
    // What no fact names is any object of its type.
    for (let slot = 0; slot < scope.size; slot++) {
      if (known.has(slot)) continue;
      known.add(slot);
      const types = scope.types[slot]!;
      steps.push((b, found, next) => {
        for (const object of this.#facts.objects(types)) {
          b[slot] = object;
          if (next(b, found)) return true;
        }
        b[slot] = undefined;
        return false;
      });
      settle();
    }
    return steps.reduceRight<Solve<T>>(
      (next, step) => (binding, found) => step(binding, found, next),
      (_, found) => found(),
    );
  }

  #match({ name, args }: Call, scope: Scope, known: Set<number>): Step<T> {
    const facts = this.#facts;
    const places = args.map((arg) => this.place(arg, scope));
    const fresh = [...new Set(places.flatMap((p) => ('slot' in p && !known.has(p.slot) ? [p.slot] : [])))];
    for (const slot of fresh) known.add(slot);
    if (name === '=') {
      const [left, right] = places;
      return (b, found, next) => {
        const value = valueAt(left!, b) ?? valueAt(right!, b);
        if (fresh.length === 0) return valueAt(left!, b) === valueAt(right!, b) && next(b, found);
        for (const slot of fresh) {
          if (value === undefined || !facts.is(value, scope.types[slot]!)) return false;
          b[slot] = value;
        }
        const stop = next(b, found);
        if (!stop) for (const slot of fresh) b[slot] = undefined;
        return stop;
      };
    }
    const relation = facts.relation(name);
    if (fresh.length === 0)
      return (b, found, next) => relation.has(places.map((p) => valueAt(p, b)!)) && next(b, found);
    const isFresh = places.map((p) => 'slot' in p && fresh.includes(p.slot));
    return (b, found, next) => {
      for (const tuple of relation.match(places.map((p) => valueAt(p, b)))) {
        let fits = true;
        for (const slot of fresh) b[slot] = undefined;
        for (let i = 0; i < places.length && fits; i++) {
          if (!isFresh[i]) continue;
          const slot = (places[i] as { slot: number }).slot;
          const value = tuple[i]!;
          fits = b[slot] === undefined ? facts.is(value, scope.types[slot]!) : b[slot] === value;
          b[slot] = value;
        }
        if (fits && next(b, found)) return true;
      }
      for (const slot of fresh) b[slot] = undefined;
      return false;
    };
  }
}

/** The atom with the fewest open variables; of those the one that was written first. */
const bestNext = (atoms: readonly Call[], known: ReadonlySet<number>, scope: Scope): number => {
  let best = 0;
  let fewest = Infinity;
  for (const [at, { name, args }] of atoms.entries()) {
    const open = new Set(args.filter((arg) => isVariable(arg) && !known.has(scope.slot(arg)))).size;
    // An equality of two unknowns says nothing yet.
    const weight = (name === '=' && open === 2 ? 100 : open) + (open > 0 && open === args.length ? 0.5 : 0);
    if (weight < fewest) [best, fewest] = [at, weight];
  }
  return best;
};

const freeIn = (formula: Formula, scope: Scope): readonly number[] => {
  switch (formula.is) {
    case 'atom':
      return formula.atom.args.filter(isVariable).map((arg) => scope.slot(arg));
    case 'and':
    case 'or':
      return formula.of.flatMap((part) => freeIn(part, scope));
    case 'not':
      return freeIn(formula.of, scope);
    case 'imply':
      return [...freeIn(formula.when, scope), ...freeIn(formula.so, scope)];
    case 'forall':
    case 'exists': {
      const inner = scope.with(formula.over);
      return freeIn(formula.of, inner).filter((slot) => slot < scope.size);
    }
  }
};
