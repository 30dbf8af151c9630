import type { Constraint } from '../protocol/constraint.ts';
import { withAntecedents } from './antecedent.ts';
import { clausesAt, limits, limitsAt, type Clause } from './clause.ts';
import { trouble, type Doubt, type Question } from './doubt.ts';
import type { GoalContext, Intent } from './intent.ts';
import { Reader, type Match, type Span } from './match.ts';
import type { Ask, Built, Hinge, Limit } from './phrase.ts';
import { afterLimit, afterSeparator, beforeLimit, isEnd, isOtherwise, saysOrder, skipPolite } from './separator.ts';
import type { Tokens } from './token.ts';

export type Outcome =
  | {
      readonly kind: 'read';
      readonly intents: readonly Intent[];
      readonly constraints: readonly Constraint[];
      readonly clauses: readonly Clause[];
    }
  | {
      readonly kind: 'doubt';
      readonly doubt: Doubt;
      readonly clauses: readonly Clause[];
      /** A name that is only guessed: it could be read so if something were called so. */
      readonly guess?: Question;
    }
  /** No reading takes every word: what could be read, and the first piece that could not. */
  | {
      readonly kind: 'stuck';
      readonly clauses: readonly Clause[];
      readonly spans: readonly Span[];
      readonly at: number;
    };

/** A goal with more parts than this is a program; its plan could not be read. */
const MOST_CLAUSES = 200;
/** How many clauses are built while looking for a reading without doubt. */
const PATIENCE = 1000;

const END = -1;

/**
 * A place between clauses: the position of a piece of the goal, doubled; odd where only a limit can go on, because
 * nothing separates it from what is before.
 */
type Place = number;

interface Edge {
  readonly clause: Clause;
  /** Where the next clause begins, or END. */
  readonly to: Place;
}

interface Furthest {
  readonly start: Place;
  readonly match: Match;
}

/** Where the next clause can begin after one. */
/** What follows belongs to it, with or without a comma. */
const opens = (clause: Clause): boolean => !limits(clause) && clause.phrase.opens === true;

const placesAfter = (clause: Clause, tokens: Tokens): readonly Place[] => {
  const { next } = clause.match;
  const follows = opens(clause) || isOtherwise(tokens, next) ? next : null;
  const separated = limits(clause) ? afterLimit(tokens, next) : (afterSeparator(tokens, next) ?? follows);
  return [...(separated === null ? [] : [separated * 2]), beforeLimit(tokens, next) * 2 + 1];
};

/** All clauses that can be reached from the beginning, by where they begin. */
class Chart {
  readonly edges = new Map<number, readonly Edge[]>();
  readonly #before = new Map<number, Edge & { readonly from: number }>();
  readonly #ends = new Map<number, boolean>();
  furthest: Furthest;
  /** Whether some way is longer than a goal may be. */
  endless = false;

