import type { Literal, Term } from '../atom.ts';
import { FactError } from './fact-error.ts';

const isTerm = (value: unknown): value is Term =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));

const refuse = (message: string): never => {
  throw new FactError('ARGUMENTS_WRONG', message);
};

/** Reads `relation("text", 2, true)`, after `not` its contrary. @throws FactError ARGUMENTS_WRONG, saying what is not understood. */
export const readFact = (text: string): Literal => {
  const [, not, relation = '', inside = ''] = /^\s*(not\s+)?([a-z][a-z0-9-]*)\s*\((.*)\)\s*$/su.exec(text) ?? [];
  if (relation === '') return refuse(`“${text.trim().slice(0, 80)}” is not written as a fact is.`);
  let args: unknown;
  try {
    args = JSON.parse(`[${inside}]`);
  } catch {
    return refuse(
      `Between the parentheses of ${relation} go texts in "double quotes", numbers, true and false, with commas.`,
    );
  }
  if (!Array.isArray(args)) return refuse(`${relation} takes a list.`);
  const wrong: unknown = args.find((arg: unknown) => !isTerm(arg));
  if (wrong !== undefined || !args.every(isTerm))
    return refuse(`${JSON.stringify(wrong) ?? 'That'} is neither a text nor a number, true or false.`);
  return { relation, args, ...(not === undefined ? {} : { negated: true }) };
};
