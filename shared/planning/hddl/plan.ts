import type { Decision } from '../htn/decompose.ts';
import { OWN } from './own-variables.ts';

/** A task that a plan does: by an action, or by a method through its parts, which are given as places in `tasks`. */
export interface DoneTask {
  readonly name: string;
  readonly args: readonly string[];
  /** null: an action. */
  readonly method: string | null;
  readonly parts: readonly number[];
}

/** A plan with how its tasks came down to actions: what a checker needs, and what an explanation shows. */
export interface HddlPlan {
  readonly tasks: readonly DoneTask[];
  /** The tasks of the problem itself, in the order they were done. */
  readonly roots: readonly number[];
}

/** What a way of planning comes back with: a plan; that there is none at all, or none within its bounds; null: its time was up. */
export type Tried = HddlPlan | 'impossible' | 'done' | 'too-large' | null;

/** The actions of a plan, in their order. */
export const actionsOf = ({ tasks, roots }: HddlPlan): readonly DoneTask[] => {
  const actions: DoneTask[] = [];
  const open = roots.toReversed();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const task = tasks[at]!;
    if (task.method === null) actions.push(task);
    else open.push(...task.parts.toReversed());
  }
  return actions;
};

/**
 * From decisions in the order of doing to a tree of tasks. The first decision stands for the problem as a whole; methods that only
 * chose a task’s own variables are left out, and that task takes their place.
 */
export const planOf = <T>(
  decisions: readonly Decision<T>[],
  named: (task: T) => { readonly name: string; readonly args: readonly string[] },
): HddlPlan => {
  const tasks: (Omit<DoneTask, 'parts'> & { parts: number[] })[] = [];
  const open: { readonly parts: number[]; left: number }[] = [];
  const roots: number[] = [];
  const shown = decisions.filter(({ method }) => method !== OWN);
  for (const [at, { task, method, parts }] of shown.entries()) {
    while (open.at(-1)?.left === 0) open.pop();
    const above = open.at(-1);
    if (above) {
      above.left -= 1;
      above.parts.push(tasks.length);
    }
    if (at === 0) open.push({ parts: roots, left: parts });
    else {
      const done = { ...named(task), method, parts: [] };
      tasks.push(done);
      if (method !== null) open.push({ parts: done.parts, left: parts });
    }
  }
  return { tasks, roots };
};

/** The plan as the International Planning Competition's verifiers read it (2020). */
export const printPlan = (plan: HddlPlan): string => {
  const order = new Map<DoneTask, number>(actionsOf(plan).map((task, i) => [task, i]));
  const actions = order.size;
  let compound = actions;
  const ids = plan.tasks.map((task) => order.get(task) ?? compound++);
  const named = ({ name, args }: DoneTask): string => [name, ...args].join(' ');
  const idsOf = (parts: readonly number[]): string => parts.map((part) => ` ${ids[part]}`).join('');
  return [
    '==>',
    ...[...order].map(([task, id]) => `${id} ${named(task)}`),
    `root${idsOf(plan.roots)}`,
    ...plan.tasks.flatMap((task, at) =>
      task.method === null ? [] : [`${ids[at]} ${named(task)} -> ${task.method}${idsOf(task.parts)}`],
    ),
    '<==',
    '',
  ].join('\n');
};
