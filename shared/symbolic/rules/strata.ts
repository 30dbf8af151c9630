import { components, type Dependency } from './components.ts';
import type { RuleProblem } from './problem.ts';
import type { Condition, Rule, RuleSet } from './rule.ts';

/** What one condition rests on, and whether on its being complete. */
const needs = (c: Condition): readonly { readonly to: string; readonly strict: boolean }[] => {
  switch (c.kind) {
    case 'atom':
      return [{ to: c.atom.relation, strict: false }];
    case 'absent':
      return [{ to: c.atom.relation, strict: true }];
    case 'comparison':
      return [];
    case 'aggregate':
      return c.where.flatMap(needs).map(({ to }) => ({ to, strict: true }));
  }
};

/** A dependency between relations, and the rule and condition that make it. */
interface Link extends Dependency<string> {
  readonly rule: Rule;
  readonly condition: Condition;
}

const links = (rules: readonly Rule[]): readonly Link[] =>
  rules.flatMap((rule) =>
    rule.body.flatMap((condition) =>
      needs(condition).map((n) => ({ from: rule.head.relation, ...n, rule, condition })),
    ),
  );

/** The shortest way from one relation to another, in words. */
const way = (all: readonly Link[], start: string, end: string): string => {
  const before = new Map<string, Link | null>([[start, null]]);
  for (const relation of before.keys())
    for (const link of all) if (link.from === relation && !before.has(link.to)) before.set(link.to, link);
  const parts: string[] = [];
  for (let link = before.get(end); link; link = before.get(link.from))
    parts.unshift(`${link.from} rests on ${link.to} (rule ${link.rule.name})`);
  return parts.join(', ');
};

/**
 * Rules that no order of evaluation gives a meaning: a relation that rests on its own absence or on a count of itself
 * (Apt, Blair and Walker, "Towards a theory of declarative knowledge", 1988).
 */
export const cycleProblems = (
  { relations, rules }: RuleSet,
  problem: (code: 'RULE_CYCLE', say: string, node: object, rule: Rule) => RuleProblem,
): readonly RuleProblem[] => {
  const all = links(rules);
  const group = new Map<string, number>();
  components(
    relations.map(({ name }) => name),
    all,
  ).forEach((names, i) => names.forEach((name) => group.set(name, i)));
  const inside = all.filter(({ from, to }) => group.has(from) && group.get(from) === group.get(to));
  return inside
    .filter(({ strict }) => strict)
    .map(({ from, to, rule, condition }) => {
      const back = to === from ? '' : `, and ${way(inside, to, from)}`;
      const how = condition.kind === 'aggregate' ? `a ${condition.function} of ${to}` : `the absence of ${to}`;
      return problem(
        'RULE_CYCLE',
        `${from} rests on ${how} (rule ${rule.name})${back}. Break this circle.`,
        condition,
        rule,
      );
    });
};
