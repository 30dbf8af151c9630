import {
  isVariable,
  type Call,
  type Domain,
  type Effect,
  type Formula,
  type Network,
  type Problem,
  type Typed,
} from '../htn/model.ts';
import type { DoneTask, HddlPlan } from './plan.ts';

type Values = Readonly<Record<string, string>>;

/** Why a plan is none: at which task, and what is wrong with it. */
export interface HddlFault {
  readonly task: string;
  readonly say: string;
}

const keyOf = (name: string, args: readonly string[]): string => [name, ...args].join(' ');

/**
 * Checks a plan by its decomposition and by doing its actions one after another. It shares nothing with what finds plans but
 * the model: conditions are looked at name by name, variables are tried object by object.
 */
export class HddlChecker {
  readonly #domain: Domain;
  readonly #problem: Problem;
  readonly #types = new Map<string, readonly string[]>();
  readonly #objects: readonly Typed[];

  constructor(domain: Domain, problem: Problem) {
    this.#domain = domain;
    this.#problem = problem;
    for (const { name, types } of domain.types) this.#types.set(name, [...(this.#types.get(name) ?? []), ...types]);
    this.#objects = [...domain.constants, ...problem.objects];
  }

  /** null: the plan does what the problem asks. */
  fault(plan: HddlPlan): HddlFault | null {
    const state = new Set(this.#problem.init.map(({ name, args }) => keyOf(name, args)));
    const used = new Set<number>();
    const { network, constraints, parameters } = this.#problem;
    const fault =
      this.#parts(plan, plan.roots, network, {}, parameters, constraints, state, 'the problem', used) ??
      plan.roots.map((at) => this.#do(plan, at, state, used)).find((f) => f !== null) ??
      null;
    if (fault) return fault;
    if (used.size !== plan.tasks.length) return { task: 'the plan', say: 'has tasks that nothing asks for' };
    return this.#holds(this.#problem.goal, {}, state) ? null : { task: 'the end', say: 'the goal does not hold' };
  }

  /** Does one task of the plan on the state, and all that is under it. */
  #do(plan: HddlPlan, root: number, state: Set<string>, used: Set<number>): HddlFault | null {
    const open = [root];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const task = plan.tasks[at];
      const title = task ? keyOf(task.name, task.args) : String(at);
      if (!task || used.has(at)) return { task: title, say: 'is done twice, or is no task of the plan' };
      used.add(at);
      const fault =
        task.method === null ? this.#act(task, title, state) : this.#decomposed(plan, task, title, state, used);
      if (fault) return fault;
      open.push(...task.parts.toReversed());
    }
    return null;
  }

