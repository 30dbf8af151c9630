/** One way to do a compound task: the tasks it comes down to, in the order they are to be done. */
export interface Way<T> {
  readonly method: string;
  readonly tasks: readonly T[];
}

/**
 * What decomposing needs of a world: the tasks, and a state that goes forward by `perform` and back by `back`. Ways and
 * performing depend on the present state alone.
 */
export interface TaskWorld<T, S> {
  /** Equal for the same task with the same arguments. */
  keyOf(task: T): string;
  /** The ways that are open now, the most natural first; null: the task is primitive. */
  ways(task: T): Iterable<Way<T>> | null;
  /** Does a primitive task: what it takes, with its cost; null where its precondition does not hold (then nothing changed). */
  perform(task: T): { readonly steps: readonly S[]; readonly cost: number } | null;
  /** Equal for equal states. */
  stateKey(): string;
  /** The present moment, to go back to. */
  mark(): number;
  back(to: number): void;
  /** Whether the state may be the last one. */
  isEnd(): boolean;
}

export interface DecomposeBudget {
  /** How many tasks may be looked at. */
  readonly nodes: number;
  /** How deep methods may lie in each other. */
  readonly depth: number;
  /** The last part of a method is as deep as the method: what goes on by such parts is ended by loops alone. */
  readonly lastPartsFree?: boolean;
  /**
   * Does not go into a task that lies in itself with the same state, which loses only plans that repeat themselves: nothing is
   * `impossible` then.
   */
  readonly withoutRepeats?: boolean;
  /** Asked now and then: true ends the search. */
  readonly shouldStop?: () => boolean;
  /** Goes on after the first plan for a cheaper one, within the same budget. */
  readonly cheapest?: boolean;
}

/** A task as it was done: by a method that has `parts`, or (`method` null) by itself in `steps` steps. In the order of doing. */
export interface Decision<T> {
  readonly task: T;
  readonly method: string | null;
  readonly parts: number;
  readonly steps: number;
}

export type Decomposition<T, S> =
  | {
      readonly kind: 'plan';
      readonly steps: readonly S[];
      readonly cost: number;
      readonly decisions: readonly Decision<T>[];
    }
  /** No plan was found: the longest beginning of one, and the task that it came to nothing with. */
  | {
      readonly kind: 'none';
      readonly partial: readonly S[];
      readonly open: T;
      /** Everything was tried, so there is none; else the budget or the caller ended the search. */
      readonly because: 'impossible' | 'nodes' | 'depth' | 'stopped';
    };

/** What is still to be done: a list, with the same id as any list of the same tasks. */
interface Agenda<T> {
  readonly id: number;
  readonly task: T;
  readonly depth: number;
  readonly within: Within | null;
  readonly next: Agenda<T> | null;
}

/** A task that was gone into with a state, and what it lies in. */
interface Within {
  readonly key: string;
  readonly within: Within | null;
}

interface Choice<T> {
  readonly ways: Iterator<Way<T>>;
  readonly agenda: Agenda<T>;
  readonly within: Within | null;
  readonly mark: number;
  readonly steps: number;
  readonly decisions: number;
  readonly cost: number;
}

const ASK_EVERY = 256;
/** How many of the tasks it lies in a task is compared with. */
const NEAREST = 64;

const repeats = (key: string, inside: Within | null): boolean => {
  let at = inside;
  for (let i = 0; at && i < NEAREST; i++, at = at.within) if (at.key === key) return true;
  return false;
};

/**
 * Decomposes tasks depth first, forward from the present state, so that every method's condition is looked at where the
 * method begins (SHOP2, Nau et al. 2003; GTPyhop, Nau et al. 2021). A state and agenda that were met before at no higher cost
 * are not gone into again, which ends loops of methods (HyperTensioN, Magnaguagno et al. 2021).
 */
