import { Conditions, Scope, type Binding, type Facts, type Solve } from '../htn/condition.ts';
import type { TaskWorld, Way } from '../htn/decompose.ts';
import { TooManyAlternatives } from './conjunctions.ts';
import { effectOf } from './effects.ts';
import { FactStore } from './fact-store.ts';
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
import { Objects } from './objects.ts';

/** A task or action with objects as its arguments. */
export interface GroundCall {
  readonly name: string;
  readonly args: readonly number[];
  readonly key: string;
}

/** A step of a plan, by names. */
export interface HddlStep {
  readonly action: string;
  readonly args: readonly string[];
}

interface ReadyMethod {
  readonly name: string;
  /** Takes the task's arguments; false where they do not fit. */
  readonly bind: (args: readonly number[], binding: Binding<number>) => boolean;
  readonly size: number;
  readonly solve: Solve<number>;
  /** The tasks for a binding, once for each order they may be done in. */
  readonly tasks: (binding: Binding<number>) => Iterable<readonly GroundCall[]>;
}

interface ReadyAction {
  readonly parameters: readonly Typed[];
  readonly holds: (binding: Binding<number>) => boolean;
  readonly apply: (binding: Binding<number>) => void;
}

/** The name of the task that stands for all of a problem. */
const TOP = '';

const ground = (name: string, args: readonly number[]): GroundCall => ({ name, args, key: `${name} ${args.join()}` });

/**
 * A problem's facts as they change, and what its tasks can be done by: nothing is instantiated beforehand, so problems
 * whose instances are too many can be tried as well.
 */
export class LiftedWorld implements TaskWorld<GroundCall, HddlStep> {
  readonly objects: Objects;
  readonly #store: FactStore;
  readonly #methods = new Map<string, ReadyMethod[]>();
  readonly #actions = new Map<string, ReadyAction>();
  readonly #conditions: Conditions<number>;
  readonly #isEnd: (binding: Binding<number>) => boolean;
  /** Turns the ways of each task round by chance; for another try. */
  readonly #chance: (() => number) | null;

  constructor(domain: Domain, problem: Problem, chance: (() => number) | null = null) {
    this.#chance = chance;
    const objects = new Objects(domain, problem);
    this.objects = objects;
    this.#store = new FactStore(objects.names.length);
    const facts: Facts<number> = {
      relation: (name) => this.#store.table(name),
      objects: (types) => objects.of(types),
      is: (object, types) => objects.is(object, types),
      term: (name) => objects.number(name),
    };
    this.#conditions = new Conditions(facts);
    for (const { name, args } of problem.init)
      this.#store.set(
        this.#store.table(name),
        args.map((arg) => objects.number(arg)),
        true,
      );
    for (const { name } of domain.tasks) this.#methods.set(name, []);
    for (const method of domain.methods) {
      const condition: Formula = { is: 'and', of: [method.condition, method.constraints] };
      const ready = this.#method(method.name, method.parameters, method.task, condition, method.network);
      const others = this.#methods.get(method.task.name);
      if (others) others.push(ready);
      else this.#methods.set(method.task.name, [ready]);
    }
    const top = this.#method(TOP, problem.parameters, { name: TOP, args: [] }, problem.constraints, problem.network);
    this.#methods.set(TOP, [top]);
    for (const { name, parameters, condition, effect } of domain.actions) {
      const scope = new Scope(parameters);
      this.#actions.set(name, {
        parameters,
        holds: this.#conditions.check(condition, scope),
        apply: effectOf(effect, scope, this.#conditions, objects, this.#store),
      });
    }
    this.#isEnd = this.#conditions.check(problem.goal, new Scope([]));
  }

  get top(): GroundCall {
    return ground(TOP, []);
  }

  keyOf(task: GroundCall): string {
    return task.key;
  }

  ways(task: GroundCall): Iterable<Way<GroundCall>> | null {
    const methods = this.#methods.get(task.name);
    return methods ? this.#waysBy(methods, task) : null;
  }

  *#waysBy(methods: readonly ReadyMethod[], task: GroundCall): Iterable<Way<GroundCall>> {
    for (const method of this.#chance ? turned(methods, this.#chance) : methods) {
      const binding: Binding<number> = Array.from({ length: method.size }, () => undefined);
      if (!method.bind(task.args, binding)) continue;
      // The facts change while one of the ways is tried, so a batch is read whole, then the next, larger one without what was met.
      const met = new Set<string>();
      for (let size = FIRST_WAYS, more = true; more; size *= WAYS_GROW) {
        const ways: Way<GroundCall>[] = [];
        more = method.solve(binding, () => {
          const key = binding.join();
          if (met.has(key)) return false;
          met.add(key);
          for (const tasks of method.tasks(binding)) ways.push({ method: method.name, tasks });
          return ways.length >= size;
        });
        yield* this.#chance ? turned(ways, this.#chance) : ways;
        binding.fill(undefined);
        method.bind(task.args, binding);
      }
    }
  }

  perform(task: GroundCall): { readonly steps: readonly HddlStep[]; readonly cost: number } | null {
    const action = this.#actions.get(task.name);
    if (!action) return null;
    const fits = action.parameters.every(({ types }, i) => this.objects.is(task.args[i]!, types));
    if (!fits || !action.holds([...task.args])) return null;
    action.apply([...task.args]);
    const args = task.args.map((arg) => this.objects.names[arg] ?? '');
    return { steps: [{ action: task.name, args }], cost: 1 };
  }

  stateKey(): string {
    return this.#store.key;
  }

  mark(): number {
    return this.#store.mark();
  }

  back(to: number): void {
    this.#store.back(to);
  }

  isEnd(): boolean {
    return this.#isEnd([]);
  }

  #method(name: string, parameters: readonly Typed[], task: Call, condition: Formula, network: Network): ReadyMethod {
    const { objects } = this;
    const scope = new Scope(parameters);
    const places = task.args.map((arg) => this.#conditions.place(arg, scope));
    const bound = new Set(places.flatMap((p) => ('slot' in p ? [p.slot] : [])));
    const calls = network.tasks.map(({ call }) => ({
      name: call.name,
      args: call.args.map((arg) => (isVariable(arg) ? scope.slot(arg) : ~objects.number(arg))),
    }));
    const orders: (readonly number[])[] = [];
    for (const order of linearisations(network)) {
      if (orders.length === MOST_ORDERS) throw new TooManyAlternatives();
      orders.push(order);
    }
    return {
      name,
      size: scope.size,
      bind: (args, b) =>
        places.every((place, i) => {
          const value = args[i]!;
          if ('value' in place) return place.value === value;
          if (b[place.slot] !== undefined) return b[place.slot] === value;
          b[place.slot] = value;
          return objects.is(value, scope.types[place.slot]!);
        }),
      solve: this.#conditions.solver(condition, scope, bound),
      tasks: function* (b) {
        const all = calls.map((call) =>
          ground(
            call.name,
            call.args.map((a) => (a < 0 ? ~a : b[a]!)),
          ),
        );
        for (const order of orders) yield order.map((i) => all[i]!);
      },
    };
  }
}

/** Orders of a network's tasks that are tried: seven tasks without any order. */
const MOST_ORDERS = 5040;
/** Ways of one method that are read at once, and by how much each further batch is larger. Mostly the first one does. */
const FIRST_WAYS = 64;
const WAYS_GROW = 16;

const turned = <T>(items: readonly T[], chance: () => number): readonly T[] => {
  const order = items.map((item) => [chance(), item] as const);
  return order.sort(([a], [b]) => a - b).map(([, item]) => item);
};