  #decomposed(
    plan: HddlPlan,
    task: DoneTask,
    title: string,
    state: ReadonlySet<string>,
    used: ReadonlySet<number>,
  ): HddlFault | null {
    let fault: HddlFault | null = { task: title, say: `has no method ${task.method}` };
    for (const method of this.#domain.methods) {
      if (method.name !== task.method || method.task.name !== task.name) continue;
      const values = this.#unify(method.task.args, task.args, {});
      if (!values) continue;
      const condition: Formula = { is: 'and', of: [method.condition, method.constraints] };
      fault = this.#parts(plan, task.parts, method.network, values, method.parameters, condition, state, title, used);
      if (!fault) return null;
    }
    return fault;
  }

  #act(
    task: { readonly name: string; readonly args: readonly string[] },
    title: string,
    state: Set<string>,
  ): HddlFault | null {
    const action = this.#domain.actions.find(({ name }) => name === task.name);
    if (!action || action.parameters.length !== task.args.length) return { task: title, say: 'is no action' };
    const values: Record<string, string> = {};
    for (const [i, { name, types }] of action.parameters.entries()) {
      const object = task.args[i]!;
      if (!this.#is(object, types)) return { task: title, say: `${object} is no ${types.join(' or ')}` };
      values[name] = object;
    }
    if (!this.#holds(action.condition, values, state)) return { task: title, say: 'its precondition does not hold' };
    const changes: { key: string; holds: boolean }[] = [];
    this.#effects(action.effect, values, state, changes);
    for (const { key, holds } of changes) if (!holds) state.delete(key);
    for (const { key, holds } of changes) if (holds) state.add(key);
    return null;
  }

  /** Whether these parts are what a network asks for, under values that meet the condition. */
  #parts(
    plan: HddlPlan,
    parts: readonly number[],
    { tasks, order }: Network,
    given: Values,
    parameters: readonly Typed[],
    condition: Formula,
    state: ReadonlySet<string>,
    title: string,
    used: ReadonlySet<number>,
  ): HddlFault | null {
    const say = 'its parts are not those of its method';
    if (parts.length !== tasks.length || parts.some((part) => used.has(part))) return { task: title, say };
    const before = (later: number, earlier: number): boolean =>
      order === 'total' ? earlier < later : order.some(([a, b]) => tasks[earlier]?.id === a && tasks[later]?.id === b);
    /** Fits the part at `at` with each subtask that may come now. */
    const fit = (at: number, left: readonly number[], values: Values): boolean => {
      if (at === parts.length) return this.#some(parameters, values, (all) => this.#holds(condition, all, state));
      const done = plan.tasks[parts[at]!];
      return left.some((i) => {
        const { call } = tasks[i]!;
        if (!done || done.name !== call.name || left.some((other) => before(i, other))) return false;
        const more = this.#unify(call.args, done.args, values);
        return (
          more !== null &&
          fit(
            at + 1,
            left.filter((other) => other !== i),
            more,
          )
        );
      });
    };
    return fit(0, [...tasks.keys()], given) ? null : { task: title, say: `${say}, or its condition does not hold` };
  }

  #unify(terms: readonly string[], objects: readonly string[], given: Values): Values | null {
    if (terms.length !== objects.length) return null;
    const values: Record<string, string> = { ...given };
    for (const [i, term] of terms.entries()) {
      const object = objects[i]!;
      const before = isVariable(term) ? values[term] : term;
      if (before !== undefined && before !== object) return null;
      if (isVariable(term)) values[term] = object;
    }
    return values;
  }

  /** Whether values for all parameters, the given ones among them, pass a test. */
  #some(parameters: readonly Typed[], given: Values, test: (values: Values) => boolean): boolean {
    const next = parameters.find(({ name }) => given[name] === undefined);
    if (!next) return parameters.every(({ name, types }) => this.#is(given[name]!, types)) && test(given);
    return this.#objects.some(
      ({ name }) => this.#is(name, next.types) && this.#some(parameters, { ...given, [next.name]: name }, test),
    );
  }

  #every(over: readonly Typed[], given: Values): Values[] {
    return over.reduce<Values[]>(
      (all, { name, types }) =>
        all.flatMap((values) =>
          this.#objects.flatMap((object) => (this.#is(object.name, types) ? [{ ...values, [name]: object.name }] : [])),
        ),
      [given],
    );
  }

  #is(object: string, types: readonly string[]): boolean {
    const reaches = (from: string, seen: ReadonlySet<string>): boolean =>
      types.includes(from) ||
      (!seen.has(from) && (this.#types.get(from) ?? []).some((up) => reaches(up, new Set([...seen, from]))));
    return this.#objects.some(
      (o) => o.name === object && (types.includes('object') || o.types.some((type) => reaches(type, new Set()))),
    );
  }

  #key({ name, args }: Call, values: Values): string {
    return keyOf(
      name,
      args.map((arg) => (isVariable(arg) ? (values[arg] ?? arg) : arg)),
    );
  }

  #holds(f: Formula, values: Values, state: ReadonlySet<string>): boolean {
    switch (f.is) {
      case 'atom': {
        if (f.atom.name !== '=') return state.has(this.#key(f.atom, values));
        const [left, right] = f.atom.args.map((arg) => (isVariable(arg) ? values[arg] : arg));
        return left === right;
      }
      case 'and':
        return f.of.every((part) => this.#holds(part, values, state));
      case 'or':
        return f.of.some((part) => this.#holds(part, values, state));
      case 'not':
        return !this.#holds(f.of, values, state);
      case 'imply':
        return !this.#holds(f.when, values, state) || this.#holds(f.so, values, state);
      case 'forall':
        return this.#every(f.over, values).every((v) => this.#holds(f.of, v, state));
      case 'exists':
        return this.#every(f.over, values).some((v) => this.#holds(f.of, v, state));
    }
  }

  #effects(e: Effect, values: Values, state: ReadonlySet<string>, into: { key: string; holds: boolean }[]): void {
    switch (e.is) {
      case 'atom':
        into.push({ key: this.#key(e.atom, values), holds: !e.negated });
        return;
      case 'and':
        for (const part of e.of) this.#effects(part, values, state, into);
        return;
      case 'forall':
        for (const v of this.#every(e.over, values)) this.#effects(e.of, v, state, into);
        return;
      case 'when':
        if (this.#holds(e.when, values, state)) this.#effects(e.so, values, state, into);
        return;
      case 'increase':
    }
  }
}
