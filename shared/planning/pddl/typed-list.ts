import { isList, type Expression } from './expression.ts';
import type { Source } from './source.ts';
import type { Typed } from './tree.ts';

/** `a b - t c - (either u v) d`: names with their types; `object` where none is given. */
export const typedList = (source: Source, items: readonly Expression[]): readonly Typed[] => {
  const found: Typed[] = [];
  let names: string[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (!item) break;
    if (isList(item)) throw source.error(item.at, 'A name is expected here.');
    if (item.word !== '-') {
      names.push(item.word);
      continue;
    }
    const type = items[++i];
    if (!type) throw source.error(item.at, 'A type is missing after “-”.');
    const types = typesOf(source, type);
    for (const name of names) found.push({ name, types });
    names = [];
  }
  for (const name of names) found.push({ name, types: ['object'] });
  return found;
};

const typesOf = (source: Source, type: Expression): string[] => {
  if (!isList(type)) return [type.word];
  const [either, ...rest] = type.items;
  if (!either || isList(either) || either.word !== 'either' || rest.length === 0)
    throw source.error(type.at, 'A type is a name or “(either …)”.');
  return rest.map((item) => {
    if (isList(item)) throw source.error(item.at, 'A type’s name is expected here.');
    return item.word;
  });
};

/** Parameters and quantified variables: all of them start with a question mark. */
export const variableList = (source: Source, list: Expression): readonly Typed[] => {
  if (!isList(list)) throw source.error(list.at, 'A list of variables is expected here.');
  const variables = typedList(source, list.items);
  for (const { name } of variables)
    if (!name.startsWith('?')) throw source.error(list.at, `The variable “${name}” has to start with “?”.`);
  return variables;
};
