import type { Decision } from '../htn/decompose.ts';
import { linearisations } from '../htn/linearise.ts';
import {
  isVariable,
  type Call,
  type Domain,
  type Formula,
  type Network,
  type Problem,
  type Typed,
} from '../htn/model.ts';
import type { LiftedAction, LiftedEffect, LiftedLiteral, LiftedTask } from '../../ports/planning-task.ts';
import { Normal, type Terms } from './conjunctions.ts';
import { liftedObjects, liftedTypes } from './lifted-types.ts';
import { Objects } from './objects.ts';

/** Names that no HDDL text can have, so that they meet none of its own. */
const waits = (task: string): string => `(waits ${task})`;
const DONE = '(done)';
const TOP = '(top)';
const END = '(end)';
/** Orders of unordered parts that are tried. */
const MOST_ORDERS = 24;

export interface Named {
  readonly name: string;
  readonly args: readonly string[];
}

/**
 * A problem of tasks as one of facts alone, in which tasks that wait are facts that stay: what can become true in it can become true in
 * the problem, and more. Every action has the task that it does as its first condition, and the parts of its method as its
 * first effects, in their order.
 */
export interface NetworkTask {
  readonly lifted: LiftedTask;
  /** By action of the task: how many parts it has; null where it is an action of the problem as well. */
  readonly parts: readonly (number | null)[];
  /** null: it only tells that the goal holds. */
  readonly decisionOf: (action: number, args: readonly string[]) => Decision<Named> | null;
  /** Whether all orders that parts may have are in it. */
  readonly hasAllOrders: boolean;
  /** Whether a relation says that tasks wait. */
  readonly isWaiting: (predicate: string) => boolean;
}

const waitsFor = ({ name, args }: Call, terms: Terms): LiftedLiteral => ({
  predicate: waits(name),
  args: args.map((arg) => (isVariable(arg) ? (terms.get(arg) ?? arg) : arg)),
});

const named = ({ name, args }: Call, parameters: readonly Typed[], values: readonly string[]): Named => {
  const value = new Map(parameters.map((p, i) => [p.name, values[i] ?? '']));
  return { name, args: args.map((arg) => value.get(arg) ?? arg) };
};

/** The task of facts for a problem of tasks. */
export const networkTask = (domain: Domain, problem: Problem): NetworkTask => {
  const normal = new Normal(new Objects(domain, problem));
  const actions: LiftedAction[] = [];
  const parts: (number | null)[] = [];
  const decisions: NetworkTask['decisionOf'][] = [];
  let hasAllOrders = true;
  const done: LiftedEffect = { predicate: DONE, args: [] };
  const places = (parameters: readonly Typed[]): Terms => new Map(parameters.map(({ name }, i) => [name, i]));

  const method = (
    name: string,
    parameters: readonly Typed[],
    task: Call,
    condition: Formula,
    network: Network,
    last: readonly LiftedEffect[] = [],
  ): void => {
    const terms = places(parameters);
    const conjunctions = normal.alternatives(condition, terms, parameters.length);
    let orders = 0;
    for (const order of linearisations(network)) {
      if (++orders > MOST_ORDERS) {
        hasAllOrders = false;
        break;
      }
      for (const { literals, more } of conjunctions) {
        actions.push({
          name: `(${actions.length})`,
          parameters: [...parameters, ...more],
          precondition: [waitsFor(task, terms), ...literals],
          effects: [...order.map((i): LiftedEffect => waitsFor(network.tasks[i]!.call, terms)), ...last, done],
        });
        parts.push(order.length + last.length);
        decisions.push((_, args) => ({
          task: named(task, parameters, args),
          method: name,
          parts: order.length,
          steps: 0,
        }));
      }
    }
  };
  // The goal is the last task of all: it is done where one of its alternatives holds.
  const end: LiftedEffect = { predicate: waits(END), args: [] };
  method('', problem.parameters, { name: TOP, args: [] }, problem.constraints, problem.network, [end]);
  for (const { literals, more } of normal.alternatives(problem.goal, new Map(), 0)) {
    actions.push({ name: `(${actions.length})`, parameters: more, precondition: [end, ...literals], effects: [done] });
    parts.push(0);
    decisions.push(() => null);
  }
  for (const m of domain.methods)
    method(m.name, m.parameters, m.task, { is: 'and', of: [m.condition, m.constraints] }, m.network);
  for (const { name, parameters, condition, effect } of domain.actions) {
    const terms = places(parameters);
    const self: Call = { name, args: parameters.map((p) => p.name) };
    for (const { literals, more } of normal.alternatives(condition, terms, parameters.length)) {
      actions.push({
        name: `(${actions.length})`,
        parameters: [...parameters, ...more],
        precondition: [waitsFor(self, terms), ...literals],
        effects: [done, ...normal.effects(effect, terms, parameters.length)],
      });
      parts.push(null);
      decisions.push((_, args) => ({ task: named(self, parameters, args), method: null, parts: 0, steps: 1 }));
    }
  }

  return {
    lifted: {
      types: liftedTypes(domain),
      objects: liftedObjects(domain, problem),
      actions,
      init: [...problem.init.map(({ name, args }) => ({ predicate: name, args })), { predicate: waits(TOP), args: [] }],
      goal: [],
    },
    parts,
    hasAllOrders,
    decisionOf: (action, args) => decisions[action]!(action, args),
    isWaiting: (predicate) => predicate.startsWith('(waits '),
  };
};
