import type { Term } from '../../../shared/symbolic/atom.ts';
import type { Batch } from '../../../shared/symbolic/engine/engine.ts';
import type { ToldFact } from '../../../shared/symbolic/engine/fact.ts';
import { problemsOf } from '../../../shared/symbolic/rules/analyse.ts';
import type {
  Column,
  Condition,
  Pattern,
  Rule,
  RuleSet,
  SimpleCondition,
} from '../../../shared/symbolic/rules/rule.ts';
import type { Random } from './random.ts';

const VARIABLES = ['a', 'b', 'c', 'd'];
const column = (type: Column['type'], i: number): Column => ({ name: `c${i}`, type });
const relation = (name: string, ...types: Column['type'][]) => ({ name, columns: types.map(column) });
const BASE = [
  relation('e', 'number', 'number'),
  relation('u', 'number'),
  relation('s', 'number', 'time'),
  relation('w', 'text', 'number'),
];
const DERIVED = [relation('p', 'number', 'number'), relation('q', 'number'), relation('r', 'number', 'number')];
const TEXTS = ['', 'a.pdf', 'b', 'ab'];

/** Rules of all kinds over small numbers; what is not stratified, safe or typed is thrown away. */
export class RandomRules {
  readonly #random: Random;
  /** The variables to choose from: all, or those that have a value already. */
  #names: readonly string[] = VARIABLES;
  constructor(random: Random) {
    this.#random = random;
  }

  rules(): RuleSet {
    const relations = [...BASE, ...DERIVED];
    const rules: Rule[] = [];
    const wanted = 2 + this.#random.below(4);
    while (rules.length < wanted) {
      const rule = this.#rule(`r${rules.length}`);
      if (problemsOf({ relations, rules: [rule] }).length === 0) rules.push(rule);
      // Alone each is right; together they may go in circles.
      if (rules.length === wanted && problemsOf({ relations, rules }).length > 0) rules.length = 0;
    }
    return { relations, rules };
  }

