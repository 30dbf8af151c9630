import type { Atom, Term } from '../atom.ts';
import type { Bindings, Change } from '../proof/proof.ts';
import type {
  AbsentCondition,
  AggregateCondition,
  Argument,
  AtomCondition,
  ColumnType,
  ComparisonCondition,
  Condition,
  Expression,
  Pattern,
  Rule,
  RuleSet,
  SimpleCondition,
} from '../rules/rule.ts';
import { TypeInference } from '../rules/types.ts';
import { duration, sayComparison } from './comparison.ts';
import { termOf } from './matching.ts';

/** How a value is written in a sentence. */
export type FormatTerm = (term: Term, type: ColumnType) => string;

const plain: FormatTerm = (term, type) => {
  if (type === 'time' && typeof term === 'number' && Math.abs(term) <= 8.64e15) return new Date(term).toISOString();
  return typeof term === 'boolean' ? (term ? 'yes' : 'no') : String(term);
};

const NONE: ReadonlySet<string> = new Set();

const ARITHMETIC = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by', mod: 'modulo' } as const;

const variablesIn = (e: Expression): readonly string[] => {
  if (e.kind === 'arithmetic') return [...variablesIn(e.left), ...variablesIn(e.right)];
  return e.kind === 'variable' ? [e.name] : [];
};

const namesIn = (c: SimpleCondition): readonly string[] =>
  c.kind === 'comparison'
    ? [...variablesIn(c.left), ...variablesIn(c.right)]
    : c.atom.args.flatMap((arg) => (arg.kind === 'variable' ? [arg.name] : []));

const typeOfTerm = (term: Term | undefined): ColumnType =>
  typeof term === 'string' ? 'text' : typeof term === 'number' ? 'number' : typeof term === 'boolean' ? 'flag' : 'any';