  constructor(tokens: Tokens, context: GoalContext, start: number) {
    this.furthest = { start: start * 2, match: { next: start, slots: {}, spans: [], doubts: [] } };
    const reader = new Reader(tokens, context);
    const open = [{ at: start * 2, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { at, depth } = next;
      if (depth >= MOST_CLAUSES) this.endless = true;
      if (this.edges.has(at) || depth >= MOST_CLAUSES) continue;
      const reached = (match: Match): void => this.#reach(at, match);
      const position = Math.floor(at / 2);
      const clauses = [
        ...(at % 2 === 0 ? clausesAt(position, reader, reached) : []),
        ...limitsAt(position, reader, reached),
      ];
      const edges = clauses.flatMap((clause): readonly Edge[] =>
        isEnd(tokens, clause.match.next)
          ? opens(clause)
            ? []
            : [{ clause, to: END }]
          : placesAfter(clause, tokens).map((to) => ({ clause, to })),
      );
      this.edges.set(at, edges);
      for (const edge of edges) {
        if (edge.to === END || this.#before.has(edge.to)) continue;
        this.#before.set(edge.to, { ...edge, from: at });
        if (edge.to % 2 === 0) this.#reach(edge.to, { next: edge.to / 2, slots: {}, spans: [], doubts: [] });
        open.push({ at: edge.to, depth: depth + 1 });
      }
    }
    for (const at of [...this.edges.keys()].sort((a, b) => b - a)) {
      this.#ends.set(
        at,
        (this.edges.get(at) ?? []).some(({ to }) => this.leadsToEnd(to)),
      );
    }
  }

  leadsToEnd(at: number): boolean {
    return at === END || this.#ends.get(at) === true;
  }

  /** The clauses before a position, in order. */
  chainTo(at: number): readonly Clause[] {
    const chain: Clause[] = [];
    for (let edge = this.#before.get(at); edge !== undefined; edge = this.#before.get(edge.from))
      chain.push(edge.clause);
    return chain.reverse();
  }

  #reach(start: number, match: Match): void {
    // What is only guessed to be a missing application's name has not been understood.
    if (match.next > this.furthest.match.next && match.doubts.length === 0) this.furthest = { start, match };
  }
}

const intentsOf = (asks: readonly Ask[], { start, match }: Clause, tokens: Tokens): readonly Intent[] =>
  asks.map((ask) => ({ ...ask, start: tokens[start]?.start ?? 0, end: tokens[match.next - 1]?.end ?? 0 }));

const isAsks = (built: readonly Ask[] | Limit | Hinge | Doubt): built is readonly Ask[] => !('kind' in built);

/** What a way through the goal asks for and is held to, as far as it has gone. */
interface Taken {
  readonly clauses: readonly Clause[];
  readonly intents: readonly Intent[];
  /** What is waited for before anything else, because a limit says so. */
  readonly waits: readonly Intent[];
  readonly constraints: readonly Constraint[];
}

const NOTHING: Taken = { clauses: [], intents: [], waits: [], constraints: [] };

const NO_DEED = trouble('That is something to keep to. Say what is to be done as well.');

interface Noted {
  readonly doubt: Doubt;
  readonly clauses: readonly Clause[];
}

/** What is on its way to a place is not looked for there. */
const elsewhereThan = (doubt: Doubt, to: unknown): Doubt =>
  doubt.kind === 'question' && doubt.sought?.kind === 'set' && typeof to === 'string'
    ? {
        ...doubt,
        candidates: doubt.candidates.filter(({ id }) => id !== to),
        sought: { ...doubt.sought, except: to },
      }
    : doubt;

/** Whether it is only asked in which folder files of a kind are: unanswered, home is meant. */
const isOfPlace = (doubt: Doubt): boolean =>
  doubt.kind === 'question' &&
  doubt.subject.startsWith('folder:') &&
  (doubt.sought === undefined || doubt.sought.kind === 'set');

/** Looks for the way through the chart whose every clause can be built, the preferred clauses first. */
class Walk {
  doubt: Noted | null = null;
  /** The first name that is only guessed. */
  guess: (Noted & { readonly doubt: Question }) | null = null;
  #left = PATIENCE;
  readonly #chart: Chart;
  readonly #tokens: Tokens;
  readonly #context: GoalContext;

  constructor(chart: Chart, tokens: Tokens, context: GoalContext) {
    this.#chart = chart;
    this.#tokens = tokens;
    this.#context = context;
  }

