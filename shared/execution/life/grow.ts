import type { RunEvent } from '../../protocol/events.ts';
import { frontierOf, setEach, stateOf, type Frontier, type NodeState } from './frontier.ts';

type Grown = Extract<RunEvent, { type: 'plan.grown' }>;

interface Growing extends Frontier {
  readonly asking: ReadonlySet<string>;
  readonly risky: ReadonlySet<string>;
  readonly replaced: ReadonlySet<string>;
}

const STATES: readonly NodeState[] = ['wished', 'open', 'done', 'failed', 'skipped'];

/** Whether the plan can grow so: the step waits to go on, what is new has names of its own, and what is given up had not begun or had failed. */
export const canGrow = (run: Frontier, { stepId, steps, replaces }: Grown): boolean =>
  steps.length + replaces.length > 0 &&
  ['ahead', 'wished'].includes(stateOf(run, stepId) ?? '') &&
  steps.every(({ id }) => !run.places.has(id)) &&
  replaces.every((id) => ['ahead', 'failed'].includes(stateOf(run, id) ?? '')) &&
  run.steps.every(({ id }) => stateOf(run, id) !== 'failed' || replaces.includes(id));

/** The run with the new steps before the one that they are for, which waits for them; what is given up is past. */
export const grown = (run: Growing, { stepId, steps, replaces }: Grown): Growing => {
  const before = run.steps.map(({ id, dependsOn }) => ({
    id,
    dependsOn: dependsOn.flatMap((place) => run.steps[place]?.id ?? []),
  }));
  const at = run.places.get(stepId) ?? before.length;
  const own = before[at] ?? { id: stepId, dependsOn: [] };
  const list = [
    ...before.slice(0, at),
    ...steps,
    { ...own, dependsOn: [...own.dependsOn, ...steps.map(({ id }) => id)] },
    ...before.slice(at + 1),
  ];
  const next: Frontier = { ...frontierOf(list) };
  const given = new Set(replaces);
  for (const state of STATES) {
    const ids = run.steps.flatMap(({ id }) =>
      !given.has(id) && id !== stepId && stateOf(run, id) === state ? [id] : [],
    );
    Object.assign(next, setEach(next, ids, state));
  }
  Object.assign(next, setEach(next, replaces, 'skipped'));
  const asked = steps.filter(({ asks }) => asks).map(({ id }) => id);
  return {
    ...next,
    asking: new Set([...run.asking, ...asked].filter((id) => !given.has(id))),
    risky: new Set([...run.risky, ...asked]),
    replaced: new Set([...run.replaced, ...replaces]),
  };
};
