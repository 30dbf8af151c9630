import type { Atom, Term } from '../../../shared/symbolic/atom.ts';
import type { ToldFact } from '../../../shared/symbolic/engine/fact.ts';
import type { Argument, Condition, Expression, Pattern, Rule, RuleSet } from '../../../shared/symbolic/rules/rule.ts';

type Env = Readonly<Record<string, Term>>;
type Tuple = readonly Term[];
/** Facts by relation, then by their text. */
export type Model = Map<string, Map<string, Tuple>>;

/** What the rules mean, by the book: every rule over everything, stratum by stratum, until nothing is new. Slow on purpose. */
export class Naive {
  readonly model: Model = new Map();
  readonly #told: readonly ToldFact[];
  readonly #now: number;

  constructor(rules: RuleSet, told: readonly ToldFact[], now: number) {
    this.#now = now;
    this.#told = told.filter(({ from, until }) => (from ?? -Infinity) <= now && now < (until ?? Infinity));
    for (const { name } of rules.relations) this.model.set(name, new Map());
    for (const fact of this.#told) this.#add(fact);
    const levels = levelsOf(rules);
    const last = Math.max(0, ...levels.values());
    for (let level = 0; level <= last; level++) {
      const mine = rules.rules.filter(({ head }) => levels.get(head.relation) === level);
      for (let again = true; again;) {
        again = false;
        for (const rule of mine)
          for (const env of this.solve(rule.body, {}, rule))
            if (this.#add({ relation: rule.head.relation, args: rule.head.args.map((arg) => value(arg, env)) }))
              again = true;
      }
    }
  }

  #add({ relation, args }: Atom): boolean {
    const facts = this.model.get(relation)!;
    const key = JSON.stringify(args);
    if (facts.has(key)) return false;
    facts.set(key, args);
    return true;
  }

  /** All ways to meet the conditions. */
  solve(conditions: readonly Condition[], env: Env, rule: Rule | null): Env[] {
    if (conditions.length === 0) return [env];
    const next = conditions.find((c) => ready(c, env, rule, conditions)) ?? conditions.find((c) => c.kind === 'atom');
    if (!next) throw new Error(`stuck: ${JSON.stringify(conditions)}`);
    const rest = conditions.filter((c) => c !== next);
    return this.#meet(next, env, rule).flatMap((met) => this.solve(rest, met, rule));
  }

  #meet(c: Condition, env: Env, rule: Rule | null): readonly Env[] {
    switch (c.kind) {
      case 'atom':
        return this.#match(c.atom, env).flatMap((met) => (c.since || c.until ? this.#during(c, met) : [met]));
      case 'absent':
        return this.#match(c.atom, env).length > 0 ? [] : [env];
      case 'comparison': {
        const [l, r] = [c.left, c.right].map((e) => calculate(e, env, this.#now));
        const free = [c.left, c.right].find((e) => e.kind === 'variable' && !(e.name in env)) as
          { name: string } | undefined;
        if (free) return l === undefined && r === undefined ? [] : [{ ...env, [free.name]: (l ?? r)! }];
        return l !== undefined && r !== undefined && compares(c.op, l, r) ? [env] : [];
      }
      case 'aggregate': {
        // What is counted has no value outside; only the variables that the rule names elsewhere count as a group.
        const group = Object.fromEntries(shared(c, rule!).map((name) => [name, env[name]!]));
        const tuples = new Map(
          this.solve(c.where, group, null).map((met) => {
            const tuple = c.of.map(({ name }) => met[name]!);
            return [JSON.stringify(tuple), tuple] as const;
          }),
        );
        const result = aggregate(c.function, [...tuples.values()]);
        const met = result === undefined ? null : unify(c.result, result, env);
        return met ? [met] : [];
      }
    }
  }

  /** The ways to meet a fact with what its valid time is asked for. */
  #during({ atom, since, until }: Condition & { kind: 'atom' }, env: Env): Env[] {
    return this.#told.flatMap((fact) => {
      const same = fact.relation === atom.relation && atom.args.every((arg, i) => unify(arg, fact.args[i]!, env));
      let met: Env | null = same ? env : null;
      for (const [arg, end] of [
        [since, fact.from],
        [until, fact.until],
      ] as const)
        if (met && arg) met = end === undefined ? null : unify(arg, end, met);
      return met ? [met] : [];
    });
  }

  #match({ relation, args }: Pattern, env: Env): Env[] {
    const found: Env[] = [];
    next: for (const tuple of this.model.get(relation)!.values()) {
      let met = env;
      for (let i = 0; i < args.length; i++) {
        const one = args[i]!.kind === 'wildcard' ? met : unify(args[i]!, tuple[i]!, met);
        if (!one) continue next;
        met = one;
      }
      found.push(met);
    }
    return found;
  }
}

