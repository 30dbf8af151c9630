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
/** How much more it may do while it gets nearer to the goal, and for how long it need not. */
const LOOKAHEAD_ON = { most: 70_000_000, patience: 10_000_000 };
const ON = { most: 300_000_000, patience: 30_000_000 };
const NEW_FACTS_ON = { most: 150_000_000, patience: 20_000_000 };
const LANDMARKS_LOOK = 30_000_000;
const NEW_FACTS_LOOK = 30_000_000;
/** What others may still do for a shorter plan, or as much as was done, when one that is long was found by following relaxed plans. */
const NEW_FACTS_FOR_SHORTER = 50_000_000;
const GREEDY_FOR_SHORTER = 150_000_000;
const MOST_FOR_SHORTER = 330_000_000;
/** How many times as much as a relaxed plan one costs that is not. */
const SHORT = 1.15;
/** After so much work at most whoever drives the turns has a say. */
const SLICE = 30_000_000;
const SLICE_ON = 10_000_000;
const MOST_ELIMINATION = 50_000_000;

/** Where the searches are in their order. */
const GREEDY = 0;
const LOOKAHEAD = 1;
const NEW_FACTS = 2;
const WIDTH = 5;
const LANDMARKS = 6;

/** A search, how much it does at its turn in the first round, and how much more while it gets nearer to the goal. */
interface Turn {
  readonly turn: number;
  readonly on?: typeof ON;
  readonly start: (budget: SearchBudget) => Search;
}

const startsOf = ({ relaxed, landmarks, symmetries }: Prepared): readonly Turn[] => [
  { turn: FIRST_TURN, start: (b: SearchBudget): Search => new LazyGreedy(relaxed, landmarks, b, symmetries) },
  { turn: OTHER_TURN, on: ON, start: (b: SearchBudget): Search => new LookaheadSearch(relaxed, b) },
  { turn: FIRST_TURN, on: ON, start: (b: SearchBudget): Search => new NewFactsSearch(relaxed, b) },
  {
    turn: FIRST_TURN,
    start: (b: SearchBudget): Search => new LazyGreedy(relaxed, landmarks, b, symmetries, 'novelty'),
  },
  { turn: RARE_TURN, start: (b: SearchBudget): Search => new LazyGreedy(relaxed, landmarks, b, symmetries, 'lots') },
  {
    turn: FIRST_TURN,
    on: ON,
    start: (b: SearchBudget): Search => new WidthSearch(relaxed, onlyGoals(relaxed), b, symmetries()),
  },
  { turn: RARE_TURN, on: ON, start: (b: SearchBudget): Search => new WidthSearch(relaxed, landmarks, b) },
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
 * gives up at some, then estimates with what is new before them, then estimates with some states drawn by lot, then novelty with goals
 * counted, then novelty with landmarks counted. What is alike is left out by those that judge a state by itself, for what is new to a search depends on what it has seen of
 * others like it. Turns are measured in work and not in time, and double from round to round: the same task gives the same plan on
 * any machine.
 *
 * What looks for novelty or follows relaxed plans, and gets nearer to the goal all the time, is not left in the middle of that: it goes on beyond its
 * turn, up to a bound. Novelty with landmarks counted gets such a look before the first round, for where it leads to the goal at all its
 * count falls steadily.
 *
 * Where a first look at a task finds no plan, `narrow` may give a smaller one that has the same plans, and all begin anew with that.
 *
 * Where what is new alone has given up, novelty with goals counted has its turns as well, as in Dual-BFWS (Lipovetzky & Geffner 2017).
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
  const goOn = function* (index: number, turn: number, on?: typeof ON): Generator<void, Outcome | null, void> {
    if (started[index] === null) return null;
    const search = (started[index] ??= starts[index]!.start(own(index)));
    const end = search.work + turn;
    let outcome: Outcome | null = null;
    let { lowest, work: nearerAt } = search;
    while (!outcome) {
      const isOver = search.work >= end;
      if (isOver && !(on && search.work < end + on.most && search.work - nearerAt <= on.patience)) break;
      outcome = search.advance(isOver ? search.work + SLICE_ON : Math.min(end, search.work + SLICE));
      if (search.lowest < lowest) ({ lowest, work: nearerAt } = search);
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
  const look = function* (): Generator<void, Outcome | null, void> {
    return (
      (yield* goOn(GREEDY, FIRST_LOOK)) ??
      (yield* goOn(LOOKAHEAD, OTHER_LOOK, LOOKAHEAD_ON)) ??
      (yield* goOn(NEW_FACTS, NEW_FACTS_LOOK))
    );
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
    if (round === 1) {
      const found = (yield* goOn(NEW_FACTS, 0, NEW_FACTS_ON)) ?? (yield* goOn(LANDMARKS, LANDMARKS_LOOK, ON));
      if (found) return endedBy(found);
    }
    for (const [place, { turn, on }] of starts.entries()) {
      // Its other half goes on in the place of what gives up.
      const index = place === NEW_FACTS && started[place] === null ? WIDTH : place;
      const outcome = yield* goOn(index, turn * round, on);
      if (outcome) return endedBy(outcome);
    }
    if (full && started.every((search) => search === null)) return endedBy(full);
  }
}
