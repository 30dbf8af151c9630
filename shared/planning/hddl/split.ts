import { linearisations } from '../htn/linearise.ts';
import {
  isVariable,
  type Call,
  type Domain,
  type Effect,
  type Formula,
  type Method,
  type Signature,
  type Subtask,
} from '../htn/model.ts';
import { OWN } from './own-variables.ts';

/** A name that no HDDL text can have. */
const partTask = (method: number, at: number): string => `(part ${method} ${at})`;

/** The literals of a conjunction; null where it is anything else. */
const literalsOf = (f: Formula): readonly Formula[] | null => {
  if (f.is === 'and') {
    const all = f.of.map(literalsOf);
    return all.every((part) => part !== null) ? all.flat() : null;
  }
  return f.is === 'atom' || (f.is === 'not' && f.of.is === 'atom') ? [f] : null;
};

const atomOf = (literal: Formula): Call | null =>
  literal.is === 'atom' ? literal.atom : literal.is === 'not' ? atomOf(literal.of) : null;

const changedBy = (e: Effect): readonly string[] => {
  switch (e.is) {
    case 'atom':
      return [e.atom.name];
    case 'and':
      return e.of.flatMap(changedBy);
    case 'forall':
      return changedBy(e.of);
    case 'when':
      return changedBy(e.so);
    case 'increase':
      return [];
  }
};

interface Part {
  readonly task: Signature;
  readonly method: Method;
}

/** One method with what one of its parts alone speaks of taken out, and the parts that it is chosen in. */
const splitMethod = (
  method: Method,
  number: number,
  isConstant: (relation: string) => boolean,
): { readonly method: Method; readonly parts: readonly Part[] } => {
  const unsplit = { method, parts: [] };
  const orders = linearisations(method.network);
  const first = orders.next();
  const literals = literalsOf({ is: 'and', of: [method.condition, method.constraints] });
  if (first.done === true || orders.next().done !== true || !literals) return unsplit;
  const tasks = first.value.map((i) => method.network.tasks[i]!);
  const types = new Map(method.parameters.map((p) => [p.name, p]));

  /** By variable: the only part that speaks of it. */
  const partOf = new Map<string, number>();
  for (const { name } of method.parameters) {
    const speaking = tasks.flatMap(({ call }, i) => (call.args.includes(name) ? [i] : []));
    if (speaking.length === 1 && !method.task.args.includes(name)) partOf.set(name, speaking[0]!);
  }
  const calls = literals.map((literal) => atomOf(literal)!);
  for (let changed = true; changed;) {
    changed = false;
    for (const { name, args } of calls) {
      const own = args.filter((arg) => partOf.has(arg));
      const places = new Set(own.map((arg) => partOf.get(arg)!));
      // What holds where the method begins holds where its first part does; later it does if nothing changes it.
      const mayMove = places.size === 1 && (places.has(0) || name === '=' || isConstant(name));
      if (own.length === 0 || mayMove) continue;
      for (const arg of own) partOf.delete(arg);
      changed = true;
    }
  }
  if (partOf.size === 0) return unsplit;

  const parts: Part[] = [];
  const moved = new Set<Formula>();
  const network = tasks.map(({ id, call }, at): Subtask => {
    const own = new Set(call.args.filter((arg) => partOf.get(arg) === at));
    if (own.size === 0) return { id, call };
    const mine = literals.filter((_, i) => calls[i]!.args.some((arg) => own.has(arg)));
    for (const literal of mine) moved.add(literal);
    const spoken = [...call.args, ...mine.flatMap((literal) => atomOf(literal)!.args)].filter(isVariable);
    const given = [...new Set(spoken)].filter((name) => !own.has(name));
    const self: Call = { name: partTask(number, at), args: given };
    parts.push({
      task: { name: self.name, parameters: given.map((name) => types.get(name)!) },
      method: {
        name: OWN,
        parameters: [...given, ...own].map((name) => types.get(name)!),
        task: self,
        condition: { is: 'and', of: mine },
        constraints: { is: 'and', of: [] },
        network: { tasks: [{ id: null, call }], order: 'total' },
      },
    });
    return { id, call: self };
  });
  return {
    method: {
      ...method,
      parameters: method.parameters.filter(({ name }) => !partOf.has(name)),
      condition: { is: 'and', of: literals.filter((literal) => !moved.has(literal)) },
      constraints: { is: 'and', of: [] },
      network: { tasks: network, order: 'total' },
    },
    parts,
  };
};

/**
 * Methods whose variables are chosen part by part, where one part alone speaks of them: written out, they are as many as the sum of
 * these choices and no longer as their product. Plans show the tasks as they were given.
 */
export const splitMethods = (domain: Domain): Domain => {
  const changed = new Set(domain.actions.flatMap(({ effect }) => changedBy(effect)));
  const split = domain.methods.map((method, i) => splitMethod(method, i, (relation) => !changed.has(relation)));
  const parts = split.flatMap((s) => s.parts);
  return {
    ...domain,
    tasks: [...domain.tasks, ...parts.map(({ task }) => task)],
    methods: [...split.map(({ method }) => method), ...parts.map(({ method }) => method)],
  };
};