export const decompose = <T, S>(
  tasks: readonly T[],
  world: TaskWorld<T, S>,
  budget: DecomposeBudget,
): Decomposition<T, S> => {
  const ids = new Map<string, number>();
  const met = new Map<string, number>();
  const push = (task: T, depth: number, within: Within | null, next: Agenda<T> | null): Agenda<T> => {
    const key = `${next?.id ?? 0}|${world.keyOf(task)}`;
    const id = ids.get(key) ?? ids.size + 1;
    ids.set(key, id);
    return { id, task, depth, within, next };
  };

  const choices: Choice<T>[] = [];
  const steps: S[] = [];
  const decisions: Decision<T>[] = [];
  let cost = 0;
  let agenda: Agenda<T> | null = null;
  for (const task of tasks.toReversed()) agenda = push(task, 0, null, agenda);
  const [first] = tasks;
  if (first === undefined) return { kind: 'plan', steps: [], cost: 0, decisions: [] };

  let best: Extract<Decomposition<T, S>, { kind: 'plan' }> | null = null;
  let furthest: { partial: readonly S[]; open: T } = { partial: [], open: first };
  let because: 'impossible' | 'nodes' | 'depth' | 'stopped' = 'impossible';
  let stuck = false;
  let nodes = 0;

  const stuckAt = (open: T): void => {
    if (steps.length > furthest.partial.length || !stuck) furthest = { partial: steps.slice(), open };
    stuck = true;
  };
  /** To the newest choice with another way; false when there is none. */
  const another = (): boolean => {
    for (let choice = choices.at(-1); choice; choice = choices.at(-1)) {
      world.back(choice.mark);
      steps.length = choice.steps;
      decisions.length = choice.decisions;
      cost = choice.cost;
      const way = choice.ways.next();
      if (way.done !== true) {
        const { method, tasks: parts } = way.value;
        decisions.push({ task: choice.agenda.task, method, parts: parts.length, steps: 0 });
        agenda = choice.agenda.next;
        const { depth } = choice.agenda;
        for (let i = parts.length - 1; i >= 0; i--) {
          const free = budget.lastPartsFree === true && i === parts.length - 1;
          agenda = push(parts[i]!, free ? depth : depth + 1, choice.within, agenda);
        }
        return true;
      }
      choices.pop();
      if (decisions.length === choice.decisions) stuckAt(choice.agenda.task);
    }
    return false;
  };

  for (let going = true; going;) {
    if (agenda === null) {
      if (world.isEnd() && (!best || cost < best.cost))
        best = { kind: 'plan', steps: steps.slice(), cost, decisions: decisions.slice() };
      if (best && budget.cheapest !== true) break;
      going = another();
      continue;
    }
    if (++nodes > budget.nodes) {
      because = 'nodes';
      break;
    }
    if (nodes % ASK_EVERY === 0 && budget.shouldStop?.() === true) {
      because = 'stopped';
      break;
    }
    const here: Agenda<T> = agenda;
    if (best && cost >= best.cost) {
      going = another();
      continue;
    }
    const ways = world.ways(here.task);
    if (ways === null) {
      const done = world.perform(here.task);
      if (!done) {
        stuckAt(here.task);
        going = another();
        continue;
      }
      steps.push(...done.steps);
      cost += done.cost;
      decisions.push({ task: here.task, method: null, parts: 0, steps: done.steps.length });
      agenda = here.next;
      continue;
    }
    if (here.depth >= budget.depth) {
      because = 'depth';
      stuckAt(here.task);
      going = another();
      continue;
    }
    const state = world.stateKey();
    const own = budget.withoutRepeats === true ? `${world.keyOf(here.task)}@${state}` : null;
    if (own !== null && repeats(own, here.within)) {
      because = 'depth';
      stuckAt(here.task);
      going = another();
      continue;
    }
    const key = `${here.id}@${state}`;
    const before = met.get(key);
    if (before !== undefined && before <= cost) {
      going = another();
      continue;
    }
    met.set(key, cost);
    choices.push({
      ways: ways[Symbol.iterator](),
      agenda: here,
      within: own === null ? null : { key: own, within: here.within },
      mark: world.mark(),
      steps: steps.length,
      decisions: decisions.length,
      cost,
    });
    going = another();
  }
  return best ?? { kind: 'none', ...furthest, because };
};