  from(at: Place, taken: Taken): Taken | null {
    if (at === END) {
      if (taken.intents.length > 0) return taken;
      this.#note(NO_DEED, taken.clauses, END);
      return null;
    }
    for (const { clause, to } of this.#chart.edges.get(at) ?? []) {
      if (!this.#chart.leadsToEnd(to)) continue;
      this.#left -= 1;
      if (this.#left < 0) return null;
      const clauses = [...taken.clauses, clause];
      const built = this.#build(clause, [...taken.waits, ...taken.intents]);
      if (built === null) continue;
      if (!isAsks(built) && built.kind !== 'limit' && built.kind !== 'hinge') {
        this.#note(built, clauses, to);
        continue;
      }
      const rest = this.from(to, { ...this.#with(taken, clause, built), clauses });
      if (rest) return rest;
    }
    return null;
  }

  #with(taken: Taken, clause: Clause, built: readonly Ask[] | Limit | Hinge): Taken {
    if (isAsks(built)) {
      const asked = intentsOf(built, clause, this.#tokens);
      const before = taken.clauses.at(-1);
      const isOrdered =
        before !== undefined && !opens(before) && saysOrder(this.#tokens, before.match.next, clause.start);
      const [first, ...others] = asked;
      const intents = isOrdered && first ? [{ ...first, ordered: true } as const, ...others] : asked;
      return { ...taken, intents: [...taken.intents, ...intents] };
    }
    if (built.kind === 'hinge')
      return { ...taken, intents: [...intentsOf([built.on], clause, this.#tokens), ...taken.intents] };
    const { rule, say, first } = built;
    const start = this.#tokens[clause.start]?.start ?? 0;
    const end = this.#tokens[clause.match.next - 1]?.end ?? 0;
    const constraint = { id: `c${taken.constraints.length + 1}`, start, end, say, rule };
    return {
      ...taken,
      waits: [...taken.waits, ...intentsOf(first, clause, this.#tokens)],
      constraints: [...taken.constraints, constraint],
    };
  }

  #build({ phrase, match }: Clause, before: readonly Intent[]): Built {
    const doubt = match.doubts.find((one) => !(phrase.anywhere && isOfPlace(one)));
    if (doubt) return elsewhereThan(doubt, match.slots['to']);
    const built = phrase.build(match.slots, {
      context: this.#context,
      before,
      isLast: isEnd(this.#tokens, match.next),
      isBeforeOtherwise: isOtherwise(this.#tokens, afterSeparator(this.#tokens, match.next) ?? match.next),
    });
    return built === null || !isAsks(built) ? built : withAntecedents(built, before, this.#context.skills);
  }

  /** The first doubt is kept, but a question is worth more than a trouble: it can be answered. A guess is worth less than either. */
  #note(doubt: Doubt, clauses: readonly Clause[], to: number): null {
    if (doubt.kind === 'question' && doubt.guess !== undefined) {
      if (this.guess === null || (this.guess.doubt.guess === 'faint' && doubt.guess === 'name'))
        this.guess = { doubt, clauses: this.#whole(clauses, to) };
      return null;
    }
    if (this.doubt && !(this.doubt.doubt.kind === 'trouble' && doubt.kind === 'question')) return null;
    this.doubt = { doubt, clauses: this.#whole(clauses, to) };
    return null;
  }

  #whole(clauses: readonly Clause[], to: number): readonly Clause[] {
    const whole = [...clauses];
    for (let at = to; at !== END;) {
      const edge = this.#chart.edges.get(at)?.find((e) => this.#chart.leadsToEnd(e.to));
      if (!edge) break;
      whole.push(edge.clause);
      at = edge.to;
    }
    return whole;
  }
}

/** Reads the whole goal as clauses one after another, or says how far that goes. */
export const search = (tokens: Tokens, context: GoalContext): Outcome => {
  const start = skipPolite(tokens, 0);
  const chart = new Chart(tokens, context, start);
  const walk = new Walk(chart, tokens, context);
  const found = chart.leadsToEnd(start * 2) ? walk.from(start * 2, NOTHING) : null;
  if (found) {
    const { clauses, constraints } = found;
    return { kind: 'read', intents: [...found.waits, ...found.intents], constraints, clauses };
  }
  const guess = walk.guess === null ? {} : { guess: walk.guess.doubt };
  const noted = walk.doubt ?? walk.guess;
  if (noted) return { kind: 'doubt', ...noted, ...guess };
  if (chart.endless)
    return { kind: 'doubt', doubt: trouble(`A goal may have ${MOST_CLAUSES} parts at most.`), clauses: [] };
  const { furthest } = chart;
  // All of it fits a phrase that it is not after all: what follows its verb is what is not understood.
  if (furthest.match.next >= tokens.length && chart.leadsToEnd(start * 2)) {
    const at = Math.floor(furthest.start / 2);
    return {
      kind: 'stuck',
      clauses: chart.chainTo(furthest.start),
      spans: [],
      at: Math.min(at + 1, tokens.length - 1),
    };
  }
  return {
    kind: 'stuck',
    clauses: chart.chainTo(furthest.start),
    spans: furthest.match.spans,
    at: furthest.match.next,
  };
};
