import { RulesRefused, type Position, type RuleProblem, type RuleProblemCode } from './problem.ts';
import type { AggregateCondition, Condition, Pattern, Relation, Rule, RuleSet } from './rule.ts';
import { boundBy, unbound } from './safety.ts';
import { cycleProblems } from './strata.ts';
import { clockTest } from './temporal.ts';
import { TypeInference, type Types } from './types.ts';
import { groupOf, ofPattern, outside, usesNow } from './variables.ts';

/** Each count of a rule doubles what the engine keeps for it, because over nothing a count is 0. */
const MOST_COUNTS = 4;

type Say = (code: RuleProblemCode, say: string, node: object) => void;

const repeated = <T extends { readonly name: string }>(parts: readonly T[]): readonly T[] => {
  const seen = new Set<string>();
  return parts.filter(({ name }) => seen.has(name) || !seen.add(name));
};

/** The names in braces of a sentence. */
const placeholders = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '');

const checkRelation = (relation: Relation, say: Say): void => {
  for (const { name } of repeated(relation.columns))
    say('RULE_DUPLICATE', `The relation ${relation.name} has two columns named ${name}.`, relation);
  for (const name of placeholders(relation.says ?? ''))
    if (!relation.columns.some((column) => column.name === name))
      say('RULE_SENTENCE', `The sentence of ${relation.name} names {${name}}, which is no column.`, relation);
};

const patternsOf = (rule: Rule): readonly Pattern[] => {
  const simple = rule.body.flatMap((c) => (c.kind === 'aggregate' ? c.where : [c]));
  return [rule.head, ...simple.flatMap((c) => (c.kind === 'comparison' ? [] : [c.atom]))];
};

const checkPatterns = (rule: Rule, relations: ReadonlyMap<string, Relation>, say: Say): void => {
  for (const pattern of patternsOf(rule)) {
    const relation = relations.get(pattern.relation);
    const [wanted, found] = [relation?.columns.length, pattern.args.length];
    if (wanted === undefined)
      say('RULE_UNKNOWN_RELATION', `There is no relation ${pattern.relation}. Declare it.`, pattern);
    else if (wanted !== found)
      say(
        'RULE_ARITY',
        `${pattern.relation} takes ${wanted} value${wanted === 1 ? '' : 's'}, but here ${found === 1 ? 'is' : 'are'} ${found}.`,
        pattern,
      );
  }
  for (const arg of rule.head.args)
    if (arg.kind === 'wildcard') say('RULE_UNSAFE', 'What a rule concludes has no gaps: name a variable here.', arg);
};

const checkCount = (c: AggregateCondition, rule: Rule, say: Say): void => {
  const others = outside(rule.head, rule.body);
  for (const { name } of c.of)
    if (others.has(name))
      say('RULE_UNSAFE', `${name} is counted here, so it has no value elsewhere in the rule. Use another name.`, c);
  if (c.result.kind === 'constant' && typeof c.result.value !== 'number')
    say('RULE_TYPE', `A ${c.function} is a number.`, c.result);
};

const checkNow = (body: readonly Condition[], say: Say): void => {
  for (const c of body)
    if (c.kind === 'comparison' && (usesNow(c.left) || usesNow(c.right)) && clockTest(c) === null)
      say('RULE_NOW', 'Compare now by <, <=, > or >= only, and use nothing but + and - around it.', c);
    else if (c.kind === 'aggregate') checkNow(c.where, say);
};

const checkTypes = (rule: Rule, relations: ReadonlyMap<string, Relation>, say: Say): void => {
  const known = new Map<string, 'number' | 'time'>();
  const outer = new TypeInference(relations, known);
  outer.infer(rule.body);
  outer.conclude(rule.head);
  const report = ({ clashes }: TypeInference): void => clashes.forEach((c) => say('RULE_TYPE', c.say, c.node));
  report(outer);
  for (const c of rule.body) {
    if (c.kind !== 'aggregate') continue;
    const group: Types = new Map(
      groupOf(c, rule.head, rule.body).map((name) => [name, outer.types.get(name) ?? 'any']),
    );
    const inner = new TypeInference(relations, group);
    inner.infer(c.where);
    report(inner);
    const first = inner.types.get(c.of[0]?.name ?? '');
    if (c.function !== 'count' && first !== 'number' && first !== 'time')
      say('RULE_TYPE', `${c.function} needs numbers, but ${c.of[0]?.name} is ${first ?? 'unknown'}.`, c);
  }
};

const checkSafety = (rule: Rule, say: Say): void => {
  for (const { name, node, inside } of unbound(rule.head, rule.body)) {
    const where = inside ? 'Inside these braces' : 'Here';
    say('RULE_UNSAFE', `${where} ${name} has no value: name it in a fact that must hold (without "not").`, node);
  }
};

const checkSentence = (rule: Rule, say: Say): void => {
  const bound = boundBy(rule.head, rule.body);
  const named = new Set([...bound, ...ofPattern(rule.head)]);
  for (const name of placeholders(rule.says ?? ''))
    if (!named.has(name))
      say('RULE_SENTENCE', `The sentence of ${rule.name} names {${name}}, which has no value.`, rule);
};

/** Everything that is wrong with the rules, in the order of the text; empty where they may be run. */
export const problemsOf = (rules: RuleSet, places?: ReadonlyMap<object, Position>): readonly RuleProblem[] => {
  const found: RuleProblem[] = [];
  const problem = (code: RuleProblemCode, say: string, node: object, rule: Rule | null): RuleProblem => ({
    code,
    say,
    at: places?.get(node) ?? (rule && places?.get(rule)) ?? null,
    rule: rule?.name ?? null,
  });
  const relations = new Map(rules.relations.map((relation) => [relation.name, relation]));
  const sayOf =
    (rule: Rule | null): Say =>
    (code, say, node) =>
      void found.push(problem(code, say, node, rule));
  for (const relation of repeated(rules.relations))
    sayOf(null)('RULE_DUPLICATE', `The relation ${relation.name} is declared twice.`, relation);
  for (const relation of rules.relations) checkRelation(relation, sayOf(null));
  for (const rule of repeated(rules.rules))
    sayOf(rule)('RULE_DUPLICATE', `There are two rules named ${rule.name}. Give each its own name.`, rule);
  for (const rule of rules.rules) {
    const say = sayOf(rule);
    const before = found.length;
    checkPatterns(rule, relations, say);
    if (rule.body.filter(({ kind }) => kind === 'aggregate').length > MOST_COUNTS)
      say('RULE_TOO_LARGE', `A rule may have ${MOST_COUNTS} counts. Give the others rules of their own.`, rule);
    for (const c of rule.body) if (c.kind === 'aggregate') checkCount(c, rule, say);
    checkNow(rule.body, say);
    checkSafety(rule, say);
    checkSentence(rule, say);
    // Types of what is not declared or has no value would only repeat the above.
    if (found.length === before) checkTypes(rule, relations, say);
  }
  found.push(...cycleProblems(rules, problem));
  return found;
};

/**
 * Makes sure that the rules can be run: safe, typed, and without a circle through an absence or a count.
 * @throws RulesRefused with every problem.
 */
export const analyse = (rules: RuleSet, places?: ReadonlyMap<object, Position>): void => {
  const [first, ...more] = problemsOf(rules, places);
  if (first) throw new RulesRefused([first, ...more]);
};
