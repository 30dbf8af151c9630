import type { FiniteTask } from '../ground/finite-task.ts';
import { type IntLists, intLists } from '../ground/ints.ts';
import { CLOSE_GOAL } from '../close-goal.ts';
import type { GroundAtom, LiftedLiteral, LiftedTask } from '../../ports/planning-task.ts';

/** Objects of one class that nothing tells apart but the state: they may be exchanged for each other in any plan. */
export interface Symmetries {
  /** By object of a class: its class. Objects of one class are numbered one after the other. */
  readonly classOf: Int32Array;
  /** By fact: the objects of classes that it is about, each with what the fact says of it (the same for objects that are exchanged). */
  readonly said: IntLists;
  /** By operator: the objects of classes among its arguments, each once, in their order. */
  readonly args: IntLists;
  /** By object: whether no fact is about it and another such object. States that differ in these alone are told by what is said of each. */
  readonly isAlone: Uint8Array;
  /** The operator that does with one object what another does with the other; -1 where there is none. */
  exchanged(operator: number, objects: ReadonlyMap<number, number>): number;
}

const STAR = '*';
/** With more operators than this, telling which of them do the same takes longer than it saves. */
const MOST_OPERATORS = 200_000;

const starred = ({ predicate, args }: GroundAtom, object: string): string =>
  [predicate, ...args.map((arg) => (arg === object ? STAR : arg))].join(' ');

/** Which objects the actions and the goal name by themselves cannot be exchanged unless they are named alike. */
const namedInActions = ({ actions }: LiftedTask): ReadonlySet<string> => {
  const atoms = actions.flatMap(({ precondition, effects, cost }) => [
    ...precondition,
    ...effects,
    ...effects.flatMap(({ when }) => when ?? []),
    ...(cost ?? []).flatMap((part) => (typeof part === 'number' ? [] : [part])),
  ]);
  return new Set(atoms.flatMap(({ args }) => args.filter((arg) => typeof arg === 'string')));
};

const textOf = (literal: LiftedLiteral | GroundAtom): string => [literal.predicate, ...literal.args].join(' ');

/** Groups the objects about which the same is always true and the same is wanted. */
const classesOf = (task: LiftedTask, finite: FiniteTask): string[][] => {
  const fixed = namedInActions(task);
  const changing = new Set<string>();
  for (let fact = 0; fact < finite.factCount; fact++) {
    const name = finite.nameOf(fact);
    if (!name.negated) changing.add(textOf(name));
  }
  const about = new Map<string, string[]>();
  const note = (kind: string, atom: GroundAtom): void => {
    for (const object of new Set(atom.args)) {
      const list = about.get(object);
      const text = `${kind} ${starred(atom, object)}`;
      if (list) list.push(text);
      else about.set(object, [text]);
    }
  };
  for (const atom of task.init) if (!changing.has(textOf(atom))) note('is', atom);
  for (const { predicate, args, negated } of task.goal)
    note(negated ? 'not' : 'wanted', { predicate, args: args.map(String) });
  for (const { value, ...atom } of task.values ?? []) note(String(value), atom);
  const classes = new Map<string, string[]>();
  for (const { name, types } of task.objects) {
    if (fixed.has(name)) continue;
    const kind = [...types, '|', ...(about.get(name) ?? []).toSorted()].join('\n');
    const members = classes.get(kind);
    if (members) members.push(name);
    else classes.set(kind, [name]);
  }
  return [...classes.values()].filter((members) => members.length > 1);
};

/**
 * Finds objects that can be exchanged for each other (object symmetries as in Pochter, Zohar & Rosenschein 2011, of those kinds that
 * can be read off the task). null where there are none.
 */
export const symmetriesOf = (task: LiftedTask, finite: FiniteTask): Symmetries | null => {
  if (finite.operators > MOST_OPERATORS) return null;
  const classes = classesOf(task, finite);
  if (classes.length === 0) return null;
  const objects = classes.flat();
  const number = new Map(objects.map((name, i) => [name, i]));
  const classOf = Int32Array.from(classes.flatMap((members, i) => members.map(() => i)));
  const sayings = new Map<string, number>();
  const said: number[][] = [];
  const together = classes.map(() => new Set<number>());
  for (let fact = 0; fact < finite.factCount; fact++) {
    const name = finite.nameOf(fact);
    const pairs: number[] = [];
    const its = [...new Set(name.args)].filter((arg) => number.has(arg));
    for (const object of its) {
      const text = `${name.negated ? '!' : ''}${starred(name, object)}`;
      const saying = sayings.get(text) ?? sayings.size;
      sayings.set(text, saying);
      pairs.push(number.get(object)!, saying);
      for (const other of its)
        if (other !== object) together[classOf[number.get(object)!]!]!.add(classOf[number.get(other)!]!);
    }
    said.push(pairs);
  }
  // The largest classes first: what is left of the state has to be told object by object.
  const alone = new Set<number>();
  for (const i of classes.map((_, i) => i).sort((a, b) => classes[b]!.length - classes[a]!.length))
    if (!together[i]!.has(i) && [...alone].every((other) => !together[i]!.has(other))) alone.add(i);

  const hidden = new Set(
    task.actions.filter((a) => a.shown !== undefined && a.shown < a.parameters.length).map((a) => a.name),
  );
  const keyOf = (action: string, args: readonly string[]): string => `${action} ${args.join(' ')}`;
  const operators = new Map<string, number>();
  const args: number[][] = [];
  for (let operator = 0; operator < finite.operators; operator++) {
    const step = finite.stepOf(operator);
    const isOpen = step.action !== CLOSE_GOAL && !hidden.has(step.action);
    const its = isOpen ? [...new Set(step.args)].flatMap((arg) => number.get(arg) ?? []) : [];
    args.push(its);
    if (its.length > 0) operators.set(keyOf(step.action, step.args), operator);
  }
  return {
    classOf,
    said: intLists(said),
    args: intLists(args),
    isAlone: Uint8Array.from(classOf, (i) => (alone.has(i) ? 1 : 0)),
    exchanged: (operator, by) => {
      const { action, args: names } = finite.stepOf(operator);
      const others = names.map((name) => {
        const to = by.get(number.get(name) ?? -1);
        return to === undefined ? name : objects[to]!;
      });
      return operators.get(keyOf(action, others)) ?? -1;
    },
  };
};
