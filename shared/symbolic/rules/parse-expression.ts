import type { Reader } from './reader.ts';
import { refuse } from './tokens.ts';
import type { Argument, Constant, Expression, Operator } from './rule.ts';

const DEEPEST = 100;

/** A number, a text or a flag; null where none comes next. */
const constant = (reader: Reader): Constant | null => {
  const { token } = reader;
  const at = token.at;
  const sign = reader.is('-') && reader.following.kind === 'number' ? -1 : 1;
  if (sign < 0) reader.take();
  const value = reader.token;
  if (value.kind === 'number') {
    reader.take();
    // Without -0: it is the same number as 0.
    const signed = value.value === 0 ? 0 : sign * value.value;
    return reader.placed<Constant>(
      { kind: 'constant', value: signed, ...(value.unit ? { unit: value.unit } : {}) },
      at,
    );
  }
  if (value.kind === 'text') {
    reader.take();
    return reader.placed<Constant>({ kind: 'constant', value: value.value }, at);
  }
  for (const flag of [true, false])
    if (reader.skip(String(flag))) return reader.placed<Constant>({ kind: 'constant', value: flag }, at);
  return null;
};

/** What stands between the parentheses of a relation. */
export const argument = (reader: Reader): Argument => {
  const { at } = reader.token;
  if (reader.skip('_')) return reader.placed({ kind: 'wildcard' }, at);
  const value = constant(reader);
  if (value) return value;
  return reader.placed({ kind: 'variable', name: reader.name('a variable, a value or _') }, at);
};

const operand = (reader: Reader, depth: number): Expression => {
  const { at } = reader.token;
  if (depth > DEEPEST) refuse('RULE_TOO_LARGE', 'This expression is nested too deeply.', at);
  if (reader.skip('now')) return reader.placed({ kind: 'now' }, at);
  if (reader.skip('(')) {
    const inner = sum(reader, depth + 1);
    reader.expect(')');
    return inner;
  }
  const value = constant(reader);
  if (value) return value;
  return reader.placed({ kind: 'variable', name: reader.name('a variable, a value or "("') }, at);
};

type Level = (reader: Reader, depth: number) => Expression;

const chain =
  (operators: readonly Operator[], part: Level): Level =>
  (reader, depth) => {
    const { at } = reader.token;
    let left = part(reader, depth);
    let length = 0;
    for (;;) {
      const op = operators.find((op) => reader.is(op));
      if (op === undefined) return left;
      reader.take();
      if ((length += 1) > DEEPEST) refuse('RULE_TOO_LARGE', 'This expression is too long.', at);
      left = reader.placed({ kind: 'arithmetic', op, left, right: part(reader, depth) }, at);
    }
  };

const product = chain(['*', '/', 'mod'], operand);
const sum: Level = chain(['+', '-'], product);

export const expression = (reader: Reader): Expression => sum(reader, 0);
