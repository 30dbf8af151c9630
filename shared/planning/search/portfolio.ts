import { eliminate } from './eliminate.ts';
import type { LandmarkGraph } from './landmark-graph.ts';
import { onlyGoals } from './landmark-graph.ts';
import { LazyGreedy } from './lazy-greedy.ts';
import { LookaheadSearch } from './lookahead-search.ts';
import { NewFactsSearch } from './new-facts-search.ts';
import { RelaxedPlan } from './relaxed-plan.ts';
import type { RelaxedTask } from './relaxed-task.ts';
import type { Outcome, Search, SearchBudget } from './search-budget.ts';
import type { Symmetries } from './symmetries.ts';
import { WidthSearch } from './width-search.ts';

/** A task and what was found out about it for the searches. */
export interface Prepared {
  readonly relaxed: RelaxedTask;
  readonly landmarks: LandmarkGraph;
  readonly symmetries: () => Symmetries | null;
}

/** Work of a search's first turn: about a third of a second for the first, which is the one to rely on. */
const FIRST_TURN = 100_000_000;
const OTHER_TURN = 50_000_000;
const RARE_TURN = 30_000_000;
/** What these do before any turns: a plan that comes at once, and is hardly longer than a relaxed one, is taken. */
const FIRST_LOOK = 20_000_000;
const OTHER_LOOK = 10_000_000;
const MOST_LOOKS = 8;
const NEW_FACTS_LOOK = 30_000_000;
/** What others may still do for a shorter plan, or as much as was done, when one that is long was found by following relaxed plans. */
const NEW_FACTS_FOR_SHORTER = 50_000_000;
const GREEDY_FOR_SHORTER = 150_000_000;
const MOST_FOR_SHORTER = 330_000_000;
/** How many times as much as a relaxed plan one costs that is not. */
const SHORT = 1.15;
/** After so much work at most whoever drives the turns has a say. */
const SLICE = 30_000_000;
const MOST_ELIMINATION = 50_000_000;

/** Where the searches are in their order. */
const GREEDY = 0;
const LOOKAHEAD = 1;
const NEW_FACTS = 2;

const startsOf = ({ relaxed, landmarks, symmetries }: Prepared) => [
  { turn: FIRST_TURN, start: (b: SearchBudget): Search => new LazyGreedy(relaxed, landmarks, b, symmetries) },
  { turn: OTHER_TURN, start: (b: SearchBudget): Search => new LookaheadSearch(relaxed, b) },
  { turn: FIRST_TURN, start: (b: SearchBudget): Search => new NewFactsSearch(relaxed, b) },
  { turn: RARE_TURN, start: (b: SearchBudget): Search => new LazyGreedy(relaxed, landmarks, b, symmetries, true) },
  {
    turn: FIRST_TURN,
    start: (b: SearchBudget): Search => new WidthSearch(relaxed, onlyGoals(relaxed), b, symmetries()),
  },
  { turn: RARE_TURN, start: (b: SearchBudget): Search => new WidthSearch(relaxed, landmarks, b) },
];

/** How it ended, for which task, and how much work it took. */
export interface Ended {
  readonly outcome: Outcome;
  readonly relaxed: RelaxedTask;
  readonly work: number;
}

/** A smaller task with the same plans as far as they matter; null where there is none by now. */
export interface Narrowing {
  readonly narrowed: Prepared | 'unsolvable' | null;
  readonly work: number;
}

/**
 * Searches that fail on different tasks take turns, so that a task costs at most a few times what the best of them needs:
 * estimates with landmarks first, then relaxed plans followed at once, which gets far in large tasks, then what is new alone, which
 * gives up at some, then estimates with some states drawn by lot, then novelty with goals counted, then novelty with landmarks
 * counted. What is alike is left out by those that judge a state by itself, for what is new to a search depends on what it has seen of
 * others like it. Turns are measured in work and not in time, and double from round to round: the same task gives the same plan on
 * any machine.
 *
 * Where a first look at a task finds no plan, `narrow` may give a smaller one that has the same plans, and all begin anew with that.
 *
 * A search that would keep more than is left of the memory is given up, and the others go on with what it kept.
 *
 * Plans from following relaxed plans can be long, so others go on for a while before such a one is taken.
 *
 * It can be left alone after each slice of work, and gone on with later.
 */
