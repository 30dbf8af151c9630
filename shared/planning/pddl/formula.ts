import { isList, type Expression, type List } from './expression.ts';
import type { Source } from './source.ts';
import { TRUE, type AtomTree, type Formula } from './tree.ts';
import { variableList } from './typed-list.ts';

/** The word a list starts with. */
export const headOf = (source: Source, list: List): string => {
  const [head] = list.items;
  if (!head || isList(head)) throw source.error(list.at, 'A word is expected after this parenthesis.');
  return head.word;
};

export const listAt = (source: Source, list: List, index: number, what: string): List => {
  const item = list.items[index];
  if (!item || !isList(item)) throw source.error(item?.at ?? list.at, `${what} is expected here.`);
  return item;
};

export const atomOf = (source: Source, list: List): AtomTree => ({
  predicate: headOf(source, list),
  args: list.items.slice(1).map((item) => {
    if (isList(item)) throw source.error(item.at, 'An object or a variable is expected here.');
    return item.word;
  }),
});

const UNSUPPORTED = new Set(['>', '<', '>=', '<=', 'preference', 'at-start', 'over-all', 'at-end']);

/** A condition. An empty list is true. */
export const formulaOf = (source: Source, expression: Expression): Formula => {
  if (!isList(expression)) throw source.error(expression.at, 'A condition in parentheses is expected here.');
  if (expression.items.length === 0) return TRUE;
  const head = headOf(source, expression);
  const rest = expression.items.slice(1);
  const only = (index: number): Formula => formulaOf(source, listAt(source, expression, index, 'A condition'));
  const exactly = (count: number): void => {
    if (rest.length !== count) throw source.error(expression.at, `“${head}” takes ${count} arguments.`);
  };
  switch (head) {
    case 'and':
    case 'or':
      return { kind: head, parts: rest.map((item) => formulaOf(source, item)) };
    case 'not':
      exactly(1);
      return { kind: 'not', part: only(1) };
    case 'imply':
      exactly(2);
      return { kind: 'or', parts: [{ kind: 'not', part: only(1) }, only(2)] };
    case 'forall':
    case 'exists':
      exactly(2);
      return {
        kind: head,
        variables: variableList(source, listAt(source, expression, 1, 'A list of variables')),
        part: only(2),
      };
    default:
      if (UNSUPPORTED.has(head))
        throw source.error(expression.at, `Conditions with “${head}” are not supported.`, 'PDDL_UNSUPPORTED');
      return { kind: 'atom', atom: atomOf(source, expression) };
  }
};
