import type { Atom, Term } from '../atom.ts';
import type { AggregateCondition, Argument, Condition, Expression, Pattern, Rule, RuleSet } from '../rules/rule.ts';
import type { Attempts, Bindings, Proof, ProofNode, WhyNot } from './proof.ts';

/** What was told; it is valid from `from` until just before `until`. */
type Told = Atom & { readonly from?: number; readonly until?: number };
/** What a proof is checked against. */
export interface World {
  readonly rules: RuleSet;
  readonly told: readonly Told[];
  readonly now: number;
}

// Verifies what engine and explanations say. It shares no code with them on purpose: a mistake in both would go unseen.
type Env = Readonly<Record<string, Term>>;
const has = (env: Env, name: string): boolean => Object.hasOwn(env, name);
const keyOf = (args: readonly Term[]): string => JSON.stringify(args);
const factKey = ({ relation, args }: Atom): string => relation + keyOf(args);
/** The variables in any part of a rule, and `now`, which no variable is named. */
const namesIn = (part: unknown): readonly string[] => {
  if (typeof part !== 'object' || part === null) return [];
  const { kind, name } = part as { readonly kind?: string; readonly name?: string };
  if (kind === 'variable' && name !== undefined) return [name];
  return kind === 'now' ? ['now'] : Object.values(part).flatMap(namesIn);
};
const known = (names: readonly string[], env: Env): boolean => names.every((name) => name === 'now' || has(env, name));
/** What the rest of a rule can see of a condition. */
const visible = (c: Condition): readonly string[] => namesIn(c.kind === 'aggregate' ? c.result : c);
/** The relations that a condition rests on; `strict`: on their being complete. */
const needs = (c: Condition): readonly { readonly to: string; readonly strict: boolean }[] => {
  if (c.kind === 'comparison') return [];
  if (c.kind === 'aggregate') return c.where.flatMap(needs).map(({ to }) => ({ to, strict: true }));
  return [{ to: c.atom.relation, strict: c.kind === 'absent' }];
};
/** What a count is grouped by: the variables inside it that the rest of the rule can see. */
const groupIn = (c: AggregateCondition, rule: Rule): readonly string[] => {
  const others = new Set([...namesIn(rule.head), ...rule.body.flatMap(visible)]);
  return [...new Set(c.where.flatMap(visible))].filter((name) => others.has(name));
};
const meets = (arg: Argument, term: Term | undefined, env: Env): Env | null => {
  if (term === undefined) return null;
  if (arg.kind === 'wildcard') return env;
  if (arg.kind === 'constant') return arg.value === term ? env : null;
  if (has(env, arg.name)) return env[arg.name] === term ? env : null;
  return { ...env, [arg.name]: term };
};
const meetsAll = (args: readonly Argument[], terms: readonly Term[], env: Env): Env | null =>
  args.length === terms.length ? args.reduce<Env | null>((met, arg, i) => met && meets(arg, terms[i], met), env) : null;
/** The value of an expression; undefined where it has none. */
const calculate = (e: Expression | Argument, env: Env, now: number): Term | undefined => {
  if (e.kind === 'wildcard') return undefined;
  if (e.kind === 'now') return now;
  if (e.kind === 'constant') return e.value;
  if (e.kind === 'variable') return has(env, e.name) ? env[e.name] : undefined;
  const [a, b] = [calculate(e.left, env, now), calculate(e.right, env, now)];
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, mod: a - b * Math.floor(a / b) }[e.op];
  return Number.isFinite(result) ? result : undefined;
};
const isTrue = (op: string, a: Term | undefined, b: Term | undefined): boolean => {
  if (a === undefined || b === undefined) return false;
  if (op === '=' || op === '!=') return (a === b) === (op === '=');
  if (typeof a !== typeof b || typeof a === 'boolean') return false;
  if (op === '<' || op === '>=') return a < b === (op === '<');
  if (op === '>' || op === '<=') return a > b === (op === '>');
  const [text, part] = [String(a), String(b)];
  if (op === 'contains') return text.includes(part);
  return op === 'starts-with' ? text.startsWith(part) : text.endsWith(part);
};
const counted = (name: string, tuples: readonly (readonly Term[])[]): number | undefined => {
  const numbers = tuples.map(([first]) => Number(first)).sort((a, b) => a - b);
  if (name === 'count') return tuples.length;
  return name === 'sum' ? numbers.reduce((a, b) => a + b, 0) : numbers.at(name === 'min' ? 0 : -1);
};

