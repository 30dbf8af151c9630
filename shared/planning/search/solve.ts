import { GROUND_BUDGET, Stopped } from '../ground/budget.ts';
import type { FiniteTask } from '../ground/finite-task.ts';
import { ground } from '../ground/ground.ts';
import { TaskError } from '../task-error.ts';
import { CLOSE_GOAL } from '../close-goal.ts';
import type { LiftedLiteral, LiftedTask, PlanSearch, TaskStep } from '../../ports/planning-task.ts';
import { apply, holds } from './apply.ts';
import { landmarkGraph } from './landmark-graph.ts';
import { improve } from './improve.ts';
import { narrow, workToNarrow } from '../narrow/narrow.ts';
import { searchInTurns, type Narrowing, type Prepared } from './portfolio.ts';
import { relax } from './relaxed-task.ts';
import { symmetriesOf, type Symmetries } from './symmetries.ts';

export interface SolveOptions {
  /** Asked often; true ends the work as soon as possible. The caller's clock and cancellation enter here. */
  readonly shouldStop?: () => boolean;
  /** How many different states may be looked at. */
  readonly maxStates?: number;
  /** How much may be kept of them, in bytes. */
  readonly maxBytes?: number;
  /** How many facts and operators grounding may make. */
  readonly maxAtoms?: number;
  readonly maxOperators?: number;
  /** Plans are to be short instead of cheap: every step counts 1. */
  readonly unitCost?: boolean;
  /** How much work may go into making the first plan cheaper; a million is about 10 ms. 0 leaves it as it was found. */
  readonly improveWork?: number;
  /** On top of that, for each unit of work that the search took. */
  readonly improveShare?: number;
  /** Told once, when there is a plan that only remains to be made cheaper: how many steps it has. */
  readonly found?: (steps: number) => void;
}

const MOST_STATES = 20_000_000;
const MOST_BYTES = 1_500_000_000;
const HIGHEST_COST = 100;
/** A task is narrowed when that takes no more than this share of what was done without it. */
const NARROW_SHARE = 0.3;
/** How many times what it is thought to take it may take. */
const NARROW_PATIENCE = 4;
const IMPROVE_WORK = 20_000_000;
const IMPROVE_SHARE = 0.3;

/** Costs as the heuristics count them: at least 1, so that free steps are no detour, and small enough to sort by. */
const countedCosts = ({ costs }: FiniteTask): Int32Array => {
  let highest = 0;
  for (const cost of costs) highest = Math.max(highest, cost);
  const scale = highest > HIGHEST_COST ? HIGHEST_COST / highest : 1;
  return costs.map((cost) => 1 + Math.ceil(cost * scale));
};

const stepsOf = (task: FiniteTask, operators: readonly number[]): TaskStep[] =>
  operators.map((operator) => task.stepOf(operator)).filter(({ action }) => action !== CLOSE_GOAL);

const openGoals = (task: FiniteTask, operators: readonly number[]): LiftedLiteral[] => {
  const values = task.init.slice();
  for (const operator of operators) apply(task, operator, values);
  return Array.from(task.goal)
    .filter((goal) => !holds(task, goal, values))
    .map((goal) => task.nameOf(goal));
};

function* search(lifted: LiftedTask, finite: FiniteTask, options: SolveOptions, shouldStop: () => boolean): Solving {
  const prepared = (of: FiniteTask): Prepared => {
    const relaxed = options.unitCost ? relax(of) : relax(of, countedCosts(of));
    let found: Symmetries | null | undefined;
    const symmetries = (): Symmetries | null => (found === undefined ? (found = symmetriesOf(lifted, of)) : found);
    return { relaxed, landmarks: landmarkGraph(relaxed, shouldStop), symmetries };
  };
  const budget = { shouldStop, maxStates: options.maxStates ?? MOST_STATES, maxBytes: options.maxBytes ?? MOST_BYTES };
  let isOver = false;
  const narrowed = (done: number): Narrowing => {
    if (isOver || workToNarrow(finite) > done * NARROW_SHARE) return { narrowed: null, work: 0 };
    isOver = true;
    const { task, work } = narrow(finite, NARROW_PATIENCE * done * NARROW_SHARE, shouldStop);
    return { narrowed: typeof task === 'string' || task === null ? task : prepared(task), work };
  };
  const first = prepared(finite);
  // What was made so far is a slice of its own, which is not to be made again.
  yield;
  const { outcome, relaxed, work } = yield* searchInTurns(first, budget, narrowed);
  const { task } = relaxed;
  if (outcome.kind === 'plan') {
    options.found?.(stepsOf(task, outcome.operators).length);
    const limit = (options.improveWork ?? IMPROVE_WORK) + (options.improveShare ?? IMPROVE_SHARE) * work;
    const operators = improve(relaxed, outcome.operators, budget, limit);
    const steps = stepsOf(task, operators);
    return { kind: 'plan', steps, cost: steps.reduce((sum, { cost }) => sum + cost, 0) };
  }
  if (outcome.kind === 'exhausted') return { kind: 'unsolvable' };
  return {
    kind: 'unfinished',
    // Memory ends it where states do: there were more of them than could be kept.
    reason: outcome.why === 'time' ? 'stopped' : 'states',
    partial: stepsOf(task, outcome.best),
    openGoals: openGoals(task, outcome.best),
  };
}

/** A search for a plan that can be left alone between its slices of work and gone on with later. */
export type Solving = Generator<void, PlanSearch, void>;

/**
 * Plans a task in slices of work of about a tenth of a second: grounds it, which is the first of them, and searches.
 * @throws TaskError PLANNING_INVALID for a task that contradicts itself. Whatever is too large or takes too long comes back as
 * `unfinished`.
 */
export function* solving(task: LiftedTask, options: SolveOptions = {}): Solving {
  const shouldStop = options.shouldStop ?? (() => false);
  const unfinished = (reason: 'stopped' | 'too-large'): PlanSearch => ({
    kind: 'unfinished',
    reason,
    partial: [],
    openGoals: task.goal,
  });
  const budget = {
    maxAtoms: options.maxAtoms ?? GROUND_BUDGET.maxAtoms,
    maxOperators: options.maxOperators ?? GROUND_BUDGET.maxOperators,
    shouldStop,
  };
  try {
    // A small task would be done before anything asks.
    if (shouldStop()) throw new Stopped();
    const finite = ground(task, budget, options.unitCost);
    return finite ? yield* search(task, finite, options, shouldStop) : { kind: 'unsolvable' };
  } catch (thrown) {
    if (thrown instanceof Stopped) return unfinished('stopped');
    if (thrown instanceof TaskError && thrown.code === 'PLANNING_TOO_LARGE') return unfinished('too-large');
    throw thrown;
  }
}

/** Plans a task at one go; else like `solving`. */
export const solve = (task: LiftedTask, options: SolveOptions = {}): PlanSearch => {
  const slices = solving(task, options);
  for (;;) {
    const slice = slices.next();
    if (slice.done === true) return slice.value;
  }
};
