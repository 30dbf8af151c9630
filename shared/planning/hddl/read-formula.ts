import { NOTHING, TRUE, type Call, type Effect, type Formula, type Typed } from '../htn/model.ts';
import { fail, headOf, listOf, wordOf, type Sexpr } from './sexpr.ts';

/** `a b - t c - (either u v) d`: names with their types; what has none is an `object`. */
export const readTyped = (items: readonly Sexpr[]): Typed[] => {
  const typed: Typed[] = [];
  let waiting: string[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const name = wordOf(item, 'a name', item);
    if (name !== '-') {
      waiting.push(name);
      continue;
    }
    const type = items[++i] ?? fail(item, 'A type is missing after “-”.');
    const types =
      'word' in type
        ? [type.word]
        : headOf(type) === 'either'
          ? type.list.slice(1).map((t) => wordOf(t, 'a type', t))
          : fail(type, 'Here a type or “(either …)” is expected.');
    typed.push(...waiting.map((name) => ({ name, types })));
    waiting = [];
  }
  return [...typed, ...waiting.map((name) => ({ name, types: ['object'] }))];
};

export const readCall = (at: Sexpr): Call => {
  const [head, ...args] = listOf(at, 'a name with its arguments');
  return { name: wordOf(head, 'a name', at), args: args.map((arg) => wordOf(arg, 'an argument', at)) };
};

const UNREADABLE = new Set(['<', '>', '<=', '>=', 'at', 'over', 'preference', 'sort-of', 'type-of']);

export const readFormula = (at: Sexpr | undefined): Formula => {
  if (at === undefined) return TRUE;
  const list = listOf(at, 'a condition');
  const head = headOf(at);
  const second = list[1];
  switch (head) {
    case '':
      return list.length === 0 ? TRUE : fail(at, 'A condition begins with a word.');
    case 'and':
    case 'or':
      return { is: head, of: list.slice(1).map(readFormula) };
    case 'not':
      if (!second || list.length !== 2) fail(at, '“not” takes one condition.');
      return { is: 'not', of: readFormula(second) };
    case 'imply':
      if (list.length !== 3) fail(at, '“imply” takes two conditions.');
      return { is: 'imply', when: readFormula(second), so: readFormula(list[2]) };
    case 'forall':
    case 'exists':
      if (!second || list.length !== 3) fail(at, `“${head}” takes variables and one condition.`);
      return { is: head, over: readTyped(listOf(second!, 'a list of variables')), of: readFormula(list[2]) };
    default:
      if (UNREADABLE.has(head) && list.some((part, i) => i > 0 && 'list' in part))
        fail(at, `Conditions with “${head}” can’t be read here.`);
      return { is: 'atom', atom: readCall(at) };
  }
};

const readAmount = (at: Sexpr): number | Call => {
  if (!('word' in at)) return readCall(at);
  const amount = Number(at.word);
  return Number.isFinite(amount) ? amount : { name: at.word, args: [] };
};

export const readEffect = (at: Sexpr | undefined): Effect => {
  if (at === undefined) return NOTHING;
  const list = listOf(at, 'an effect');
  const head = headOf(at);
  const [, second, third] = list;
  switch (head) {
    case '':
      return list.length === 0 ? NOTHING : fail(at, 'An effect begins with a word.');
    case 'and':
      return { is: 'and', of: list.slice(1).map(readEffect) };
    case 'not':
      if (!second || list.length !== 2) fail(at, '“not” takes one fact.');
      return { is: 'atom', atom: readCall(second!), negated: true };
    case 'forall':
      if (!second || list.length !== 3) fail(at, '“forall” takes variables and one effect.');
      return { is: 'forall', over: readTyped(listOf(second!, 'a list of variables')), of: readEffect(third) };
    case 'when':
      if (list.length !== 3) fail(at, '“when” takes a condition and an effect.');
      return { is: 'when', when: readFormula(second), so: readEffect(third) };
    case 'increase':
      if (!second || !third) fail(at, '“increase” takes a function and an amount.');
      return { is: 'increase', fluent: readCall(second!), by: readAmount(third!) };
    case 'assign':
    case 'decrease':
      return fail(at, `Effects with “${head}” can’t be read here.`);
    default:
      return { is: 'atom', atom: readCall(at), negated: false };
  }
};