/** The facts of one relation, found by any one of their terms. */
class Facts {
  readonly #all = new Map<string, readonly Term[]>();
  readonly #byTerm = new Map<string, (readonly Term[])[]>();
  add(args: readonly Term[]): boolean {
    const key = keyOf(args);
    if (this.#all.has(key)) return false;
    this.#all.set(key, args);
    args.forEach((term, i) => {
      const place = keyOf([i, term]);
      const list = this.#byTerm.get(place) ?? [];
      if (list.push(args) === 1) this.#byTerm.set(place, list);
    });
    return true;
  }
  has(args: readonly Term[]): boolean {
    return this.#all.has(keyOf(args));
  }
  /** At least those that fit. */
  near(args: readonly Argument[], env: Env): Iterable<readonly Term[]> {
    const terms = args.map((arg) => calculate(arg, env, 0));
    const lists = terms.flatMap((term, i) => (term === undefined ? [] : [this.#byTerm.get(keyOf([i, term])) ?? []]));
    return lists.length === 0 ? this.#all.values() : lists.reduce((a, b) => (a.length <= b.length ? a : b));
  }
}

/** What holds in a world: computed by itself, only for the relations that somebody asks about and what they rest on. */
class Model {
  /** What was told and is valid now. */
  readonly told: ReadonlyMap<string, Told>;
  readonly #world: World;
  readonly #known = new Map<string, Facts>();
  constructor(world: World) {
    this.#world = world;
    const valid = ({ from = -Infinity, until = Infinity }: Told): boolean => from <= world.now && world.now < until;
    this.told = new Map(world.told.filter(valid).map((fact) => [factKey(fact), fact]));
  }
  facts(relation: string): Facts {
    return this.#known.get(relation) ?? this.#compute(relation);
  }
  /** Level by level: a relation is above all that it rests on being absent or counted. */
  #compute(relation: string): Facts {
    const levels = new Map([[relation, 0]]);
    const level = (name: string): number => levels.get(name) ?? -1;
    const { rules } = this.#world.rules;
    for (let before = ''; before !== keyOf([...levels.values()]);) {
      before = keyOf([...levels.values()]);
      for (const { head, body } of rules)
        for (const { to, strict } of levels.has(head.relation) ? body.flatMap(needs) : []) {
          if (this.#known.has(to)) continue;
          levels.set(to, Math.max(level(to), 0));
          levels.set(head.relation, Math.max(level(head.relation), level(to) + Number(strict)));
        }
    }
    for (const name of levels.keys()) this.#known.set(name, new Facts());
    for (const fact of this.told.values()) if (levels.has(fact.relation)) this.facts(fact.relation).add(fact.args);
    for (let now = 0; now <= Math.max(...levels.values()); now++) {
      const mine = rules.filter(({ head }) => level(head.relation) === now);
      while (mine.filter((rule) => this.#grow(rule)).length > 0);
    }
    return this.facts(relation);
  }
  #grow(rule: Rule): boolean {
    const { relation, args } = rule.head;
    const heads = Array.from(this.#solve(rule, rule.body, {}), (env) =>
      args.map((arg) => calculate(arg, env, 0) as Term),
    );
    return heads.filter((terms) => this.facts(relation).add(terms)).length > 0;
  }
  /** The condition that is looked at next: what is known already before facts, else as written. */
  next(rule: Rule, rest: readonly Condition[], env: Env): Condition | undefined {
    const ready = rest.find((c) => {
      if (c.kind === 'atom') return false;
      if (c.kind === 'aggregate') return known(groupIn(c, rule), env);
      if (c.kind === 'absent' || known(visible(c), env)) return known(visible(c), env);
      const gives = (to: Expression, from: Expression): boolean =>
        to.kind === 'variable' && !has(env, to.name) && known(namesIn(from), env) && !namesIn(from).includes('now');
      return c.op === '=' && (gives(c.left, c.right) || gives(c.right, c.left));
    });
    return ready ?? rest.find(({ kind }) => kind === 'atom');
  }
  /** The ways to meet one condition. */
  ways(rule: Rule, c: Condition, env: Env): readonly Env[] {
    const { now } = this.#world;
    if (c.kind === 'absent') return this.#matches(c.atom, env).length > 0 ? [] : [env];
    if (c.kind === 'atom') {
      const met = this.#matches(c.atom, env);
      return c.since || c.until ? met.flatMap((one) => this.#during(c, one)) : met;
    }
    if (c.kind === 'aggregate') {
      const value = counted(c.function, this.tuples(rule, c, env));
      return Number.isFinite(value) ? [meets(c.result, value, env)].filter((met) => met !== null) : [];
    }
    const [a, b] = [calculate(c.left, env, now), calculate(c.right, env, now)];
    // One side of `=` may be a variable that has no value yet.
    const free = [c.left, c.right].find((e) => e.kind === 'variable' && !has(env, e.name));
    const value = a ?? b;
    if (free?.kind === 'variable') return value === undefined ? [] : [{ ...env, [free.name]: value }];
    return isTrue(c.op, a, b) ? [env] : [];
  }
  /** The distinct tuples that a count goes over. */
  tuples(rule: Rule, c: AggregateCondition, env: Env): readonly (readonly Term[])[] {
    const group = Object.fromEntries(groupIn(c, rule).map((name) => [name, env[name] as Term]));
    const found = new Map<string, readonly Term[]>();
    for (const met of this.#solve(rule, c.where, group)) {
      const tuple = c.of.map(({ name }) => met[name] as Term);
      found.set(keyOf(tuple), tuple);
    }
    return [...found.values()];
  }
  *#solve(rule: Rule, rest: readonly Condition[], env: Env): Iterable<Env> {
    const next = this.next(rule, rest, env);
    if (next === undefined && rest.length === 0) yield env;
    const others = rest.filter((c) => c !== next);
    for (const met of next ? this.ways(rule, next, env) : []) yield* this.#solve(rule, others, met);
  }
  #matches({ relation, args }: Pattern, env: Env): readonly Env[] {
    return Array.from(this.facts(relation).near(args, env), (t) => meetsAll(args, t, env)).filter(
      (met) => met !== null,
    );
  }
  #during({ atom, since, until }: Condition & { kind: 'atom' }, env: Env): readonly Env[] {
    return [...this.told.values()].flatMap((fact) => {
      const same = fact.relation === atom.relation && meetsAll(atom.args, fact.args, env) === env ? env : null;
      const begun = same && since ? meets(since, fact.from, same) : same;
      const met = begun && until ? meets(until, fact.until, begun) : begun;
      return met ? [met] : [];
    });
  }
}

/** Is this node a correct conclusion from earlier ones? The reason if not. */
const checkNode = (world: World, model: Model, nodes: readonly ProofNode[], place: number): string | null => {
  const node = nodes[place] as ProofNode;
  const { relation, args } = node.fact;
  const said = factKey(node.fact);
  if (node.kind === 'told') return model.told.has(said) ? null : `${said} was not told`;
  const rule = world.rules.rules.find(({ name }) => name === node.rule);
  const env = node.bindings;
  if (rule?.head.relation !== relation || meetsAll(rule.head.args, args, env) !== env)
    return `${node.rule} does not conclude ${said}`;
  if (node.conditions.length !== rule.body.length) return `${said} leaves out a condition`;
  for (const [i, c] of rule.body.entries()) {
    const met = node.conditions[i];
    const failed = `condition ${i + 1} of ${said} is not met`;
    if (met?.kind === 'fact' && c.kind === 'atom') {
      const fact = met.node < place ? nodes[met.node]?.fact : undefined;
      if (fact?.relation !== c.atom.relation || meetsAll(c.atom.args, fact.args, env) !== env) return failed;
      const known = fact.args.map((value) => ({ kind: 'constant', value }) as const);
      const same: Condition = { ...c, atom: { relation: fact.relation, args: known } };
      if ((c.since || c.until) && !model.ways(rule, same, env).includes(env)) return failed;
    } else if (met?.kind !== c.kind || !known(visible(c), env) || model.ways(rule, c, env)[0] !== env) return failed;
    else if (c.kind === 'aggregate' && met.kind === 'aggregate') {
      const [mine, theirs] = [model.tuples(rule, c, env), met.members].map((tuples) => tuples.map(keyOf).sort().join());
      if (met.value !== calculate(c.result, env, 0) || mine !== theirs) return failed;
    }
  }
  return null;
};

/** Checks a proof against what was told. Null: it holds; otherwise what is wrong with it. */
export const checkProof = (world: World, { now, claim, nodes }: Proof): string | null => {
  const model = new Model(world);
  const last = nodes.at(-1);
  if (now !== world.now) return 'the proof is of another moment';
  if (!last || factKey(last.fact) !== factKey(claim)) return 'the proof proves something else';
  return nodes.reduce<string | null>((wrong, _, i) => wrong ?? checkNode(world, model, nodes, i), null);
};

const tryKey = (bindings: Bindings, place: number): string => JSON.stringify([place, Object.entries(bindings).sort()]);
/** Where each try of a rule ends, at a condition that cannot be met; null where one meets them all. */
const endsOf = (model: Model, rule: Rule, start: Env): ReadonlySet<string> | null => {
  const ends = new Set<string>();
  const go = (rest: readonly Condition[], env: Env): boolean => {
    const next = model.next(rule, rest, env);
    if (next === undefined) return rest.length > 0;
    const ways = model.ways(rule, next, env);
    if (ways.length === 0) ends.add(tryKey(env, rule.body.indexOf(next)));
    const others = rest.filter((c) => c !== next);
    return ways.every((met) => go(others, met));
  };
  return go(rule.body, start) ? ends : null;
};

const checkTries = (world: World, model: Model, claim: Atom, rule: Rule, tried: Attempts): string | null => {
  const said = `${factKey(claim)} by ${rule.name}`;
  const start = meetsAll(rule.head.args, claim.args, {});
  const ends = start === null ? new Set() : endsOf(model, rule, start);
  if (tried.fits !== (start !== null) || ends === null) return `${said} does not end as is said`;
  const listed = tried.failures.map(({ bindings, condition }) => tryKey(bindings, condition));
  if (new Set(listed).size !== listed.length || !listed.every((key) => ends.has(key))) return `${said}: not so`;
  if (tried.complete ? listed.length + tried.others !== ends.size : listed.length === 0) return `${said}: not all`;
  for (const { bindings, condition, nested } of tried.failures) {
    const c = rule.body[condition];
    const lacks = nested && c?.kind === 'atom' && c.atom.relation === nested.claim.relation ? c.atom.args : null;
    const same = nested && lacks && meetsAll(lacks, nested.claim.args, bindings) === bindings;
    const wrong = nested && (same ? checkAttempts(world, model, nested) : `${said}: not what it lacks`);
    if (wrong !== null) return wrong;
  }
  return null;
};

function checkAttempts(world: World, model: Model, { claim, now, attempts }: WhyNot): string | null {
  if (now !== world.now) return 'the explanation is of another moment';
  if (model.facts(claim.relation).has(claim.args)) return `${factKey(claim)} holds`;
  const rules = world.rules.rules.filter(({ head }) => head.relation === claim.relation);
  if (attempts.length !== rules.length || !rules.every(({ name }) => attempts.some(({ rule }) => rule === name)))
    return `${factKey(claim)}: not each rule is there once`;
  const ruleOf = (tried: Attempts): Rule => rules.find(({ name }) => name === tried.rule) as Rule;
  return attempts.reduce<string | null>((w, tried) => w ?? checkTries(world, model, claim, ruleOf(tried), tried), null);
}

/** Checks why a fact does not hold: every try really fails, none is left out, and the missing change would do. */
export const checkWhyNot = (world: World, whyNot: WhyNot): string | null => {
  const model = new Model(world);
  const wrong = checkAttempts(world, model, whyNot);
  if (wrong !== null || whyNot.missing === null) return wrong;
  const { add, remove } = whyNot.missing;
  const gone = new Set(remove.map(factKey));
  if (![...gone].every((key) => model.told.has(key))) return 'what is to be taken back was not told';
  if (add.some((fact) => model.told.has(factKey(fact)))) return 'what is to be told is told already';
  const told = [...[...model.told.values()].filter((fact) => !gone.has(factKey(fact))), ...add];
  const holds = new Model({ ...world, told }).facts(whyNot.claim.relation).has(whyNot.claim.args);
  return holds ? null : 'what is missing does not suffice';
};
