import type { FiniteTask } from '../ground/finite-task.ts';

/** What of a task says how its operators change a state. */
type Changing = Pick<FiniteTask, 'variableOf' | 'base' | 'pre' | 'add' | 'del' | 'conditional'>;

/** Changes a state in place as the operator does. It has to be applicable. */
export const apply = (task: Changing, operator: number, values: Int32Array): void => {
  const { add, del, variableOf, base } = task;
  const conditional = task.conditional[operator];
  const firing = conditional?.filter(({ when }) => when.every((fact) => holds(task, fact, values)));
  for (let i = del.start[operator]!, end = del.start[operator + 1]!; i < end; i++) clear(task, del.items[i]!, values);
  for (const { fact, adds } of firing ?? []) if (!adds) clear(task, fact, values);
  for (let i = add.start[operator]!, end = add.start[operator + 1]!; i < end; i++) {
    const fact = add.items[i]!;
    const variable = variableOf[fact]!;
    values[variable] = fact - base[variable]! + 1;
  }
  for (const { fact, adds } of firing ?? []) if (adds) values[variableOf[fact]!] = fact - base[variableOf[fact]!]! + 1;
};

export const holds = ({ variableOf, base }: Changing, fact: number, values: Int32Array): boolean => {
  const variable = variableOf[fact]!;
  return values[variable] === fact - base[variable]! + 1;
};

export const holdAll = (task: Changing, facts: Int32Array, values: Int32Array): boolean => {
  for (const fact of facts) if (!holds(task, fact, values)) return false;
  return true;
};

export const isApplicable = (task: Changing, operator: number, values: Int32Array): boolean => {
  const { start, items } = task.pre;
  for (let i = start[operator]!, end = start[operator + 1]!; i < end; i++)
    if (!holds(task, items[i]!, values)) return false;
  return true;
};

const clear = (task: Changing, fact: number, values: Int32Array): void => {
  if (holds(task, fact, values)) values[task.variableOf[fact]!] = 0;
};
