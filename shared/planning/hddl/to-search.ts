import type { Decision } from '../htn/decompose.ts';
import type {
  GroundAtom,
  LiftedAction,
  LiftedEffect,
  LiftedLiteral,
  LiftedParameter,
  LiftedTask,
  LiftedTerm,
  TaskStep,
} from '../../ports/planning-task.ts';
import { Normal, type Conjunction, type Terms } from './conjunctions.ts';
import { linearisations } from '../htn/linearise.ts';
import { isVariable, type Call, type Domain, type Method, type Problem, type Typed } from '../htn/model.ts';
import { liftedObjects, liftedTypes } from './lifted-types.ts';
import { Objects } from './objects.ts';
import { planOf, type HddlPlan } from './plan.ts';

/** Names that no HDDL text can have, so that they meet none of its own. */
const LEVEL = '(level)';
const TOP = '(top)';
const NEXT = '(next)';
const PHASE = '(phase)';
const CHOSEN = '(chosen)';
const waits = (task: string): string => `(waits ${task})`;
const level = (n: number): string => `(level ${n})`;
const phase = (n: number): string => `(phase ${n})`;

interface Named {
  readonly name: string;
  readonly args: readonly string[];
}

/** What an action of the search stands for, given the objects of its shown parameters. */
type Meaning = (args: readonly string[]) => Decision<Named> | null;

/** A problem as the search takes it, and its plans as plans of the problem. */
export interface SearchTask {
  readonly task: LiftedTask;
  readonly planFrom: (steps: readonly TaskStep[]) => HddlPlan;
}

const call = ({ name, args }: Call, terms: Terms, at: LiftedTerm): LiftedLiteral => ({
  predicate: waits(name),
  args: [at, ...args.map((arg) => (isVariable(arg) ? (terms.get(arg) ?? arg) : arg))],
});

const named = ({ name, args }: Call, parameters: readonly Typed[], values: readonly string[]): Named => {
  const value = new Map(parameters.map((p, i) => [p.name, values[i] ?? '']));
  return { name, args: args.map((arg) => value.get(arg) ?? arg) };
};

/**
 * A totally ordered problem for the search over objects and relations: tasks that are still to be done stand on a stack of
 * `depth` levels, methods put their parts there and actions take themselves off (Alford, Kuter & Nau, "Translating HTNs to PDDL",
 * 2009; Behnke et al., "Making translations to classical planning competitive with other HTN planners", 2022). The tasks of
 * the problem itself come one after another and need no level each.
 */
