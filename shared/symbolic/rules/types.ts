import type { Term } from '../atom.ts';
import type { Argument, ColumnType, Condition, Expression, Pattern, Relation } from './rule.ts';

/** A wrong type, and where. */
export interface Clash {
  readonly node: object;
  readonly say: string;
}

/** What each variable holds, as far as the conditions tell. */
export type Types = ReadonlyMap<string, ColumnType>;

const numeric = (type: ColumnType): boolean => type === 'number' || type === 'time';

export const typeOf = (value: Term): ColumnType => {
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' ? 'number' : 'flag';
};

/** May a term of type `type` stand in a column of type `column`? */
export const fits = (type: ColumnType, column: ColumnType): boolean =>
  column === 'any' || type === column || (numeric(type) && numeric(column));

const meet = (a: ColumnType, b: ColumnType): ColumnType | null => {
  if (a === 'any') return b;
  return b === 'any' || fits(b, a) ? a : null;
};

/** Finds what the variables of one rule (or of one count's braces) hold, and every clash on the way. */
export class TypeInference {
  readonly types: Map<string, ColumnType>;
  readonly clashes: Clash[] = [];
  readonly #relations: ReadonlyMap<string, Relation>;

  constructor(relations: ReadonlyMap<string, Relation>, known: Types) {
    this.#relations = relations;
    this.types = new Map(known);
  }

  /** `body` without a count's inside. Facts first, then what comparisons give a value, until nothing is new. */
  infer(body: readonly Condition[]): void {
    for (const c of body) if (c.kind === 'atom') this.#columns(c.atom, (arg, type) => this.#narrow(arg, type));
    for (const c of body)
      if (c.kind === 'atom') for (const end of [c.since, c.until]) if (end) this.#narrow(end, 'time');
    for (const c of body)
      if (c.kind === 'aggregate') this.#narrow(c.result, c.function === 'count' ? 'number' : this.#resultOf(c.of[0]));
    for (let size = -1; size !== this.types.size;) {
      size = this.types.size;
      for (const c of body) if (c.kind === 'comparison' && c.op === '=') this.#assign(c.left, c.right);
    }
    for (const c of body) {
      if (c.kind === 'absent') this.#columns(c.atom, (arg, type) => this.#check(arg, type));
      if (c.kind === 'comparison') this.#comparison(c.op, c.left, c.right, c);
    }
  }

  /** What a rule concludes has to fit the columns. */
  conclude(head: Pattern): void {
    this.#columns(head, (arg, column) => {
      const type = this.#typeOf(arg);
      if (type !== null && !fits(type, column)) this.#clash(arg, column, type);
    });
  }

  #resultOf(first: Argument | undefined): ColumnType {
    return (first && this.#typeOf(first)) ?? 'number';
  }

  #columns(atom: Pattern, each: (arg: Argument, type: ColumnType) => void): void {
    const columns = this.#relations.get(atom.relation)?.columns ?? [];
    atom.args.forEach((arg, i) => {
      const type = columns[i]?.type;
      if (type) each(arg, type);
    });
  }

  #typeOf(e: Expression | Argument): ColumnType | null {
    switch (e.kind) {
      case 'constant':
        return typeOf(e.value);
      case 'variable':
        return this.types.get(e.name) ?? null;
      case 'now':
        return 'time';
      case 'arithmetic':
        return 'number';
      case 'wildcard':
        return null;
    }
  }

  #narrow(arg: Argument, type: ColumnType): void {
    if (arg.kind !== 'variable') return this.#check(arg, type);
    const known = this.types.get(arg.name) ?? 'any';
    const both = meet(known, type);
    if (both === null) this.#clash(arg, type, known);
    else this.types.set(arg.name, both);
  }

  #check(arg: Argument, type: ColumnType): void {
    const known = this.#typeOf(arg);
    if (known !== null && meet(known, type) === null) this.#clash(arg, type, known);
  }

  #assign(left: Expression, right: Expression): void {
    for (const [to, from] of [
      [left, right],
      [right, left],
    ] as const) {
      const type = this.#typeOf(from);
      if (to.kind === 'variable' && type !== null && !this.types.has(to.name)) this.types.set(to.name, type);
    }
  }

  #arithmetic(e: Expression): void {
    if (e.kind !== 'arithmetic') return;
    for (const part of [e.left, e.right]) {
      const type = this.#typeOf(part);
      if (type !== null && !numeric(type)) this.#clash(part, 'number', type);
      this.#arithmetic(part);
    }
  }

  #comparison(op: string, left: Expression, right: Expression, node: object): void {
    this.#arithmetic(left);
    this.#arithmetic(right);
    const [l, r] = [this.#typeOf(left), this.#typeOf(right)];
    if (l === null || r === null) return;
    if (op === '=' || op === '!=') {
      if (meet(l, r) === null) this.#say(node, `A ${l} and a ${r} are never the same.`);
    } else if (op === '<' || op === '<=' || op === '>' || op === '>=') {
      if (!(numeric(l) && numeric(r)) && !(l === 'text' && r === 'text'))
        this.#say(node, `"${op}" compares two numbers or two texts, not ${l} and ${r}.`);
    } else if (l !== 'text' || r !== 'text') this.#say(node, `"${op}" compares two texts, not ${l} and ${r}.`);
  }

  #clash(node: object, wanted: ColumnType, found: ColumnType): void {
    this.#say(node, `Here should be ${wanted}, but this is ${found}.`);
  }

  #say(node: object, say: string): void {
    this.clashes.push({ node, say });
  }
}
