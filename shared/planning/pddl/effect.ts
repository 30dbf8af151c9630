import { isList, type Expression, type List } from './expression.ts';
import { atomOf, formulaOf, headOf, listAt } from './formula.ts';
import type { Source } from './source.ts';
import type { EffectTree } from './tree.ts';
import { variableList } from './typed-list.ts';

const UNSUPPORTED = new Set(['assign', 'decrease', 'scale-up', 'scale-down', 'oneof', 'probabilistic']);

const costOf = (source: Source, list: List): EffectTree => {
  const target = listAt(source, list, 1, '“(total-cost)”');
  if (headOf(source, target) !== 'total-cost')
    throw source.error(target.at, 'Only “(total-cost)” may be increased.', 'PDDL_UNSUPPORTED');
  const amount = list.items[2];
  if (!amount || list.items.length > 3) throw source.error(list.at, '“increase” takes a function and an amount.');
  if (isList(amount)) return { kind: 'cost', amount: atomOf(source, amount) };
  const value = Number(amount.word);
  if (!Number.isInteger(value) || value < 0)
    throw source.error(amount.at, 'A cost is a whole number ≥ 0.', 'PDDL_UNSUPPORTED');
  return { kind: 'cost', amount: value };
};

/** What an action changes. */
export const effectOf = (source: Source, expression: Expression): EffectTree => {
  if (!isList(expression)) throw source.error(expression.at, 'An effect in parentheses is expected here.');
  if (expression.items.length === 0) return { kind: 'and', parts: [] };
  const head = headOf(source, expression);
  const part = (index: number): EffectTree => effectOf(source, listAt(source, expression, index, 'An effect'));
  switch (head) {
    case 'and':
      return { kind: 'and', parts: expression.items.slice(1).map((item) => effectOf(source, item)) };
    case 'not':
      return { kind: 'delete', atom: atomOf(source, listAt(source, expression, 1, 'An atom')) };
    case 'forall':
      return {
        kind: 'forall',
        variables: variableList(source, listAt(source, expression, 1, 'A list of variables')),
        part: part(2),
      };
    case 'when':
      return {
        kind: 'when',
        condition: formulaOf(source, listAt(source, expression, 1, 'A condition')),
        part: part(2),
      };
    case 'increase':
      return costOf(source, expression);
    default:
      if (UNSUPPORTED.has(head))
        throw source.error(expression.at, `Effects with “${head}” are not supported.`, 'PDDL_UNSUPPORTED');
      return { kind: 'add', atom: atomOf(source, expression) };
  }
};
