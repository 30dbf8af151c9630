import { ofExpression } from '../rules/variables.ts';
import { bindsVariable } from '../rules/safety.ts';
import type { Expression } from '../rules/rule.ts';
import type { CoreAbsent, CoreAtom, CoreClock, CoreComparison, CoreCondition, CoreRule } from './core.ts';

/** Where a join starts: from a row of one of the rule's conditions, from a moment, from a row of the head, or from nothing. */
export type Start =
  | { readonly from: 'condition'; readonly condition: CoreAtom | CoreAbsent }
  | { readonly from: 'clock'; readonly condition: CoreClock }
  | { readonly from: 'head' }
  | { readonly from: 'nothing' };

/**
 * `present`: instances whose conditions all hold now. `before`: instances that may have held before the batch: dead facts
 * count, and absences and the clock do not; whoever asks compares the instance with a recorded derivation.
 */
export type Mode = 'present' | 'before';

export type Operation =
  | { readonly do: 'match'; readonly atom: CoreAtom }
  | { readonly do: 'absent'; readonly condition: CoreAbsent }
  | { readonly do: 'compare'; readonly condition: CoreComparison }
  | { readonly do: 'bind'; readonly name: string; readonly value: Expression }
  | { readonly do: 'clock'; readonly condition: CoreClock };

const namesOf = (c: { readonly args: CoreAtom['args'] }): readonly string[] =>
  c.args.flatMap((arg) => (arg.kind === 'variable' ? [arg.name] : []));

/** How many facts hold in a table, roughly. */
export type SizeOf = (table: number) => number;

/** About how many rows will fit: each column that is known is taken to divide them evenly. */
const expected = (atom: CoreAtom, bound: ReadonlySet<string>, sizeOf: SizeOf): number => {
  const known = atom.args.filter((a) => a.kind === 'constant' || (a.kind === 'variable' && bound.has(a.name))).length;
  // One that is wholly known is only looked up.
  return known === atom.args.length ? 0 : sizeOf(atom.table) ** (1 - known / atom.args.length);
};

const best = (atoms: readonly CoreAtom[], bound: ReadonlySet<string>, sizeOf: SizeOf): CoreAtom | undefined => {
  const sizes = new Map(atoms.map((atom) => [atom, expected(atom, bound, sizeOf)]));
  return atoms.toSorted((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0))[0];
};

/** What can be done without another fact, or null. */
const cheap = (c: CoreCondition, bound: ReadonlySet<string>): Operation | null => {
  const all = (names: readonly string[]): boolean => names.every((name) => bound.has(name));
  switch (c.kind) {
    case 'atom':
      return null;
    case 'absent':
      return all(namesOf(c)) ? { do: 'absent', condition: c } : null;
    case 'clock':
      return bound.has(c.variable) ? { do: 'clock', condition: c } : null;
    case 'comparison': {
      if (all([...ofExpression(c.left), ...ofExpression(c.right)])) return { do: 'compare', condition: c };
      const binding = bindsVariable(c, bound);
      return binding && { do: 'bind', ...binding };
    }
  }
};

/** The variables that have a value at the start. */
const given = (rule: CoreRule, start: Start): readonly string[] => {
  if (start.from === 'condition') return namesOf(start.condition);
  if (start.from === 'clock') return [start.condition.variable];
  return start.from === 'head' ? namesOf(rule.head) : [];
};

/** The order in which the rest of the rule is joined: cheap tests as early as they can be made, then the fact with the fewest candidates. */
export const plan = (rule: CoreRule, start: Start, mode: Mode, sizeOf: SizeOf): readonly Operation[] => {
  const bound = new Set(given(rule, start));
  const skipped = mode === 'before' ? ['absent', 'clock'] : [];
  const rest = new Set(
    rule.body.filter((c) => !('condition' in start && c === start.condition) && !skipped.includes(c.kind)),
  );
  // A fact that came or went where it must be absent says only that some of its kind changed: look once more.
  if (start.from === 'condition' && start.condition.kind === 'absent' && mode === 'present') rest.add(start.condition);
  const operations: Operation[] = [];
  while (rest.size > 0) {
    let done: readonly [CoreCondition, Operation] | null = null;
    for (const c of rest) {
      const operation = cheap(c, bound);
      if (operation) {
        done = [c, operation];
        break;
      }
    }
    if (done === null) {
      const atoms = [...rest].filter((c) => c.kind === 'atom');
      const atom = best(atoms, bound, sizeOf);
      // Analysis refused rules in which something has no value.
      if (!atom) throw new Error(`the rule ${rule.written.name} is not safe`);
      done = [atom, { do: 'match', atom }];
    }
    const [condition, operation] = done;
    rest.delete(condition);
    operations.push(operation);
    if (operation.do === 'match') namesOf(operation.atom).forEach((name) => bound.add(name));
    if (operation.do === 'bind') bound.add(operation.name);
  }
  return operations;
};
