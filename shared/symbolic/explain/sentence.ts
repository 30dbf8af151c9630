import type { Atom, Term } from '../atom.ts';
import type { Bindings, Change } from '../proof/proof.ts';
import type { Argument, ColumnType, Condition, Expression, Pattern, Rule, RuleSet, Unit } from '../rules/rule.ts';
import { TypeInference } from '../rules/types.ts';
import { UNITS } from '../rules/rule.ts';
import { termOf } from './matching.ts';

/** How a value is written in a sentence. */
export type FormatTerm = (term: Term, type: ColumnType) => string;

const plain: FormatTerm = (term, type) => {
  if (type === 'time' && typeof term === 'number' && Math.abs(term) <= 8.64e15) return new Date(term).toISOString();
  return typeof term === 'boolean' ? (term ? 'yes' : 'no') : String(term);
};

const UNIT_WORDS: Readonly<Record<Unit, string>> = { ms: 'ms', s: 'seconds', min: 'minutes', h: 'hours', d: 'days' };
const OPERATORS = {
  '=': 'is',
  '!=': 'is not',
  contains: 'contains',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
};

/** Sentences about facts and conditions, from the templates that relations have. */
export class Sentences {
  readonly #rules: RuleSet;
  readonly #format: FormatTerm;
  readonly #types = new Map<string, ReadonlyMap<string, ColumnType>>();

  constructor(rules: RuleSet, format: FormatTerm = plain) {
    this.#rules = rules;
    this.#format = format;
  }

  /** "invoice.pdf was downloaded at …", or `downloaded(invoice.pdf, …)` where the relation has no sentence. */
  fact({ relation, args }: Atom): string {
    return this.#pattern({ relation, args: args.map((value): Argument => ({ kind: 'constant', value })) }, {});
  }

  /** What the rule says of these bindings; null where it has no sentence. */
  rule(rule: Rule, bindings: Bindings): string | null {
    if (rule.says === undefined) return null;
    const types = this.#typesOf(rule);
    return rule.says.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
      const term = bindings[name];
      return term === undefined ? name : this.#format(term, types.get(name) ?? 'any');
    });
  }

  /** A condition with what is known put in. */
  condition(rule: Rule, c: Condition, bindings: Bindings): string {
    switch (c.kind) {
      case 'atom':
        return this.#pattern(c.atom, bindings);
      case 'absent':
        return `not: ${this.#pattern(c.atom, bindings)}`;
      case 'comparison': {
        const op = c.op in OPERATORS ? OPERATORS[c.op as keyof typeof OPERATORS] : c.op;
        return `${this.#expression(rule, c.left, bindings)} ${op} ${this.#expression(rule, c.right, bindings)}`;
      }
      case 'aggregate': {
        const where = c.where.map((inner) => this.condition(rule, inner, bindings)).join(' and ');
        const what = c.of.map(({ name }) => name).join(', ');
        return `the ${c.function} of ${what} (${where}) is ${this.#expression(rule, c.result, bindings)}`;
      }
    }
  }

  /** "if … were told and … taken back" */
  change({ add, remove }: Change): string {
    const told = add.map((fact) => `“${this.fact(fact)}”`).join(' and ');
    const gone = remove.map((fact) => `“${this.fact(fact)}”`).join(' and ');
    if (told === '') return `without ${gone}`;
    return gone === '' ? `with ${told}` : `with ${told} and without ${gone}`;
  }

  #pattern({ relation: name, args }: Pattern, bindings: Bindings): string {
    const relation = this.#rules.relations.find((r) => r.name === name);
    const say = (arg: Argument | undefined, i: number): string => {
      const term = arg && termOf(arg, bindings);
      if (term !== undefined) return this.#format(term, relation?.columns[i]?.type ?? 'any');
      return arg?.kind === 'variable' ? `some ${arg.name}` : `any ${relation?.columns[i]?.name ?? 'value'}`;
    };
    if (relation?.says === undefined) return `${name}(${args.map(say).join(', ')})`;
    return relation.says.replaceAll(/\{([^{}]*)\}/g, (_, column: string) => {
      const i = relation.columns.findIndex((c) => c.name === column);
      return say(args[i], i);
    });
  }

  #expression(rule: Rule, e: Expression, bindings: Bindings): string {
    if (e.kind === 'now') return 'now';
    if (e.kind === 'arithmetic')
      return `${this.#expression(rule, e.left, bindings)} ${e.op} ${this.#expression(rule, e.right, bindings)}`;
    if (e.kind === 'constant' && e.unit) return `${Number(e.value) / UNITS[e.unit]} ${UNIT_WORDS[e.unit]}`;
    const term = termOf(e, bindings);
    const type = e.kind === 'variable' ? this.#typesOf(rule).get(e.name) : undefined;
    return term === undefined ? (e.kind === 'variable' ? e.name : '') : this.#format(term, type ?? 'any');
  }

  #typesOf(rule: Rule): ReadonlyMap<string, ColumnType> {
    const known = this.#types.get(rule.name);
    if (known) return known;
    const inference = new TypeInference(new Map(this.#rules.relations.map((r) => [r.name, r])), new Map());
    inference.infer(rule.body);
    this.#types.set(rule.name, inference.types);
    return inference.types;
  }
}
