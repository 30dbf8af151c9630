import { components } from '../rules/components.ts';
import type { AggregateCondition, Argument, Pattern, Rule, RuleSet, SimpleCondition } from '../rules/rule.ts';
import { clockTest } from '../rules/temporal.ts';
import { groupOf, ofPattern, usesNow } from '../rules/variables.ts';
import type {
  CoreAggregate,
  CoreClock,
  CoreComparison,
  CoreCondition,
  CoreRule,
  CoreTable,
  Program,
  Stratum,
  TableRole,
} from './core.ts';

type Draft = Omit<CoreRule, 'id'>;

const variable = (name: string): Argument => ({ kind: 'variable', name });
const isAtom = (c: CoreCondition): boolean => c.kind === 'atom';

/** Collects tables and rules while the written rules are taken apart. */
class Compiler {
  readonly tables: Omit<CoreTable, 'bodies'>[];
  readonly rules: CoreRule[] = [];
  readonly aggregates: CoreAggregate[] = [];
  readonly since = new Map<string, number>();
  readonly until = new Map<string, number>();
  readonly #numbers: ReadonlyMap<string, number>;

  constructor({ relations }: RuleSet) {
    this.tables = relations.map(({ name, columns }) => ({ relation: name, role: 'relation', arity: columns.length }));
    this.#numbers = new Map(relations.map(({ name }, i) => [name, i]));
  }

  rule(written: Rule): void {
    const counts: CoreCondition[][][] = [];
    const plain: CoreCondition[] = [];
    written.body.forEach((c, i) => {
      if (c.kind === 'aggregate') counts.push(this.#count(c, written, i));
      else plain.push(...this.#simple(c, i));
    });
    // One rule for each way that the counts can come out: over something, or over nothing.
    const ways = counts.reduce<CoreCondition[][]>((all, one) => all.flatMap((a) => one.map((b) => [...a, ...b])), [[]]);
    const head = { table: this.#table(written.head), args: written.head.args };
    for (const way of ways) this.#timed({ written, head, body: [...plain, ...way] });
  }

  #table({ relation }: Pattern): number {
    // Analysis refused what is not declared.
    return this.#numbers.get(relation) as number;
  }

  #add(relation: string, role: TableRole, arity: number): number {
    return this.tables.push({ relation, role, arity }) - 1;
  }

  #simple(c: SimpleCondition, written: number): readonly (CoreCondition | CoreComparison)[] {
    if (c.kind === 'comparison') return [c];
    const { atom } = c;
    if (c.kind === 'absent') return [{ kind: 'absent', table: this.#table(atom), args: atom.args }];
    const ends = (['since', 'until'] as const).flatMap((end): CoreCondition[] => {
      const arg = c[end];
      if (!arg) return [];
      const table = this[end].get(atom.relation) ?? this.#add(atom.relation, end, atom.args.length + 1);
      this[end].set(atom.relation, table);
      return [{ kind: 'atom', table, args: [...atom.args, arg], written: -1 }];
    });
    return [{ kind: 'atom', table: this.#table(atom), args: atom.args, written }, ...ends];
  }

  /** The ways a count can be met. */
  #count(c: AggregateCondition, written: Rule, place: number): CoreCondition[][] {
    const group = groupOf(c, written.head, written.body).map(variable);
    const args = [...group, ...c.of];
    const members = this.#add(written.head.relation, 'members', args.length);
    const values = this.#add(written.head.relation, 'values', group.length + 1);
    this.aggregates.push({ function: c.function, written: c, members, values, group: group.length });
    const body = c.where.flatMap((inner, i) => this.#simple(inner, i));
    this.#timed({ written, head: { table: members, args }, body });
    const some: CoreCondition[] = [{ kind: 'atom', table: values, args: [...group, c.result], written: place }];
    if (c.function === 'min' || c.function === 'max') return [some];
    const gaps = c.of.map((): Argument => ({ kind: 'wildcard' }));
    const zero: CoreCondition[] = [
      { kind: 'absent', table: members, args: [...group, ...gaps] },
      { kind: 'comparison', op: '=', left: c.result, right: { kind: 'constant', value: 0 } },
    ];
    return [some, zero];
  }

  /** A rule without the present time as it is; one with it in two parts. */
  #timed({ written, head, body }: Draft): void {
    const rest: CoreCondition[] = [];
    const clocks: CoreClock[] = [];
    const moments: CoreComparison[] = [];
    for (const c of body) {
      const test = c.kind === 'comparison' && (usesNow(c.left) || usesNow(c.right)) ? clockTest(c) : null;
      if (test === null) rest.push(c);
      else {
        // No written variable has a space in its name.
        const name = `moment ${clocks.length}`;
        clocks.push({ kind: 'clock', test: test.test, negated: test.negated, variable: name });
        moments.push({ kind: 'comparison', op: '=', left: { kind: 'variable', name }, right: test.bound });
      }
    }
    if (clocks.length === 0) return this.#push({ written, head, body: rest });
    const kept = [...new Set(ofPattern({ relation: '', args: head.args })), ...clocks.map((clock) => clock.variable)];
    const args = kept.map(variable);
    const table = this.#add(written.head.relation, 'moments', args.length);
    this.#push({ written, head: { table, args }, body: [...rest, ...moments] });
    this.#push({ written, head, body: [{ kind: 'atom', table, args, written: -1 }, ...clocks] });
  }

  #push(draft: Draft): void {
    this.rules.push({ id: this.rules.length, ...draft });
  }
}

const strataOf = ({ tables, rules, aggregates }: Compiler): readonly Stratum[] => {
  const rests = [
    ...rules.flatMap(({ head, body }) =>
      body.flatMap((c) =>
        c.kind === 'atom' || c.kind === 'absent' ? [{ from: head.table, to: c.table, strict: false }] : [],
      ),
    ),
    ...aggregates.map(({ members, values }) => ({ from: values, to: members, strict: false })),
  ];
  return components(tables.keys(), rests).map((group) => ({
    tables: group,
    rules: rules.filter(({ head }) => group.includes(head.table)),
    aggregate: aggregates.find(({ values }) => group.includes(values)) ?? null,
  }));
};

/** Takes rules apart that were analysed before. */
export const compile = (rules: RuleSet): Program => {
  const compiler = new Compiler(rules);
  for (const rule of rules.rules) compiler.rule(rule);
  const bodies = (table: number): number =>
    Math.max(
      0,
      ...compiler.rules.filter(({ head }) => head.table === table).map(({ body }) => body.filter(isAtom).length),
    );
  return {
    tables: compiler.tables.map((table, i) => ({ ...table, bodies: bodies(i) })),
    rules: compiler.rules,
    strata: strataOf(compiler),
    since: compiler.since,
    until: compiler.until,
  };
};
