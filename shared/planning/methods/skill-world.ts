import type { Json } from '../../protocol/json.ts';
import type { Skill } from '../../skills/skill.ts';
import { TASKS } from '../../skills/tasks.ts';
import { keyOf, type Literal, type Term } from '../../symbolic/atom.ts';
import { Conditions, Scope, type Binding, type Facts, type Relation } from '../htn/condition.ts';
import type { TaskWorld, Way } from '../htn/decompose.ts';
import { linearisations } from '../htn/linearise.ts';
import { isVariable, type Call, type Domain, type Formula, type Method } from '../htn/model.ts';
import type { Composed } from '../composing.ts';
import { costOf } from '../cost.ts';
import type { Draft } from '../draft.ts';
import { vouchedFor } from '../facts.ts';
import { Refusal } from '../refusal.ts';
import { RELATIONS, type Complete, type Lookup } from './relations.ts';
import { termOf, valueOf, type MethodTerm } from './terms.ts';

/** A task or a skill with values for its parameters. */
export interface MethodTask {
  readonly name: string;
  readonly args: readonly MethodTerm[];
  /** Facts that its methods went by: its steps rely on them. */
  readonly relies?: readonly Literal[];
}

/** The name of a way that search has found. */
export const SOUGHT = 'these-steps-lead-to-what-is-asked-for';

/** A way that is not to be gone: it was, and it failed. */
export type Barred = (skill: string, args: Readonly<Record<string, Json>>) => boolean;

interface Ready {
  readonly method: Method;
  readonly scope: Scope;
  readonly solve: ReturnType<Conditions<MethodTerm>['solver']>;
  /** What of its condition no look tells: it has to hold as it was stated, or follow. */
  readonly told: readonly Call[];
}

/** The parts of a condition that have to be so as they stand, which nothing but facts can tell. What must not be so is looked up, and not relied on. */
const toldIn = (formula: Formula): readonly Call[] => {
  if (formula.is === 'and') return formula.of.flatMap(toldIn);
  if (formula.is !== 'atom') return [];
  const { atom } = formula;
  return atom.name === '=' || RELATIONS[atom.name] ? [] : [atom];
};

const asTerm = (term: MethodTerm): Term => {
  const value = valueOf(term);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : term;
};

/** The world of a plan that is being composed: methods' conditions are looked up in it, skills are its actions. */
export class SkillWorld implements TaskWorld<MethodTask, Draft> {
  readonly #lookup: Lookup;
  readonly #skills: ReadonlyMap<string, Skill>;
  readonly #barred: Barred;
  readonly #conditions: Conditions<MethodTerm>;
  readonly #ready = new Map<Method, Ready>();
  readonly #methods = new Map<string, Method[]>();
  readonly #moments: Composed[] = [];
  /** The last condition that a skill needed and nothing brought about, and what a step could not take. */
  unmet: Literal | null = null;
  trouble: Refusal | null = null;

  constructor(
    lookup: Lookup,
    skills: ReadonlyMap<string, Skill>,
    domains: readonly Domain[],
    barred: Barred = () => false,
  ) {
    this.#lookup = lookup;
    this.#skills = skills;
    this.#barred = barred;
    for (const method of domains.flatMap((d) => d.methods))
      this.#methods.set(method.task.name, [...(this.#methods.get(method.task.name) ?? []), method]);
    const facts: Facts<MethodTerm> = {
      relation: (name) => this.#relation(name),
      objects: () => [],
      is: () => true,
      term: termOf,
    };
    this.#conditions = new Conditions(facts, true);
  }

  keyOf({ name, args, relies = [] }: MethodTask): string {
    return `${name} ${args.join(' ')} ${relies.map(keyOf).join(' ')}`;
  }

  ways(task: MethodTask): Iterable<Way<MethodTask>> | null {
    // A skill is done by itself, except where just that has failed: then methods may know another way.
    if (this.#skills.has(task.name) && !this.#barred(task.name, this.argsOf(task))) return null;
    return this.#waysOf(task);
  }

  *#waysOf(task: MethodTask): Iterable<Way<MethodTask>> {
    let isKnown = false;
    for (const method of this.#methods.get(task.name) ?? []) {
      const { scope, solve, told } = this.#prepared(method);
      const binding: Binding<MethodTerm> = Array.from({ length: scope.size }, () => undefined);
      method.task.args.forEach((arg, i) => (binding[scope.slot(arg)] = task.args[i]));
      const ways: Way<MethodTask>[] = [];
      solve(binding, () => {
        const termsOf = ({ args }: Call): readonly MethodTerm[] =>
          args.map((arg) => (isVariable(arg) ? (binding[scope.slot(arg)] ?? '') : termOf(arg)));
        const relies = [
          ...(task.relies ?? []),
          ...told.map((call) => ({ relation: call.name, args: termsOf(call).map(asTerm) })),
        ];
        const calls = method.network.tasks.map(({ call }) => ({
          name: call.name,
          args: termsOf(call),
          ...(relies.length > 0 ? { relies } : {}),
        }));
        const [order] = linearisations(method.network);
        ways.push({ method: method.name, tasks: (order ?? []).flatMap((i) => calls[i] ?? []) });
        return false;
      });
      isKnown ||= ways.length > 0;
      yield* ways;
    }
    if (!isKnown) yield* this.#soughtFor(task);
  }

