import type { Condition, Expression, Pattern, Variable } from './rule.ts';
import { groupOf, ofCondition, ofExpression, ofPattern, usesNow } from './variables.ts';

/** A variable that a comparison gives its value, or null where it only compares. */
export const bindsVariable = (
  c: Condition,
  bound: ReadonlySet<string>,
): { readonly name: string; readonly value: Expression } | null => {
  if (c.kind !== 'comparison' || c.op !== '=') return null;
  const free = (e: Expression): e is Variable => e.kind === 'variable' && !bound.has(e.name);
  const known = (e: Expression): boolean => !usesNow(e) && ofExpression(e).every((name) => bound.has(name));
  if (free(c.left) && known(c.right)) return { name: c.left.name, value: c.right };
  if (free(c.right) && known(c.left)) return { name: c.right.name, value: c.left };
  return null;
};

/** The variables that have a value once all facts that the conditions ask for are found. */
export const boundBy = (head: Pattern, body: readonly Condition[]): ReadonlySet<string> => {
  const bound = new Set(body.flatMap((c) => (c.kind === 'atom' ? ofCondition(c) : [])));
  for (let size = -1; size !== bound.size;) {
    size = bound.size;
    for (const c of body) {
      const binding = bindsVariable(c, bound);
      if (binding) bound.add(binding.name);
      if (c.kind === 'aggregate' && groupOf(c, head, body).every((name) => bound.has(name)))
        for (const name of ofCondition(c)) bound.add(name);
    }
  }
  return bound;
};

/** A variable without a value, and the part of the rule where it is missed. */
export interface Unbound {
  readonly name: string;
  readonly node: object;
  readonly inside: boolean;
}

/** Every use of a variable that nothing gives a value. A rule without any is safe: it has finitely many instances. */
export const unbound = (head: Pattern, body: readonly Condition[]): readonly Unbound[] => {
  const bound = boundBy(head, body);
  const missing = (names: readonly string[], node: object, known: ReadonlySet<string>, inside: boolean): Unbound[] =>
    [...new Set(names)].filter((name) => !known.has(name)).map((name) => ({ name, node, inside }));
  return [
    ...missing(ofPattern(head), head, bound, false),
    ...body.flatMap((c) => {
      if (c.kind === 'atom') return [];
      if (c.kind !== 'aggregate') return missing(ofCondition(c), c, bound, false);
      const group = groupOf(c, head, body);
      const own = boundBy(head, c.where);
      return [
        ...missing(group, c, bound, false),
        ...missing([...group, ...c.of.map(({ name }) => name)], c, own, true),
        ...c.where.flatMap((inner) => (inner.kind === 'atom' ? [] : missing(ofCondition(inner), inner, own, true))),
      ];
    }),
  ];
};
