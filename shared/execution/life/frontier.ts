import { PagedList } from './paged-list.ts';

/** A step as the machine knows it: what it waits for and what waits for it, as places in the plan. */
export interface Node {
  readonly id: string;
  readonly dependsOn: readonly number[];
  readonly leadsTo: readonly number[];
}

/** `wished`: asked for, no intent journalled yet. `open`: an intent without an outcome. */
export type NodeState = 'ahead' | 'wished' | 'open' | 'done' | 'failed' | 'skipped';

/** How far a plan is. The same object never changes: each row makes another. */
export interface Frontier {
  readonly steps: readonly Node[];
  /** Where in the plan each step is, by id. */
  readonly places: ReadonlyMap<string, number>;
  /** By place. */
  readonly states: PagedList<NodeState>;
  /** How many steps are in each state. */
  readonly count: Readonly<Record<NodeState, number>>;
  /** Places of the steps that have not begun and wait for nothing, in the plan's order. */
  readonly ready: readonly number[];
}

interface Progressing extends Frontier {
  readonly asking: ReadonlySet<string>;
  readonly budget: number;
}

type Moved = Pick<Frontier, 'states' | 'count' | 'ready'>;

const NONE: Frontier['count'] = { ahead: 0, wished: 0, open: 0, done: 0, failed: 0, skipped: 0 };

const isPast = (state: NodeState | undefined): boolean => state === 'done' || state === 'skipped';

const isReady = ({ steps, states }: Pick<Frontier, 'steps' | 'states'>, place: number): boolean =>
  states.at(place) === 'ahead' && steps[place]?.dependsOn.every((d) => isPast(states.at(d))) === true;

/** Before the first step of a plan. */
export const frontierOf = (
  planned: readonly { readonly id: string; readonly dependsOn: readonly string[] }[],
): Frontier => {
  const places = new Map(planned.map((s, place) => [s.id, place]));
  const leadsTo = planned.map((): number[] => []);
  const steps = planned.map(({ id, dependsOn }, place) => {
    // What is not in the plan cannot be waited for, and never comes: -1 is no step's place.
    const waitsFor = dependsOn.map((d) => places.get(d) ?? -1);
    for (const d of waitsFor) leadsTo[d]?.push(place);
    return { id, dependsOn: waitsFor, leadsTo: leadsTo[place] ?? [] };
  });
  const states = PagedList.of(steps.map((): NodeState => 'ahead'));
  const ready = [...steps.keys()].filter((place) => isReady({ steps, states }, place));
  return { steps, places, states, count: { ...NONE, ahead: steps.length }, ready };
};

export const stateOf = ({ states, places }: Frontier, id: string): NodeState | undefined =>
  states.at(places.get(id) ?? -1);

export const allDone = ({ steps, count }: Frontier): boolean => count.done + count.skipped === steps.length;

/** Whether anything was wished for or is open. */
export const someBegun = ({ count }: Frontier): boolean => count.wished + count.open > 0;

const readySteps = ({ steps, ready }: Frontier): readonly Node[] => ready.flatMap((place) => steps[place] ?? []);

/**
 * Ids of the steps that start now: those that wait for nothing and need no word of their own, as many as the budget
 * allows; none once a step has failed.
 */
export const startable = (run: Progressing): readonly string[] => {
  if (run.count.failed > 0 || run.budget === 0) return [];
  const free = readySteps(run).filter((s) => !run.asking.has(s.id));
  return (run.budget === -1 ? free : free.slice(0, run.budget)).map((s) => s.id);
};

/** The step to ask about next: only when nothing else can start, so that questions come one at a time. */
export const nextToAsk = (run: Progressing): string | undefined =>
  readySteps(run).find((s) => run.asking.has(s.id))?.id;

export const setEach = (run: Frontier, ids: readonly string[], state: NodeState): Moved => {
  const { steps } = run;
  let { states } = run;
  const count = { ...run.count };
  const concerned: number[] = [];
  for (const id of ids) {
    const place = run.places.get(id) ?? -1;
    const before = states.at(place);
    if (before === undefined) continue;
    states = states.with(place, state);
    count[before]--;
    count[state]++;
    concerned.push(place, ...(steps[place]?.leadsTo ?? []));
  }
  const still = run.ready.filter((place) => isReady({ steps, states }, place));
  const freed = concerned.filter((place) => isReady({ steps, states }, place));
  const ready = freed.length === 0 ? still : [...new Set([...still, ...freed])].sort((a, b) => a - b);
  return { states, count, ready };
};

/** What was wished for and has no intent yet waits again. */
export const forgetWished = (run: Frontier): Moved =>
  setEach(
    run,
    run.steps.filter((_, place) => run.states.at(place) === 'wished').map((s) => s.id),
    'ahead',
  );

/** As before the first step, save that what is past stays past. */
export const forgetUnfinished = (run: Frontier): Moved =>
  setEach(
    run,
    run.steps.filter((_, place) => !isPast(run.states.at(place))).map((s) => s.id),
    'ahead',
  );