export const toSearch = (domain: Domain, problem: Problem, depth: number): SearchTask => {
  const objects = new Objects(domain, problem);
  const normal = new Normal(objects);
  const actions: LiftedAction[] = [];
  const meanings = new Map<string, Meaning>();
  const add = (action: LiftedAction, meaning: Meaning): void => {
    actions.push(action);
    meanings.set(action.name, meaning);
  };
  const levels = (n: number): LiftedParameter[] =>
    Array.from({ length: n }, (_, i) => ({ name: `?(${i})`, types: [LEVEL] }));
  const placesFrom = (parameters: readonly Typed[], first: number): Terms =>
    new Map(parameters.map(({ name }, i) => [name, first + i]));
  const next = (below: LiftedTerm, above: LiftedTerm): LiftedLiteral => ({ predicate: NEXT, args: [below, above] });
  const top = (at: LiftedTerm, negated = false): LiftedLiteral => ({
    predicate: TOP,
    args: [at],
    ...(negated ? { negated } : {}),
  });

  const method = (
    m: Method,
    order: readonly number[],
    at: number,
    which: number,
    { literals, more }: Conjunction,
  ): void => {
    const tasks = order.map((i) => m.network.tasks[i]!.call);
    // Levels: the task's own, then one more for each further part; without parts the one below.
    const own = Math.max(tasks.length, 1) + (tasks.length === 0 ? 1 : 0);
    const terms = placesFrom(m.parameters, own);
    const precondition: LiftedLiteral[] = [top(0), call(m.task, terms, 0), ...literals];
    const effects: LiftedEffect[] = [{ ...call(m.task, terms, 0), negated: true }];
    if (tasks.length === 0) {
      precondition.push(next(1, 0));
      effects.push(top(0, true), top(1));
    }
    tasks.forEach((part, i) => {
      const place = tasks.length - 1 - i;
      effects.push(call(part, terms, place));
      if (place > 0) precondition.push(next(place - 1, place));
    });
    if (tasks.length > 1) effects.push(top(0, true), top(tasks.length - 1));
    const parameters = [...levels(own), ...m.parameters, ...more];
    add(
      {
        name: `(method ${at} ${which} ${order.join()})`,
        parameters,
        shown: own + m.parameters.length,
        precondition,
        effects,
      },
      (args) => ({
        task: named(m.task, m.parameters, args.slice(own)),
        method: m.name,
        parts: tasks.length,
        steps: 0,
      }),
    );
  };

  for (const [at, m] of domain.methods.entries()) {
    const first = m.network.tasks.length === 0 ? 2 : m.network.tasks.length;
    const condition = { is: 'and', of: [m.condition, m.constraints] } as const;
    const terms = placesFrom(m.parameters, first);
    const conjunctions = normal.alternatives(condition, terms, first + m.parameters.length);
    let orders = 0;
    for (const order of linearisations(m.network)) {
      if (++orders > MOST_ORDERS) break;
      for (const [which, conjunction] of conjunctions.entries()) method(m, order, at, which, conjunction);
    }
  }
  for (const a of domain.actions) {
    const terms = placesFrom(a.parameters, 2);
    const self: Call = { name: a.name, args: a.parameters.map((p) => p.name) };
    for (const [which, { literals, more }] of normal
      .alternatives(a.condition, terms, 2 + a.parameters.length)
      .entries())
      add(
        {
          name: `(action ${a.name} ${which})`,
          parameters: [...levels(2), ...a.parameters, ...more],
          shown: 2 + a.parameters.length,
          precondition: [top(0), next(1, 0), call(self, terms, 0), ...literals],
          effects: [
            { ...call(self, terms, 0), negated: true },
            top(0, true),
            top(1),
            ...normal.effects(a.effect, terms, 2 + a.parameters.length),
          ],
        },
        (args) => ({ task: { name: a.name, args: args.slice(2) }, method: null, parts: 0, steps: 1 }),
      );
  }

  const own = placesFrom(problem.parameters, 0);
  const chosen: LiftedLiteral = { predicate: CHOSEN, args: problem.parameters.map((_, i) => i) };
  const at = (n: number): LiftedLiteral => ({ predicate: PHASE, args: [phase(n)] });
  for (const [which, { literals, more }] of normal
    .alternatives(problem.constraints, own, problem.parameters.length)
    .entries())
    add(
      {
        name: `(choose ${which})`,
        parameters: [...problem.parameters, ...more],
        precondition: [at(-1), ...literals],
        effects: [{ ...at(-1), negated: true }, at(0), chosen],
        cost: [0],
      },
      () => null,
    );
  const [order = []] = linearisations(problem.network);
  order.forEach((i, n) => {
    add(
      {
        name: `(next ${n})`,
        parameters: problem.parameters,
        precondition: [at(n), chosen, top(level(0))],
        effects: [
          { ...at(n), negated: true },
          at(n + 1),
          top(level(0), true),
          top(level(1)),
          call(problem.network.tasks[i]!.call, own, level(1)),
        ],
        cost: [0],
      },
      () => null,
    );
  });
  const ends = normal.alternatives(problem.goal, own, problem.parameters.length);
  for (const [which, { literals, more }] of ends.entries())
    add(
      {
        name: `(end ${which})`,
        parameters: [...problem.parameters, ...more],
        precondition: [at(order.length), chosen, top(level(0)), ...literals],
        effects: [at(order.length + 1)],
        cost: [0],
      },
      () => null,
    );

  const init: GroundAtom[] = [
    ...problem.init.map(({ name, args }) => ({ predicate: name, args })),
    { predicate: PHASE, args: [phase(-1)] },
    { predicate: TOP, args: [level(0)] },
    ...Array.from({ length: depth }, (_, n) => ({ predicate: NEXT, args: [level(n), level(n + 1)] })),
  ];
  const types = [...liftedTypes(domain), { name: LEVEL, parent: 'object' }];
  return {
    task: {
      types,
      objects: [
        ...liftedObjects(domain, problem),
        ...Array.from({ length: depth + 1 }, (_, n) => ({ name: level(n), types: [LEVEL] })),
        ...Array.from({ length: order.length + 3 }, (_, n) => ({ name: phase(n - 1), types: [LEVEL] })),
      ],
      actions,
      init,
      goal: [at(order.length + 1)],
    },
    planFrom: (steps) => {
      const whole: Decision<Named> = { task: { name: '', args: [] }, method: '', parts: order.length, steps: 0 };
      const decisions = steps.flatMap((step) => meanings.get(step.action)?.(step.args) ?? []);
      return planOf([whole, ...decisions], (task) => task);
    },
  };
};

/** Orders of unordered parts that are tried. */
const MOST_ORDERS = 24;
