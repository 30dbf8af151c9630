import type { IntLists } from './ints.ts';

/** A change that happens only where all its conditions held before. */
export interface ConditionalEffect {
  readonly when: readonly number[];
  readonly fact: number;
  readonly adds: boolean;
}

/** A ground task: facts by number, operators as sets of them. Negative conditions are facts of their own. */
export interface StripsTask {
  readonly factCount: number;
  /** Facts true at first, ascending. */
  readonly init: readonly number[];
  readonly goal: readonly number[];
  readonly pre: IntLists;
  readonly add: IntLists;
  readonly del: IntLists;
  /** By operator; absent where it has none. */
  readonly conditional: readonly (readonly ConditionalEffect[] | undefined)[];
  /** Which action an operator comes from, and the row of its objects. */
  readonly action: Int32Array;
  readonly row: Int32Array;
  /** The relation each fact is of (`~predicate` for one that says an atom is false) and its row there. */
  readonly predicate: Int32Array;
  readonly atomRow: Int32Array;
}

/** The task keeps only the operators and facts that are marked; what is left out of a condition counts as true. */
export const restrict = (task: StripsTask, keepOperator: Uint8Array, keepFact: Uint8Array): StripsTask => {
  const number = new Int32Array(task.factCount).fill(-1);
  let factCount = 0;
  for (let fact = 0; fact < task.factCount; fact++) if (keepFact[fact] === 1) number[fact] = factCount++;
  let operatorCount = 0;
  for (const keep of keepOperator) operatorCount += keep;

  const renumber = (facts: readonly number[]): number[] => facts.map((f) => number[f]!).filter((f) => f >= 0);
  const lists = ({ start, items }: IntLists): IntLists => {
    const newStart = new Int32Array(operatorCount + 1);
    const newItems = new Int32Array(items.length);
    let to = 0;
    let operator = 0;
    for (let old = 0; old < keepOperator.length; old++) {
      if (keepOperator[old] !== 1) continue;
      for (let i = start[old]!; i < start[old + 1]!; i++) {
        const fact = number[items[i]!]!;
        if (fact >= 0) newItems[to++] = fact;
      }
      newStart[++operator] = to;
    }
    return { start: newStart, items: newItems.slice(0, to) };
  };
  const byOperator = (values: Int32Array): Int32Array => values.filter((_, old) => keepOperator[old] === 1);
  const byFact = (values: Int32Array): Int32Array => values.filter((_, old) => keepFact[old] === 1);
  const anyConditional = task.conditional.length > 0;
  return {
    factCount,
    init: renumber(task.init),
    goal: renumber(task.goal),
    pre: lists(task.pre),
    add: lists(task.add),
    del: lists(task.del),
    conditional: anyConditional
      ? task.conditional
          .filter((_, old) => keepOperator[old] === 1)
          .map((effects) =>
            effects
              ?.filter(({ fact }) => number[fact]! >= 0)
              .map(({ when, fact, adds }) => ({ when: renumber(when), fact: number[fact]!, adds })),
          )
      : [],
    action: byOperator(task.action),
    row: byOperator(task.row),
    predicate: byFact(task.predicate),
    atomRow: byFact(task.atomRow),
  };
};
