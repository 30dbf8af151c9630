import { frontierOf, setEach, stateOf, type Frontier, type NodeState } from './frontier.ts';

interface Planned {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly asks: boolean;
}

interface Going extends Frontier {
  readonly risky: ReadonlySet<string>;
  readonly replaced: ReadonlySet<string>;
}

const BEGUN: readonly (NodeState | undefined)[] = ['done', 'skipped', 'failed'];

/** Whether a plan can follow the one before: what was begun stays, the rest is new, and nothing takes another's name. */
export const goesOnFrom = (run: Frontier, steps: readonly Planned[], keeps: readonly string[]): boolean => {
  const kept = new Set(keeps);
  const begun = run.steps.filter((_, place) => BEGUN.includes(run.states.at(place)));
  return (
    steps.length > 0 &&
    kept.size === keeps.length &&
    keeps.every((id) => run.places.has(id)) &&
    begun.every(({ id }) => kept.has(id)) &&
    steps.every(({ id }) => !run.places.has(id))
  );
};

/** The step that an act is of: its key is made of the run, the step and the try. */
export const stepOfKey = (key: string): string => key.split('/').at(-2) ?? '';

/** A step whose act is still to be taken back is past, and so stays: what is new does not come in its place. */
export const canGoAnotherWay = (run: Frontier, acts: readonly string[]): boolean =>
  acts.every((key) => BEGUN.includes(stateOf(run, stepOfKey(key))));

/** The run with a new plan: what stays of the plan before is past, and a step that failed is replaced by what is new. */
export const planAfter = (
  run: Going,
  steps: readonly Planned[],
  keeps: readonly string[],
): Frontier & {
  readonly asking: ReadonlySet<string>;
  readonly risky: ReadonlySet<string>;
  readonly replaced: ReadonlySet<string>;
} => {
  const kept = keeps.map((id) => {
    const before = run.steps[run.places.get(id) ?? -1];
    return { id, dependsOn: (before?.dependsOn ?? []).flatMap((place) => run.steps[place]?.id ?? []) };
  });
  // One that was cut off by a takeover waits ahead; what is new comes in its place as well.
  const failed = keeps.filter((id) => ['failed', 'ahead'].includes(stateOf(run, id) ?? ''));
  const past = (state: NodeState): readonly string[] => keeps.filter((id) => stateOf(run, id) === state);
  const done = past('done');
  // What is new was planned where all this was done: done again from the start, it comes after it again.
  const after = steps.map(({ id, dependsOn }) => ({ id, dependsOn: dependsOn.length > 0 ? dependsOn : done }));
  const frontier = frontierOf([...kept, ...after]);
  const withDone = { ...frontier, ...setEach(frontier, done, 'done') };
  const asking = new Set(steps.filter((s) => s.asks).map((s) => s.id));
  return {
    ...withDone,
    ...setEach(withDone, [...past('skipped'), ...failed], 'skipped'),
    asking,
    risky: new Set([...keeps.filter((id) => run.risky.has(id)), ...asking]),
    replaced: new Set([...keeps.filter((id) => run.replaced.has(id)), ...failed]),
  };
};

/** Before the first step, or these, once more; what was replaced stays so. */
export const allAhead = (run: Going, steps?: readonly string[]): ReturnType<typeof setEach> => {
  const ahead = { ...run, ...setEach(run, steps ?? [...run.places.keys()], 'ahead') };
  return setEach(ahead, [...run.replaced], 'skipped');
};
