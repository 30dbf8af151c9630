/** A step as the machine knows it: what it waits for. */
export interface Node {
  readonly id: string;
  readonly dependsOn: readonly string[];
}

/** `wished`: asked for, no intent journalled yet. `open`: an intent without an outcome. */
export type NodeState = 'wished' | 'open' | 'done' | 'failed' | 'skipped';

interface Progressing {
  readonly steps: readonly Node[];
  readonly states: ReadonlyMap<string, NodeState>;
  readonly asking: ReadonlySet<string>;
  readonly budget: number;
}

const isPast = (state: NodeState | undefined): boolean => state === 'done' || state === 'skipped';

/** Steps that have not begun and wait for nothing, in the plan's order. */
const ready = ({ steps, states }: Progressing): readonly Node[] =>
  steps.filter((s) => !states.has(s.id) && s.dependsOn.every((d) => isPast(states.get(d))));

export const isOpen = ({ states }: Progressing, which: 'open' | 'wished'): boolean =>
  [...states.values()].includes(which);

export const failedSome = ({ states }: Progressing): boolean => [...states.values()].includes('failed');

export const allDone = ({ steps, states }: Progressing): boolean => steps.every((s) => isPast(states.get(s.id)));

/**
 * Ids of the steps that start now: those that wait for nothing and need no word of their own, as many as the budget
 * allows; none once a step has failed.
 */
export const startable = (run: Progressing): readonly string[] => {
  if (failedSome(run) || run.budget === 0) return [];
  const free = ready(run).filter((s) => !run.asking.has(s.id));
  return (run.budget === -1 ? free : free.slice(0, run.budget)).map((s) => s.id);
};

/** The step to ask about next: only when nothing else can start, so that questions come one at a time. */
export const nextToAsk = (run: Progressing): string | undefined => ready(run).find((s) => run.asking.has(s.id))?.id;

export const setEach = (
  states: ReadonlyMap<string, NodeState>,
  ids: readonly string[],
  state: NodeState,
): ReadonlyMap<string, NodeState> => {
  const next = new Map(states);
  for (const id of ids) next.set(id, state);
  return next;
};