  #rule(name: string): Rule {
    const random = this.#random;
    const target = random.pick(DERIVED);
    const body: Condition[] = Array.from({ length: 1 + random.below(2) }, () => this.#atom(0.6));
    const given = body.flatMap((c) =>
      c.kind === 'atom' ? c.atom.args.flatMap((a) => (a.kind === 'variable' ? [a.name] : [])) : [],
    );
    const numbers = given.filter((name) => VARIABLES.includes(name));
    if (numbers.length > 0) this.#names = numbers;
    const kinds: (() => Condition[])[] = [
      () => [this.#comparison()],
      () => this.#arithmetic(),
      () => [{ kind: 'absent', atom: this.#pattern(random.pick([...BASE, ...DERIVED])) }],
      () => [this.#aggregate()],
      () => this.#temporal(),
      () => this.#text(),
    ];
    while (random.chance(0.5)) body.push(...random.pick(kinds)());
    this.#names = VARIABLES;
    body.sort(() => random.next() - 0.5);
    return { name, head: this.#head(target, body), body };
  }

  #head({ name, columns }: (typeof DERIVED)[number], body: readonly Condition[]): Pattern {
    const known = body
      .flatMap((c) => (c.kind === 'atom' ? c.atom.args : c.kind === 'aggregate' ? [c.result] : []))
      .filter((arg) => arg.kind === 'variable');
    const args = columns.map(() =>
      known.length === 0 || this.#random.chance(0.1) ? this.#constant() : this.#random.pick(known),
    );
    return {
      relation: name,
      args: args.map((arg) => (this.#random.chance(0.1) ? ({ kind: 'variable', name: 'z' } as const) : arg)),
    };
  }

  #constant() {
    return { kind: 'constant', value: this.#random.below(3) } as const;
  }

  #variable() {
    return { kind: 'variable', name: this.#random.pick(this.#names) } as const;
  }

  #pattern({ name, columns }: (typeof BASE)[number]): Pattern {
    const args = columns.map(({ type }) => {
      if (this.#random.chance(0.15)) return { kind: 'wildcard' } as const;
      if (type === 'text') return { kind: 'variable', name: this.#random.pick(['t', 'o']) } as const;
      return this.#random.chance(0.1) ? this.#constant() : this.#variable();
    });
    return { relation: name, args };
  }

  #atom(base: number): SimpleCondition & { kind: 'atom' } {
    return {
      kind: 'atom',
      atom: this.#pattern(this.#random.pick(this.#random.chance(base) ? BASE.slice(0, 3) : DERIVED)),
    };
  }

  #comparison(): SimpleCondition {
    const op = this.#random.pick(['=', '!=', '<', '<=', '>', '>='] as const);
    return {
      kind: 'comparison',
      op,
      left: this.#variable(),
      right: this.#random.chance(0.5) ? this.#variable() : this.#constant(),
    };
  }

  /** A new value within bounds, so that recursion ends; or a test with a division. */
  #arithmetic(): Condition[] {
    const [left, right] = [this.#variable(), this.#random.chance(0.5) ? this.#variable() : this.#constant()];
    if (this.#random.chance(0.3))
      return [
        {
          kind: 'comparison',
          op: this.#random.pick(['<', '!=', '>='] as const),
          left: { kind: 'arithmetic', op: '/', left, right },
          right: this.#variable(),
        },
      ];
    const z = { kind: 'variable', name: 'z' } as const;
    const op = this.#random.pick(['+', '-', '*', 'mod'] as const);
    return [
      { kind: 'comparison', op: '=', left: z, right: { kind: 'arithmetic', op, left, right } },
      { kind: 'comparison', op: '<=', left: z, right: { kind: 'constant', value: 5 } },
      { kind: 'comparison', op: '>=', left: z, right: { kind: 'constant', value: -2 } },
    ];
  }

  #aggregate(): Condition {
    const random = this.#random;
    const of = [
      { kind: 'variable', name: 'k' } as const,
      ...(random.chance(0.2) ? [{ kind: 'variable', name: 'l' } as const] : []),
    ];
    const swap = (c: SimpleCondition & { kind: 'atom' }): SimpleCondition => {
      const args = c.atom.args.map((arg, i) =>
        i === c.atom.args.length - 1 ? of[0]! : i === 0 && of[1] ? of[1] : arg,
      );
      return { kind: 'atom', atom: { ...c.atom, args } };
    };
    const where: SimpleCondition[] = [swap(this.#atom(0.6))];
    if (random.chance(0.3)) where.push(this.#atom(0.8));
    if (random.chance(0.3))
      where.push({
        kind: 'comparison',
        op: '<',
        left: of[0]!,
        right: this.#random.chance(0.5) ? this.#constant() : this.#variable(),
      });
    if (random.chance(0.2)) where.push({ kind: 'absent', atom: { relation: random.pick(['u', 'q']), args: [of[0]!] } });
    const result = random.chance(0.3)
      ? this.#constant()
      : ({ kind: 'variable', name: random.pick(['n', 'd']) } as const);
    return { kind: 'aggregate', function: random.pick(['count', 'sum', 'min', 'max'] as const), result, of, where };
  }

  #temporal(): Condition[] {
    const random = this.#random;
    const op = random.pick(['<', '<=', '>', '>='] as const);
    if (random.chance(0.3)) {
      const end = random.pick(['since', 'until'] as const);
      const name = random.pick(['e', 'u']);
      const atom = this.#pattern(BASE.find((r) => r.name === name)!);
      return [{ kind: 'atom', atom, [end]: this.#variable() }];
    }
    const at = { kind: 'variable', name: 'm' } as const;
    const seen: Condition = { kind: 'atom', atom: { relation: 's', args: [this.#variable(), at] } };
    const delay = { kind: 'constant', value: random.below(4) } as const;
    const [left, right] = random.chance(0.5)
      ? [{ kind: 'arithmetic', op: '-', left: { kind: 'now' }, right: at } as const, delay]
      : [{ kind: 'arithmetic', op: '+', left: at, right: delay } as const, { kind: 'now' } as const];
    return [seen, { kind: 'comparison', op, left, right }];
  }

  #text(): Condition[] {
    const t = { kind: 'variable', name: 't' } as const;
    const atom: Condition = { kind: 'atom', atom: { relation: 'w', args: [t, this.#variable()] } };
    const op = this.#random.pick(['contains', 'starts-with', 'ends-with', '<', '!='] as const);
    return [atom, { kind: 'comparison', op, left: t, right: { kind: 'constant', value: this.#random.pick(TEXTS) } }];
  }

  #fact(now: number): ToldFact {
    const random = this.#random;
    const told = random.chance(0.08) ? random.pick(DERIVED) : random.pick(BASE);
    const args = told.columns.map(({ type }): Term => (type === 'text' ? random.pick(TEXTS) : random.below(3)));
    const from = random.chance(0.2) ? { from: now - 2 + random.below(5) } : {};
    const until = random.chance(0.15) ? { until: now + 3 + random.below(5) } : {};
    return { relation: told.name, args, ...from, ...until };
  }

  /** Changes to the facts that are told now. */
  batch(told: readonly ToldFact[], now: number, first: boolean): Batch {
    const random = this.#random;
    const later = !first && random.chance(0.3) ? { now: now + 1 + random.below(3) } : {};
    const adds = first ? 4 + random.below(8) : random.below(4);
    const retract = told.length > 0 && !first ? Array.from({ length: random.below(4) }, () => random.pick(told)) : [];
    return { ...later, retract, assert: Array.from({ length: adds }, () => this.#fact(later.now ?? now)) };
  }
}
