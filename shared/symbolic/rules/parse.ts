import { argument, expression } from './parse-expression.ts';
import type { Position } from './problem.ts';
import { Reader } from './reader.ts';
import type {
  AggregateFunction,
  Column,
  ColumnType,
  Comparator,
  Condition,
  Expression,
  Pattern,
  Relation,
  Rule,
  RuleSet,
  SimpleCondition,
  Variable,
} from './rule.ts';
import { refuse } from './tokens.ts';

const TYPES: readonly ColumnType[] = ['text', 'number', 'flag', 'time', 'any'];
const FUNCTIONS: readonly AggregateFunction[] = ['count', 'sum', 'min', 'max'];
const COMPARATORS: readonly Comparator[] = ['=', '!=', '<', '<=', '>', '>=', 'contains', 'starts-with', 'ends-with'];

/** Zero or more parts between parentheses, with commas. */
const list = <T>(reader: Reader, part: () => T): readonly T[] => {
  const parts: T[] = [];
  reader.expect('(');
  if (reader.skip(')')) return parts;
  do parts.push(part());
  while (reader.skip(','));
  reader.expect(')');
  return parts;
};

const pattern = (reader: Reader): Pattern => {
  const { at } = reader.token;
  const relation = reader.name('a relation');
  return reader.placed({ relation, args: list(reader, () => argument(reader)) }, at);
};

const column = (reader: Reader): Column => {
  const name = reader.word('the name of a column');
  reader.expect(':');
  const { at } = reader.token;
  const type = TYPES.find((type) => type === reader.token.text);
  if (type === undefined) return refuse('RULE_SYNTAX', `Here should be a type: ${TYPES.join(', ')}.`, at);
  reader.take();
  return { name, type };
};

const says = (reader: Reader): { readonly says?: string } =>
  reader.skip('says') ? { says: reader.text('a sentence in quotes') } : {};

const relation = (reader: Reader): Relation => {
  const { at } = reader.token;
  const name = reader.name('the name of a relation');
  const columns = list(reader, () => column(reader));
  return reader.placed({ name, columns, ...says(reader) }, at);
};

const variable = (reader: Reader): Variable => {
  const { at } = reader.token;
  return reader.placed({ kind: 'variable', name: reader.name('a variable') }, at);
};

const aggregate = (reader: Reader, result: Expression, at: Position): Condition => {
  const name = FUNCTIONS.find((name) => name === reader.token.text);
  if (name === undefined) return reader.fail('count, sum, min or max');
  reader.take();
  if (result.kind !== 'variable' && result.kind !== 'constant')
    return refuse('RULE_SYNTAX', `Before "= ${name} of" there must be one variable or one value.`, at);
  reader.expect('of');
  const of = [variable(reader)];
  while (reader.skip(',')) of.push(variable(reader));
  reader.expect('where');
  reader.expect('{');
  const where: SimpleCondition[] = [];
  do {
    const { at: place } = reader.token;
    const inner = condition(reader);
    if (inner.kind === 'aggregate')
      return refuse('RULE_SYNTAX', 'A count inside a count needs a rule of its own.', place);
    where.push(inner);
  } while (reader.skip('and'));
  reader.expect('}');
  return reader.placed({ kind: 'aggregate', function: name, result, of, where }, at);
};

const comparison = (reader: Reader, at: Position): Condition => {
  const left = expression(reader);
  const op = COMPARATORS.find((op) => reader.skip(op));
  if (op === undefined) return reader.fail(`a comparison (${COMPARATORS.join(' ')})`);
  if (op === '=' && reader.token.kind === 'name' && reader.following.text === 'of') return aggregate(reader, left, at);
  return reader.placed({ kind: 'comparison', op, left, right: expression(reader) }, at);
};

function condition(reader: Reader): Condition {
  const { kind, at } = reader.token;
  if (reader.skip('not')) return reader.placed({ kind: 'absent', atom: pattern(reader) }, at);
  if (kind !== 'name' || reader.following.text !== '(') return comparison(reader, at);
  const atom = pattern(reader);
  const since = reader.skip('since') ? { since: argument(reader) } : {};
  const until = reader.skip('until') ? { until: argument(reader) } : {};
  return reader.placed({ kind: 'atom', atom, ...since, ...until }, at);
}

const rule = (reader: Reader): Rule => {
  const { at } = reader.token;
  const name = reader.name('the name of a rule');
  reader.expect(':');
  const head = pattern(reader);
  const body: Condition[] = [];
  if (reader.skip('if')) {
    do body.push(condition(reader));
    while (reader.skip('and'));
  }
  return reader.placed({ name, head, body, ...says(reader) }, at);
};

/** Rules read from a text, and where each part of them was written. */
export interface ParsedRules {
  readonly rules: RuleSet;
  readonly places: ReadonlyMap<object, Position>;
}

/**
 * Reads a rules text. Only its form is judged here; `analyse` judges what it means.
 * @throws RulesRefused with line and column of the first word that does not fit.
 */
export const parse = (text: string): ParsedRules => {
  const reader = new Reader(text);
  const [relations, rules]: [Relation[], Rule[]] = [[], []];
  while (reader.token.kind !== 'end') {
    if (reader.skip('relation')) relations.push(relation(reader));
    else if (reader.skip('rule')) rules.push(rule(reader));
    else reader.fail('"relation" or "rule"');
  }
  return { rules: { relations, rules }, places: reader.places };
};
