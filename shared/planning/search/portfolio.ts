import { eliminate } from './eliminate.ts';
import type { LandmarkGraph } from './landmark-graph.ts';
import { onlyGoals } from './landmark-graph.ts';
import { LazyGreedy } from './lazy-greedy.ts';
import { LookaheadSearch } from './lookahead-search.ts';
import { RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import type { Outcome, Search, SearchBudget } from './search-budget.ts';
import type { Symmetries } from './symmetries.ts';
import { WidthSearch } from './width-search.ts';

/** Work of a search's first turn: about a third of a second for the first, which is the one to rely on. */
const FIRST_TURN = 100_000_000;
const OTHER_TURN = 50_000_000;
/** What these two do before any turns: a plan that comes at once, and is hardly longer than a relaxed one, is taken. */
const FIRST_LOOK = 20_000_000;
const OTHER_LOOK = 10_000_000;
/** What the first search may still do for a shorter plan when another has found one that is long. */
const FOR_SHORTER = 330_000_000;
/** How many times as much as a relaxed plan one costs that is not. */
const SHORT = 1.15;
/** After so much work at most whoever drives the turns has a say. */
const SLICE = 30_000_000;
const MOST_ELIMINATION = 50_000_000;

/**
 * Searches that fail on different tasks take turns, so that a task costs at most a few times what the best of them needs:
 * estimates with landmarks first, then relaxed plans followed at once, which gets far in large tasks, then estimates with some
 * states drawn by lot, then novelty with goals counted, then novelty with landmarks counted. What is alike is left out by
 * those that judge a state by itself, for what is new to a search depends on what it has seen of others like it. Turns are measured
 * in work and not in time, and double from round to round: the same task gives the same plan on any machine.
 *
 * A search that would keep more than is left of the memory is given up, and the others go on with what it kept.
 *
 * Plans from following relaxed plans can be long, so the first search goes on for a while before such a one is taken.
 *
 * It can be left alone after each slice of work, and gone on with later.
 */
export function* searchInTurns(
  relaxed: RelaxedTask,
  landmarks: LandmarkGraph,
  budget: SearchBudget,
  symmetries: () => Symmetries | null,
): Generator<void, { readonly outcome: Outcome; readonly work: number }, void> {
  /** By place: the search; null when it was given up, and what it kept with it. */
  const started: (Search | null | undefined)[] = [];
  const kept = (): number => started.reduce((sum, s) => sum + (s?.bytes ?? 0), 0);
  /** What the others keep is not there for a search. */
  const own = (index: number): SearchBudget => ({
    ...budget,
    get maxBytes() {
      return budget.maxBytes - kept() + (started[index]?.bytes ?? 0);
    },
  });
  const starts = [
    { turn: FIRST_TURN, start: (b: SearchBudget): Search => new LazyGreedy(relaxed, landmarks, b, symmetries) },
    { turn: OTHER_TURN, start: (b: SearchBudget): Search => new LookaheadSearch(relaxed, b) },
    { turn: OTHER_TURN, start: (b: SearchBudget): Search => new LazyGreedy(relaxed, landmarks, b, symmetries, true) },
    {
      turn: OTHER_TURN,
      start: (b: SearchBudget): Search => new WidthSearch(relaxed, onlyGoals(relaxed), b, symmetries()),
    },
    { turn: OTHER_TURN, start: (b: SearchBudget): Search => new WidthSearch(relaxed, landmarks, b) },
  ];
  let extra = 0;
  const work = (): number => started.reduce((sum, s) => sum + (s?.work ?? 0), extra);
  const costOf = (operators: readonly number[]): number => operators.reduce((sum, o) => sum + relaxed.costs[o]!, 0);
  /** What is taken in the end when a plan was found by following relaxed plans. */
  const orShorter = (found: readonly number[]): Outcome => {
    const { plan, work: spent } = eliminate(relaxed.task, found, MOST_ELIMINATION, budget);
    extra += spent;
    const followed: Outcome = { kind: 'plan', operators: plan };
    const ratio = costOf(plan) / new RelaxedPlan(relaxed).evaluate(relaxed.task.init, relaxed.task.goal);
    const [first] = started;
    if (ratio <= SHORT || !first) return followed;
    const other = first.advance(first.work + FOR_SHORTER);
    return other?.kind === 'plan' && costOf(other.operators) < costOf(plan) ? other : followed;
  };
  let full: Outcome | null = null;
  /** What to end with after a search went on; null to go on. */
  const goOn = function* (index: number, turn: number): Generator<void, Outcome | null, void> {
    if (started[index] === null) return null;
    const search = (started[index] ??= starts[index]!.start(own(index)));
    const end = search.work + turn;
    let outcome: Outcome | null = null;
    while (!outcome && search.work < end) {
      outcome = search.advance(Math.min(end, search.work + SLICE));
      yield;
    }
    if (outcome?.kind === 'stopped' && outcome.why === 'memory') {
      started[index] = null;
      full ??= outcome;
      return null;
    }
    return outcome?.kind === 'plan' && search instanceof LookaheadSearch ? orShorter(outcome.operators) : outcome;
  };
  const early = (yield* goOn(0, FIRST_LOOK)) ?? (yield* goOn(1, OTHER_LOOK));
  if (early) return { outcome: early, work: work() };
  for (let round = 1; ; round *= 2) {
    for (const [index, { turn }] of starts.entries()) {
      const outcome = yield* goOn(index, turn * round);
      if (outcome) return { outcome, work: work() };
    }
    if (full && started.every((search) => search === null)) return { outcome: full, work: work() };
  }
}
