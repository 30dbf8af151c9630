import { GROUND_BUDGET } from '../ground/budget.ts';
import { instantiate } from '../ground/instantiate.ts';
import { reach } from '../ground/reach.ts';
import type { StripsTask } from '../ground/strips.ts';
import { symbolsOf } from '../ground/symbols.ts';
import type { LiftedTask, TaskStep } from '../../ports/planning-task.ts';

/** A task made ready for repairing its plans: grounded once, with names for its operators. */
export interface RepairTask {
  readonly strips: StripsTask;
  /** The operator of a step; undefined when the task has none like it. */
  readonly operatorOf: (step: Pick<TaskStep, 'action' | 'args'>) => number | undefined;
  readonly nameOf: (operator: number) => string;
  /** The facts that are true at first. */
  readonly initial: () => Uint8Array;
}

/** null: the goal can't be reached even if nothing is ever deleted. @throws TaskError */
export const repairTask = (task: LiftedTask): RepairTask | null => {
  const symbols = symbolsOf(task);
  const reachable = reach(symbols, GROUND_BUDGET);
  const strips = instantiate(symbols, reachable, GROUND_BUDGET);
  if (!strips) return null;
  const names = Array.from(strips.action, (action, operator) => {
    const { tuples, width } = reachable.operators[action]!;
    const { name, shown, parameters } = symbols.actions[action]!.source;
    const at = strips.row[operator]! * width;
    const objects = tuples.subarray(at, at + (shown ?? parameters.length));
    return [name, ...Array.from(objects, (object) => symbols.objects[object] ?? '')].join(' ');
  });
  const operators = new Map(names.map((name, operator) => [name, operator]));
  return {
    strips,
    operatorOf: ({ action, args }) => operators.get([action, ...args].join(' ')),
    nameOf: (operator) => names[operator] ?? '',
    initial: () => {
      const state = new Uint8Array(strips.factCount);
      for (const fact of strips.init) state[fact] = 1;
      return state;
    },
  };
};
