import { isList, readExpression, type List } from './expression.ts';
import { effectOf } from './effect.ts';
import { formulaOf, headOf, listAt } from './formula.ts';
import { Source } from './source.ts';
import { TRUE, type ActionTree, type Domain, type EffectTree, type Formula, type Typed } from './tree.ts';
import { typedList, variableList } from './typed-list.ts';

const SECTIONS_UNSUPPORTED = new Map([
  [':derived', 'Derived predicates (axioms)'],
  [':durative-action', 'Actions with a duration'],
  [':process', 'Processes'],
  [':event', 'Events'],
  [':constraints', 'Trajectory constraints'],
  [':task', 'Tasks and methods'],
  [':method', 'Tasks and methods'],
]);

/** The sections of `(define (domain name) …)`. */
export const sectionsOf = (source: Source, kind: string): { readonly name: string; readonly sections: List[] } => {
  const whole = readExpression(source);
  if (headOf(source, whole) !== 'define') throw source.error(whole.at, 'A PDDL text starts with “(define”.');
  const title = listAt(source, whole, 1, `“(${kind} …)”`);
  if (headOf(source, title) !== kind) throw source.error(title.at, `“(${kind} …)” is expected here.`);
  const name = title.items[1];
  if (!name || isList(name)) throw source.error(title.at, 'A name is missing.');
  const sections = whole.items.slice(2).map((item) => {
    if (!isList(item)) throw source.error(item.at, 'A section in parentheses is expected here.');
    return item;
  });
  return { name: name.word, sections };
};

const actionOf = (source: Source, section: List): ActionTree => {
  const name = section.items[1];
  if (!name || isList(name)) throw source.error(section.at, 'The action has no name.');
  let parameters: readonly Typed[] = [];
  let precondition: Formula = TRUE;
  let effect: EffectTree = { kind: 'and', parts: [] };
  for (let i = 2; i < section.items.length; i += 2) {
    const [key, value] = [section.items[i], section.items[i + 1]];
    if (!key || isList(key)) throw source.error(key?.at ?? section.at, 'A keyword such as “:effect” is expected here.');
    if (!value) throw source.error(key.at, `Nothing follows “${key.word}”.`);
    if (key.word === ':parameters') parameters = variableList(source, value);
    else if (key.word === ':precondition') precondition = formulaOf(source, value);
    else if (key.word === ':effect') effect = effectOf(source, value);
    else throw source.error(key.at, `“${key.word}” is not supported in an action.`, 'PDDL_UNSUPPORTED');
  }
  return { name: name.word, parameters, precondition, effect };
};

/** @throws TaskError PDDL_SYNTAX, PDDL_UNSUPPORTED (which names the feature) or PDDL_TOO_LARGE, with line and column. */
export const readDomain = (text: string, fileName = 'domain'): Domain => {
  const source = new Source(fileName, text);
  const { name, sections } = sectionsOf(source, 'domain');
  let types: readonly Typed[] = [];
  let constants: readonly Typed[] = [];
  const predicates = new Map<string, number>();
  const actions: ActionTree[] = [];
  for (const section of sections) {
    const head = headOf(source, section);
    switch (head) {
      // What is declared and not used does no harm; what is used and not supported is refused where it stands.
      case ':requirements':
      case ':functions':
        break;
      case ':types':
        types = typedList(source, section.items.slice(1));
        break;
      case ':constants':
        constants = typedList(source, section.items.slice(1));
        break;
      case ':predicates':
        for (const item of section.items.slice(1)) {
          if (!isList(item)) throw source.error(item.at, 'A predicate in parentheses is expected here.');
          predicates.set(headOf(source, item), typedList(source, item.items.slice(1)).length);
        }
        break;
      case ':action':
        actions.push(actionOf(source, section));
        break;
      default: {
        const what = SECTIONS_UNSUPPORTED.get(head);
        if (what) throw source.error(section.at, `${what} are not supported.`, 'PDDL_UNSUPPORTED');
        throw source.error(section.at, `“${head}” is no section of a domain.`);
      }
    }
  }
  return { name, types, constants, predicates, actions };
};
