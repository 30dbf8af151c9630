import type { AggregateCondition, Argument, Condition, Expression, Pattern } from './rule.ts';

const ofArgument = (arg: Argument | undefined): readonly string[] => (arg?.kind === 'variable' ? [arg.name] : []);

export const ofPattern = ({ args }: Pattern): readonly string[] => args.flatMap(ofArgument);

export const ofExpression = (e: Expression): readonly string[] => {
  if (e.kind === 'arithmetic') return [...ofExpression(e.left), ...ofExpression(e.right)];
  return e.kind === 'variable' ? [e.name] : [];
};

/** Is the present time part of it? */
export const usesNow = (e: Expression): boolean =>
  e.kind === 'now' || (e.kind === 'arithmetic' && (usesNow(e.left) || usesNow(e.right)));

/** The variables that a condition names where the rest of the rule can see them: of a count, only its result. */
export const ofCondition = (c: Condition): readonly string[] => {
  switch (c.kind) {
    case 'atom':
      return [...ofPattern(c.atom), ...ofArgument(c.since), ...ofArgument(c.until)];
    case 'absent':
      return ofPattern(c.atom);
    case 'comparison':
      return [...ofExpression(c.left), ...ofExpression(c.right)];
    case 'aggregate':
      return ofArgument(c.result);
  }
};

/** The variables inside a count's braces. */
const inside = (c: AggregateCondition): ReadonlySet<string> =>
  new Set([...c.of.flatMap(ofArgument), ...c.where.flatMap(ofCondition)]);

/** The variables that the head and the conditions name outside of every count's braces. */
export const outside = (head: Pattern, body: readonly Condition[]): ReadonlySet<string> =>
  new Set([...ofPattern(head), ...body.flatMap(ofCondition)]);

/** What a count is grouped by: the variables inside it that the rest of the rule names, too, in a fixed order. */
export const groupOf = (c: AggregateCondition, head: Pattern, body: readonly Condition[]): readonly string[] => {
  const others = outside(head, body);
  const own = new Set(c.of.map(({ name }) => name));
  return [...inside(c)].filter((name) => others.has(name) && !own.has(name)).sort();
};