/** Sentences about facts and conditions, from the templates that relations have. */
export class Sentences {
  readonly #rules: RuleSet;
  readonly #format: FormatTerm;
  readonly #types = new Map<string, ReadonlyMap<string, ColumnType>>();
  /** Variables that a count goes over, while its conditions are put into words. */
  #counted: ReadonlySet<string> = NONE;

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
        return `nothing says that ${this.#pattern(c.atom, bindings)}`;
      case 'comparison':
        return this.comparison(rule, c, bindings);
      case 'aggregate':
        return this.#aggregate(rule, c, bindings);
    }
  }

  /** What must be absent, as if it were there. */
  present({ atom }: AbsentCondition, bindings: Bindings): string {
    return this.#pattern(atom, bindings);
  }

  /** A comparison, or its contrary. */
  comparison(rule: Rule, c: ComparisonCondition, bindings: Bindings, isMet = true): string {
    return sayComparison(c, isMet, {
      say: (e) => this.#expression(rule, e, bindings),
      type: (e) => this.#typeOf(rule, e, bindings),
    });
  }

  /**
   * A comparison that failed, with the fact that its value comes from: "the file has 1,000 bytes, and that is less than 2,000". A value
   * alone would say little. What the claim itself says is only asked about: that any fact has it would be made up.
   */
  failed(rule: Rule, c: ComparisonCondition, bindings: Bindings): string {
    const [name, ...others] = new Set([...variablesIn(c.left), ...variablesIn(c.right)]);
    const source =
      name === undefined || others.length > 0 || this.#isClaimed(rule, name)
        ? undefined
        : rule.body.find(
            (one): one is AtomCondition =>
              one.kind === 'atom' &&
              one.atom.args.length > 1 &&
              one.atom.args.some((arg) => arg.kind === 'variable' && arg.name === name) &&
              one.atom.args.every((arg) => termOf(arg, bindings) !== undefined),
          );
    if (!source) return this.comparison(rule, c, bindings, false);
    const that = sayComparison(c, false, {
      say: (e) => (e.kind === 'variable' ? 'that' : this.#expression(rule, e, bindings)),
      type: (e) => this.#typeOf(rule, e, bindings),
    });
    return `${this.#pattern(source.atom, bindings)}, and ${that}`;
  }

  /** Whether a variable has its value from the claim. */
  #isClaimed({ head }: Rule, name: string): boolean {
    return head.args.some((arg) => arg.kind === 'variable' && arg.name === name);
  }

  #aggregate(rule: Rule, c: AggregateCondition, bindings: Bindings): string {
    const inner = new Set([...c.of.map(({ name }) => name), ...c.where.flatMap(namesIn)]);
    const the = new Set([...inner].filter((name) => !(name in bindings)));
    const where = c.where.map((one) => this.#within(rule, one, bindings, the)).join(', and ');
    const result = this.#expression(rule, c.result, bindings);
    const what = (c.of[0]?.name ?? '').replaceAll('-', ' ');
    if (c.function === 'count') {
      const few = result === '1';
      const things = c.of.length === 1 ? `${what}${few ? '' : 's'}` : few ? 'case' : 'cases';
      return `exactly ${result} ${things} ${few ? 'fits' : 'fit'} this: ${where}`;
    }
    const which = { sum: 'total', min: 'smallest', max: 'largest' }[c.function];
    return `the ${which} ${what} of all that fit this is ${result}: ${where}`;
  }

  /** A condition inside a count, where a variable that is counted over stands for the one that is looked at. */
  #within(rule: Rule, c: SimpleCondition, bindings: Bindings, the: ReadonlySet<string>): string {
    this.#counted = the;
    try {
      return this.condition(rule, c, bindings);
    } finally {
      this.#counted = NONE;
    }
  }

  /** "if … were told and … taken back" */
  change({ add, remove }: Change): string {
    const told = add.map((fact) => `“${this.fact(fact)}”`).join(' and ');
    const gone = remove.map((fact) => `“${this.fact(fact)}”`).join(' and ');
    if (told === '') return `without ${gone}`;
    return gone === '' ? `with ${told}` : `with ${told} and without ${gone}`;
  }

  #unknown(name: string): string {
    return `${this.#counted.has(name) ? 'the' : 'some'} ${name.replaceAll('-', ' ')}`;
  }

  #pattern({ relation: name, args }: Pattern, bindings: Bindings): string {
    const relation = this.#rules.relations.find((r) => r.name === name);
    const say = (arg: Argument | undefined, i: number): string => {
      const term = arg && termOf(arg, bindings);
      if (term !== undefined) return this.#format(term, relation?.columns[i]?.type ?? 'any');
      return arg?.kind === 'variable' ? this.#unknown(arg.name) : `any ${relation?.columns[i]?.name ?? 'value'}`;
    };
    if (relation?.says === undefined) return `${name}(${args.map(say).join(', ')})`;
    return relation.says.replaceAll(/\{([^{}]*)\}/g, (_, column: string) => {
      const i = relation.columns.findIndex((c) => c.name === column);
      return say(args[i], i);
    });
  }

  #expression(rule: Rule, e: Expression, bindings: Bindings): string {
    if (e.kind === 'now') return 'now';
    if (e.kind === 'arithmetic') {
      const [left, right] = [this.#expression(rule, e.left, bindings), this.#expression(rule, e.right, bindings)];
      return `${left} ${ARITHMETIC[e.op]} ${right}`;
    }
    if (e.kind === 'constant' && e.unit) return duration(Number(e.value));
    const term = termOf(e, bindings);
    const type = this.#typeOf(rule, e, bindings);
    if (term === undefined) return e.kind === 'variable' ? this.#unknown(e.name) : '';
    const said = this.#format(term, type);
    return type === 'text' || (type === 'any' && typeof term === 'string') ? `“${said}”` : said;
  }

  #typeOf(rule: Rule, e: Expression, bindings: Bindings): ColumnType {
    if (e.kind === 'now') return 'time';
    if (e.kind === 'variable') return this.#typesOf(rule).get(e.name) ?? typeOfTerm(bindings[e.name]);
    if (e.kind === 'constant') return typeOfTerm(e.value);
    // Between two moments lies a number of milliseconds; a moment and a number give a moment.
    const [left, right] = [this.#typeOf(rule, e.left, bindings), this.#typeOf(rule, e.right, bindings)];
    return (left === 'time') !== (right === 'time') ? 'time' : 'number';
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