export function* searchInTurns(
  given: Prepared,
  budget: SearchBudget,
  narrow: (done: number) => Narrowing,
): Generator<void, Ended, void> {
  let { relaxed } = given;
  let starts = startsOf(given);
  /** By place: the search; null when it was given up, and what it kept with it. */
  let started: (Search | null | undefined)[] = [];
  const kept = (): number => started.reduce((sum, s) => sum + (s?.bytes ?? 0), 0);
  /** What the others keep is not there for a search. */
  const own = (index: number): SearchBudget => ({
    ...budget,
    get maxBytes() {
      return budget.maxBytes - kept() + (started[index]?.bytes ?? 0);
    },
  });
  let extra = 0;
  const work = (): number => started.reduce((sum, s) => sum + (s?.work ?? 0), extra);
  const endedBy = (outcome: Outcome): Ended => ({ outcome, relaxed, work: work() });
  const costOf = (operators: readonly number[]): number => operators.reduce((sum, o) => sum + relaxed.costs[o]!, 0);
  /** What is taken in the end when a plan was found by following relaxed plans. */
  const orShorter = (found: readonly number[]): Outcome => {
    const { plan, work: spent } = eliminate(relaxed.task, found, MOST_ELIMINATION, budget);
    extra += spent;
    let best: Outcome = { kind: 'plan', operators: plan };
    const cost = costOf(plan);
    if (cost <= SHORT * new RelaxedPlan(relaxed).evaluate(relaxed.task.init, relaxed.task.goal)) return best;
    const done = Math.min(MOST_FOR_SHORTER, work());
    for (const [index, least] of [
      [NEW_FACTS, NEW_FACTS_FOR_SHORTER],
      [GREEDY, GREEDY_FOR_SHORTER],
    ] as const) {
      if (started[index] === null) continue;
      const search = (started[index] ??= starts[index]!.start(own(index)));
      const other = search.advance(search.work + Math.max(least, done));
      if (other?.kind !== 'plan') continue;
      if (costOf(other.operators) < cost) best = other;
      break;
    }
    return best;
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
    if (outcome?.kind === 'stopped' && (outcome.why === 'memory' || outcome.why === 'given-up')) {
      extra += search.work;
      started[index] = null;
      if (outcome.why === 'memory') full ??= outcome;
      return null;
    }
    return outcome?.kind === 'plan' && index === LOOKAHEAD ? orShorter(outcome.operators) : outcome;
  };
  /** Relaxed plans are followed a few times as long while that gets nearer to the goal. */
  const lookAhead = function* (): Generator<void, Outcome | null, void> {
    let lowest = Infinity;
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      const outcome = yield* goOn(LOOKAHEAD, OTHER_LOOK);
      if (outcome) return outcome;
      const search = started[LOOKAHEAD];
      if (!(search instanceof LookaheadSearch) || search.lowest >= lowest) break;
      ({ lowest } = search);
    }
    return null;
  };
  const look = function* (): Generator<void, Outcome | null, void> {
    return (yield* goOn(GREEDY, FIRST_LOOK)) ?? (yield* lookAhead()) ?? (yield* goOn(NEW_FACTS, NEW_FACTS_LOOK));
  };
  const early = yield* look();
  if (early) return endedBy(early);
  for (let round = 1; ; round *= 2) {
    const { narrowed, work: spent } = narrow(work());
    extra += spent;
    if (narrowed === 'unsolvable') return endedBy({ kind: 'exhausted' });
    if (narrowed) {
      extra = work();
      ({ relaxed } = narrowed);
      starts = startsOf(narrowed);
      started = [];
      const found = yield* look();
      if (found) return endedBy(found);
    }
    for (const [index, { turn }] of starts.entries()) {
      const outcome = yield* goOn(index, turn * round);
      if (outcome) return endedBy(outcome);
    }
    if (full && started.every((search) => search === null)) return endedBy(full);
  }
}