const unify = (arg: Argument, term: Term, env: Env): Env | null => {
  if (arg.kind === 'wildcard') return env;
  if (arg.kind === 'constant') return arg.value === term ? env : null;
  if (arg.name in env) return env[arg.name] === term ? env : null;
  return { ...env, [arg.name]: term };
};

const value = (arg: Argument, env: Env): Term =>
  arg.kind === 'constant' ? arg.value : env[(arg as { name: string }).name]!;

const names = (e: Expression): string[] => {
  if (e.kind === 'arithmetic') return [...names(e.left), ...names(e.right)];
  return e.kind === 'variable' ? [e.name] : [];
};
const named = (p: Pattern): string[] => p.args.flatMap((arg) => (arg.kind === 'variable' ? [arg.name] : []));
const mentioned = (c: Condition): string[] => {
  if (c.kind === 'comparison') return [...names(c.left), ...names(c.right)];
  if (c.kind === 'aggregate') return names(c.result);
  return c.kind === 'absent'
    ? named(c.atom)
    : [...named(c.atom), ...[c.since, c.until].flatMap((arg) => (arg?.kind === 'variable' ? [arg.name] : []))];
};

const shared = (c: Condition & { kind: 'aggregate' }, rule: Rule): string[] => {
  const elsewhere = [...named(rule.head), ...rule.body.flatMap((other) => mentioned(other))];
  return [...new Set(c.where.flatMap(mentioned))].filter((name) => elsewhere.includes(name));
};

const ready = (c: Condition, env: Env, rule: Rule | null, _rest: readonly Condition[]): boolean => {
  if (c.kind === 'atom') return false;
  if (c.kind === 'aggregate') return shared(c, rule!).every((name) => name in env);
  if (c.kind === 'absent') return named(c.atom).every((name) => name in env);
  const missing = [c.left, c.right].filter((e) => names(e).some((name) => !(name in env)));
  return missing.length === 0 || (missing.length === 1 && missing[0]!.kind === 'variable' && c.op === '=');
};

const calculate = (e: Expression, env: Env, now: number): Term | undefined => {
  if (e.kind === 'constant') return e.value;
  if (e.kind === 'now') return now;
  if (e.kind === 'variable') return env[e.name];
  const [l, r] = [calculate(e.left, env, now), calculate(e.right, env, now)] as [number, number];
  if (l === undefined || r === undefined) return undefined;
  const result = { '+': l + r, '-': l - r, '*': l * r, '/': l / r, mod: l - r * Math.floor(l / r) }[e.op];
  return Number.isFinite(result) ? result + 0 : undefined;
};

const compares = (op: string, l: Term, r: Term): boolean => {
  if (op === '=') return l === r;
  if (op === '!=') return l !== r;
  if (op === '<') return l < r;
  if (op === '<=') return l <= r;
  if (op === '>') return l > r;
  if (op === '>=') return l >= r;
  const [text, part] = [String(l), String(r)];
  if (op === 'contains') return text.includes(part);
  return op === 'starts-with' ? text.startsWith(part) : text.endsWith(part);
};

const aggregate = (name: string, tuples: readonly Tuple[]): number | undefined => {
  if (name === 'count') return tuples.length;
  const numbers = tuples.map((tuple) => tuple[0] as number).sort((a, b) => a - b);
  if (name === 'sum') return numbers.reduce((a, b) => a + b, 0);
  return name === 'min' ? numbers[0] : numbers.at(-1);
};

/** A number for each relation: not below what it rests on, above what it rests on being absent or counted. */
const levelsOf = ({ relations, rules }: RuleSet): ReadonlyMap<string, number> => {
  const levels = new Map(relations.map(({ name }) => [name, 0]));
  const raise = (relation: string, least: number): boolean => {
    const higher = levels.get(relation)! < least;
    if (higher) levels.set(relation, least);
    return higher;
  };
  for (let again = true; again;) {
    again = false;
    for (const { head, body } of rules)
      for (const c of body) {
        const inner = c.kind === 'aggregate' ? c.where : [c];
        for (const one of inner) {
          if (one.kind === 'comparison') continue;
          const strict = c.kind === 'aggregate' || one.kind === 'absent';
          if (raise(head.relation, levels.get(one.atom.relation)! + (strict ? 1 : 0))) again = true;
          if (levels.get(head.relation)! > relations.length) throw new Error('no order');
        }
      }
  }
  return levels;
};
