import { sectionsOf } from './domain.ts';
import { isList, type Expression } from './expression.ts';
import { atomOf, formulaOf, headOf, listAt } from './formula.ts';
import { Source } from './source.ts';
import { TRUE, type AtomTree, type Formula, type Problem, type Typed } from './tree.ts';
import { typedList } from './typed-list.ts';

interface Init {
  readonly init: AtomTree[];
  readonly values: { readonly atom: AtomTree; readonly value: number }[];
}

const initOf = (source: Source, items: readonly Expression[]): Init => {
  const found: Init = { init: [], values: [] };
  for (const item of items) {
    if (!isList(item)) throw source.error(item.at, 'A fact in parentheses is expected here.');
    const head = headOf(source, item);
    const second = item.items[1];
    if (head === '=' && second && isList(second)) {
      const value = item.items[2];
      const number = value && !isList(value) ? Number(value.word) : NaN;
      if (!Number.isFinite(number)) throw source.error(item.at, 'A function’s value is a number.');
      found.values.push({ atom: atomOf(source, second), value: number });
    } else if (head === 'at' && second && !isList(second) && item.items[2] && isList(item.items[2])) {
      throw source.error(item.at, 'Facts that become true at a time are not supported.', 'PDDL_UNSUPPORTED');
    } else if (head === 'not') {
      // What is not listed is false anyway.
      atomOf(source, listAt(source, item, 1, 'A fact'));
    } else {
      found.init.push(atomOf(source, item));
    }
  }
  return found;
};

/** @throws TaskError PDDL_SYNTAX, PDDL_UNSUPPORTED or PDDL_TOO_LARGE, with line and column. */
export const readProblem = (text: string, fileName = 'problem'): Problem => {
  const source = new Source(fileName, text);
  const { name, sections } = sectionsOf(source, 'problem');
  let domain = '';
  let objects: readonly Typed[] = [];
  let init: Init = { init: [], values: [] };
  let goal: Formula = TRUE;
  for (const section of sections) {
    const head = headOf(source, section);
    switch (head) {
      case ':domain': {
        const word = section.items[1];
        if (word && !isList(word)) domain = word.word;
        break;
      }
      case ':objects':
        objects = typedList(source, section.items.slice(1));
        break;
      case ':init':
        init = initOf(source, section.items.slice(1));
        break;
      case ':goal':
        goal = formulaOf(source, listAt(source, section, 1, 'The goal'));
        break;
      case ':metric':
      case ':requirements':
      case ':length':
        break;
      default:
        if (head === ':constraints' || head === ':htn')
          throw source.error(section.at, `“${head}” is not supported.`, 'PDDL_UNSUPPORTED');
        throw source.error(section.at, `“${head}” is no section of a problem.`);
    }
  }
  return { name, domain, objects, ...init, goal };
};