  /** Where no method applies: steps that search finds for what is to hold when the task is done, where that is declared. */
  #soughtFor(task: MethodTask): readonly Way<MethodTask>[] {
    const goal = TASKS.get(task.name)?.goal?.(this.argsOf(task));
    if (!goal) return [];
    try {
      const calls = this.#lookup.composing.seek(goal);
      const tasks = calls.map(({ skill, args }) => ({
        name: skill.name,
        args: Object.keys(skill.parameters.shape).flatMap((p) => (args[p] === undefined ? [] : [termOf(args[p])])),
      }));
      return tasks.length > 0 ? [{ method: SOUGHT, tasks }] : [];
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      this.trouble = thrown;
      return [];
    }
  }

  perform(task: MethodTask): { readonly steps: readonly Draft[]; readonly cost: number } | null {
    const { composing } = this.#lookup;
    const skill = this.#skills.get(task.name);
    if (!skill) return null;
    const before = composing.now;
    try {
      const { unmet } = composing.add(skill, this.argsOf(task), '');
      const added = composing.now.drafts.slice(before.drafts.length);
      const { relies } = task;
      const steps = relies ? added.map((step) => ({ ...step, relies })) : added;
      const wrong = steps.some((s) => this.#barred(s.skill.name, s.args));
      if (unmet.length === 0 && !wrong)
        return { steps, cost: steps.reduce((sum, s) => sum + costOf(s.skill, s.args), 0) };
      this.unmet = unmet[0] ?? this.unmet;
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      this.trouble = thrown;
    }
    composing.now = before;
    return null;
  }

  stateKey(): string {
    return this.#lookup.composing.now.drafts.map((d) => `${d.skill.name} ${JSON.stringify(d.args)}`).join('\n');
  }

  mark(): number {
    return this.#moments.push(this.#lookup.composing.now) - 1;
  }

  back(to: number): void {
    const moment = this.#moments[to];
    if (moment) this.#lookup.composing.now = moment;
    // What was only marked later can't be gone back to any more, but `to` itself still can.
    this.#moments.length = to + 1;
  }

  isEnd(): boolean {
    return true;
  }

  /** Values by the parameters' names, which stand in their order. */
  argsOf({ name, args }: MethodTask): Record<string, Json> {
    const shape = this.#skills.get(name)?.parameters.shape ?? TASKS.get(name)?.parameters.shape ?? {};
    const names = Object.keys(shape);
    return Object.fromEntries(args.flatMap((arg, i) => (names[i] === undefined ? [] : [[names[i], valueOf(arg)]])));
  }

  #prepared(method: Method): Ready {
    const known = this.#ready.get(method);
    if (known) return known;
    const scope = new Scope(method.parameters);
    const bound = new Set(method.task.args.map((arg) => scope.slot(arg)));
    const ready = {
      method,
      scope,
      solve: this.#conditions.solver(method.condition, scope, bound),
      told: toldIn(method.condition),
    };
    this.#ready.set(method, ready);
    return ready;
  }

  /** What no look tells and nothing works out is as it was stated, or follows by a rule, as long as that holds. */
  #held(relation: string): Complete {
    const { world } = this.#lookup;
    return (given) => {
      const found = world.held?.statements?.(relation);
      if (found === null) throw new Refusal('PLAN_DOES_NOT_HOLD', `No relation is called ${relation}.`);
      return (found ?? []).filter(
        (args) =>
          args.length === given.length &&
          args.every((arg, i) => given[i] === undefined || given[i] === arg) &&
          vouchedFor({ relation, args }, world) !== null,
      );
    };
  }

  #relation(name: string): Relation<MethodTerm> {
    const complete = RELATIONS[name] ?? this.#held(name);
    const match = (pattern: readonly (MethodTerm | undefined)[]): readonly (readonly MethodTerm[])[] =>
      complete(
        pattern.map((term) => (term === undefined ? undefined : valueOf(term))),
        this.#lookup,
      )
        .map((tuple) => tuple.map(termOf))
        .filter((tuple) => pattern.every((term, i) => term === undefined || term === tuple[i]));
    return { match, has: (args) => match(args).length > 0 };
  }
}
