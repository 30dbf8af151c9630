import type { Relation } from './relation.ts';
import type { Action, Literal } from './symbols.ts';

const UNBOUND = -1;

/** The parameters that matter for when an action applies, what it does or what it costs. */
const usedIn = ({ condition, effects, source }: Action): ReadonlySet<number> => {
  const conditions = [condition, ...effects.flatMap(({ when }) => when ?? [])];
  const costs = (source.cost ?? []).flatMap((part) => (typeof part === 'number' ? [] : part.args));
  return new Set([
    ...conditions.flatMap(({ positive, negative }) => [...positive, ...negative].flatMap(({ terms }) => terms)),
    ...conditions.flatMap(({ equalities }) => equalities.flatMap(({ left, right }) => [left, right])),
    ...effects.flatMap(({ literal }) => literal.terms),
    ...costs.filter((arg) => typeof arg === 'number'),
  ]);
};

/**
 * Finds all ways to bind the parameters of one action so that its positive precondition is among the visible atoms. The
 * next condition to match is chosen anew in each branch: the one with the fewest candidate rows. With `idleOnce` a
 * parameter that nothing depends on stands for one object alone.
 */
export class Join {
  readonly #action: Action;
  readonly #relations: readonly Relation[];
  readonly #found: (bound: Int32Array) => void;
  readonly #bound: Int32Array;
  readonly #used: Uint8Array;
  readonly #row: Int32Array;
  readonly #choices: readonly Int32Array[];

  constructor(action: Action, relations: readonly Relation[], found: (bound: Int32Array) => void, idleOnce = false) {
    this.#action = action;
    this.#relations = relations;
    this.#found = found;
    this.#bound = new Int32Array(action.allowed.length).fill(UNBOUND);
    this.#used = new Uint8Array(action.condition.positive.length);
    this.#row = new Int32Array(Math.max(1, ...action.condition.positive.map(({ terms }) => terms.length)));
    const used = idleOnce ? usedIn(action) : null;
    this.#choices = action.allowed.map((set, parameter) => {
      const members: number[] = [];
      for (let object = 0; object < set.length; object++) if (set[object] === 1) members.push(object);
      return Int32Array.from(!used || used.has(parameter) ? members : members.slice(0, 1));
    });
  }

  /** All bindings. */
  all(): void {
    this.#extend(this.#used.length);
  }

  /** All bindings in which condition `index` is matched by `row`. */
  with(index: number, row: number): void {
    this.#used[index] = 1;
    this.#match(this.#action.condition.positive[index]!, row, this.#used.length - 1);
    this.#used[index] = 0;
  }

  #extend(left: number): void {
    if (left === 0) return this.#enumerate(0);
    const { positive } = this.#action.condition;
    let best = -1;
    let bestCount = Infinity;
    let bestPosition = -1;
    for (let index = 0; index < positive.length; index++) {
      if (this.#used[index] === 1) continue;
      const { predicate, terms } = positive[index]!;
      const relation = this.#relations[predicate]!;
      let count = relation.visible;
      let at = -1;
      let free = false;
      for (let position = 0; position < terms.length; position++) {
        const object = this.#valueOf(terms[position]!);
        if (object === UNBOUND) {
          free = true;
          continue;
        }
        const rows = relation.rowsWith(position, object);
        if (rows === undefined) return;
        if (rows.length <= count) {
          count = rows.length;
          at = position;
        }
      }
      if (count === 0) return;
      if (!free) {
        const row = this.#find(relation, terms);
        if (row < 0) return;
        best = index;
        bestPosition = -2;
        break;
      }
      if (count < bestCount) {
        best = index;
        bestCount = count;
        bestPosition = at;
      }
    }
    const literal = positive[best]!;
    this.#used[best] = 1;
    if (bestPosition === -2) this.#extend(left - 1);
    else {
      const relation = this.#relations[literal.predicate]!;
      if (bestPosition === -1)
        for (let row = 0, end = relation.visible; row < end; row++) this.#match(literal, row, left - 1);
      else {
        const rows = relation.rowsWith(bestPosition, this.#valueOf(literal.terms[bestPosition]!))!;
        for (let i = 0, end = rows.length; i < end; i++) this.#match(literal, rows.values[i]!, left - 1);
      }
    }
    this.#used[best] = 0;
  }

  #match({ predicate, terms }: Literal, row: number, left: number): void {
    const { tuples, width } = this.#relations[predicate]!.table;
    let mine = 0;
    let fits = true;
    for (let position = 0; position < width; position++) {
      const object = tuples[row * width + position]!;
      const term = terms[position]!;
      const value = this.#valueOf(term);
      if (value === object) continue;
      if (value !== UNBOUND || this.#action.allowed[term]![object] !== 1) {
        fits = false;
        break;
      }
      this.#bound[term] = object;
      mine |= 1 << position;
    }
    if (fits && (mine === 0 || this.#distinct())) this.#extend(left);
    for (let position = 0; mine !== 0; position++, mine >>>= 1) if (mine & 1) this.#bound[terms[position]!] = UNBOUND;
  }

  #enumerate(from: number): void {
    let parameter = from;
    while (parameter < this.#bound.length && this.#bound[parameter] !== UNBOUND) parameter++;
    if (parameter === this.#bound.length) return this.#found(this.#bound);
    for (const object of this.#choices[parameter]!) {
      this.#bound[parameter] = object;
      if (this.#distinct()) this.#enumerate(parameter + 1);
    }
    this.#bound[parameter] = UNBOUND;
  }

  /** Whether no equality or inequality is broken by what is bound so far. */
  #distinct(): boolean {
    for (const { left, right, negated } of this.#action.condition.equalities) {
      const [a, b] = [this.#valueOf(left), this.#valueOf(right)];
      if (a !== UNBOUND && b !== UNBOUND && (a === b) === negated) return false;
    }
    return true;
  }

  #find(relation: Relation, terms: readonly number[]): number {
    for (let i = 0; i < terms.length; i++) this.#row[i] = this.#valueOf(terms[i]!);
    const row = relation.table.find(this.#row);
    return row < relation.visible ? row : -1;
  }

  #valueOf(term: number): number {
    return term < 0 ? ~term : this.#bound[term]!;
  }
}
