import type { Term } from '../atom.ts';
import { evaluate } from '../rules/evaluate.ts';
import { bindsVariable } from '../rules/safety.ts';
import type { AggregateCondition } from '../rules/rule.ts';
import { groupOf } from '../rules/variables.ts';
import type { CoreRule, Program } from './core.ts';
import { idOf, type Derivation, type MetCondition } from './fact.ts';
import type { Maintainer } from './maintain.ts';
import type { Store } from './store.ts';

/** A rule and the rows that met its facts, in the order of the rule. */
interface Instance {
  readonly rule: CoreRule;
  readonly rows: readonly number[];
}

/** What instances of one written rule say, put together from those of the rules it was taken apart into. */
interface Parts {
  readonly bindings: Map<string, Term>;
  /** By the place of the condition in the written rule. */
  readonly facts: Map<number, number>;
}

const atomsOf = (rule: CoreRule) => rule.body.filter((c) => c.kind === 'atom');

/** Reads derivations back in terms of the written rules. */
export class Derivations {
  readonly #program: Program;
  readonly #store: Store;
  readonly #maintainer: Maintainer;

  constructor(program: Program, store: Store, maintainer: Maintainer) {
    this.#program = program;
    this.#store = store;
    this.#maintainer = maintainer;
  }

  /** The recorded derivation of a row, or null where it was told. It does not rest on the row itself. */
  recorded(table: number, row: number): Derivation | null {
    const instance = this.#recorded(table, row);
    if (instance === null) return null;
    const parts: Parts = { bindings: new Map(), facts: new Map() };
    let [rule, rows] = [instance.rule, instance.rows];
    for (;;) {
      const inner = this.#read(rule, rows, parts);
      const next = inner && this.#recorded(inner.table, inner.row);
      if (!next) break;
      [rule, rows] = [next.rule, next.rows];
    }
    return this.#derivation(instance.rule, parts);
  }

  /** Every derivation of a row from what holds now, at most `limit`. */
  all(table: number, row: number, limit: number): readonly Derivation[] {
    const found: Derivation[] = [];
    for (const outer of this.#instances(table, row, limit)) {
      const moment = atomsOf(outer.rule).findIndex((atom) => this.#program.tables[atom.table]?.role === 'moments');
      const inner =
        moment < 0 ? [null] : this.#instances(atomsOf(outer.rule)[moment]?.table ?? 0, outer.rows[moment] ?? 0, limit);
      for (const one of inner) {
        if (found.length === limit) return found;
        const parts: Parts = { bindings: new Map(), facts: new Map() };
        this.#read(outer.rule, outer.rows, parts);
        if (one) this.#read(one.rule, one.rows, parts);
        found.push(this.#derivation(outer.rule, parts));
      }
    }
    return found;
  }

  #recorded(table: number, row: number): Instance | null {
    const rule = this.#program.rules[this.#store.table(table).support(row)];
    return rule ? { rule, rows: atomsOf(rule).map((_, i) => this.#store.table(table).body(row, i)) } : null;
  }

  #instances(table: number, row: number, limit: number): readonly Instance[] {
    const found: Instance[] = [];
    for (const { rule, joins } of this.#maintainer.joins.map((joins) => ({ rule: joins.rule, joins }))) {
      if (rule.head.table !== table) continue;
      joins.toHead(() => found.push({ rule, rows: [...joins.frame.rows] }) >= limit)(row);
    }
    return found;
  }

  /** Notes what an instance says; gives the row of moments that has the rest of it. */
  #read(
    rule: CoreRule,
    rows: readonly number[],
    parts: Parts,
  ): { readonly table: number; readonly row: number } | null {
    let moments = null;
    atomsOf(rule).forEach(({ table: number, args, written }, i) => {
      const row = rows[i] as number;
      const table = this.#store.table(number);
      args.forEach((arg, column) => {
        const term = table.data[row * table.stride + column] as number;
        if (arg.kind === 'variable') parts.bindings.set(arg.name, this.#store.terms.term(term));
      });
      const role = this.#program.tables[number]?.role;
      if (role === 'moments') moments = { table: number, row };
      if (role === 'relation') parts.facts.set(written, idOf(number, row));
    });
    const comparisons = rule.body.filter((c) => c.kind === 'comparison');
    for (let size = -1; size !== parts.bindings.size;) {
      size = parts.bindings.size;
      for (const c of comparisons) {
        const binding = bindsVariable(c, new Set(parts.bindings.keys()));
        const value = binding && evaluate(binding.value, (name) => parts.bindings.get(name), NaN);
        if (binding && value !== null && value !== undefined) parts.bindings.set(binding.name, value);
      }
    }
    return moments;
  }

  #derivation({ written }: CoreRule, { bindings, facts }: Parts): Derivation {
    const conditions = written.body.map((c, i): MetCondition => {
      if (c.kind === 'absent' || c.kind === 'comparison') return { kind: c.kind };
      if (c.kind === 'atom') return { kind: 'fact', fact: facts.get(i) as number };
      const value = c.result.kind === 'constant' ? c.result.value : bindings.get(c.result.name);
      return { kind: 'aggregate', value: value as number, members: this.#members(c, written, bindings) };
    });
    // The moments that the engine computes are no variables of the rule.
    const named = [...bindings].filter(([name]) => !name.includes(' '));
    return { rule: written.name, bindings: Object.fromEntries(named), conditions };
  }

  /** The distinct tuples that a count went over. */
  #members(
    c: AggregateCondition,
    written: CoreRule['written'],
    bindings: ReadonlyMap<string, Term>,
  ): readonly Term[][] {
    const { terms } = this.#store;
    const names = groupOf(c, written.head, written.body);
    const group = Int32Array.from(names, (name) => terms.find(bindings.get(name) as Term));
    return this.#maintainer.aggregators.get(c)?.tuples(group) ?? [];
  }
}
