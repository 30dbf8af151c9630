import type { LiftedTask, TaskStep } from '../../ports/planning-task.ts';
import { GROUND_BUDGET, type GroundBudget } from './budget.ts';
import { encode } from './encode.ts';
import type { FiniteTask } from './finite-task.ts';
import { withoutImpossible } from './impossible.ts';
import { instantiate } from './instantiate.ts';
import { intLists } from './ints.ts';
import { mutexGroups } from './mutex-groups.ts';
import { reach } from './reach.ts';
import { relevant } from './relevance.ts';
import { symbolsOf } from './symbols.ts';

/**
 * The ground task, or null when the goal cannot be reached even if nothing is ever deleted. With `unitCost` every operator
 * costs 1.
 * @throws TaskError for a task that contradicts itself or is over budget; Stopped when told to stop.
 */
export const ground = (task: LiftedTask, budget: GroundBudget = GROUND_BUDGET, unitCost = false): FiniteTask | null => {
  const symbols = symbolsOf(task);
  const reachable = reach(symbols, budget, true);
  const all = instantiate(symbols, reachable, budget);
  if (!all) return null;
  const needed = relevant(all);
  const groups = mutexGroups(needed, reachable);
  const strips = withoutImpossible(needed, intLists(groups));
  const { encoded, number } = encode(strips, groups);

  const objectsOf = (operator: number): Int32Array => {
    const { tuples, width } = reachable.operators[strips.action[operator]!]!;
    return tuples.subarray(strips.row[operator]! * width, (strips.row[operator]! + 1) * width);
  };
  const costOf = (operator: number): number => {
    const { cost = [1] } = symbols.actions[strips.action[operator]!]!.source;
    let sum = 0;
    for (const part of cost) sum += typeof part === 'number' ? part : symbols.valueOf(part, objectsOf(operator));
    return sum;
  };
  const stepOf = (operator: number): TaskStep => {
    const { name, shown, parameters } = symbols.actions[strips.action[operator]!]!.source;
    const objects = objectsOf(operator).subarray(0, shown ?? parameters.length);
    return { action: name, args: Array.from(objects, (o) => symbols.objects[o]!), cost: costOf(operator) };
  };
  const oldOf = new Int32Array(number.length);
  for (const [old, fact] of number.entries()) oldOf[fact] = old;
  const nameOf = (fact: number) => {
    const signed = strips.predicate[oldOf[fact]!]!;
    const of = signed < 0 ? ~signed : signed;
    const { tuples, width } = reachable.relations[of]!.table;
    const from = strips.atomRow[oldOf[fact]!]! * width;
    const args = Array.from(tuples.subarray(from, from + width), (o) => symbols.objects[o]!);
    return { predicate: symbols.predicates[of]!.name, args, negated: signed < 0 };
  };
  const relationOf = (fact: number): number => strips.predicate[oldOf[fact]!]!;
  const costs = new Int32Array(encoded.operators).fill(1);
  if (!unitCost) for (let operator = 0; operator < encoded.operators; operator++) costs[operator] = costOf(operator);
  return { ...encoded, costs, actionOf: strips.action, stepOf, nameOf, relationOf };
};
