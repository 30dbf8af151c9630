import {
  TRUE,
  type Action,
  type Call,
  type Domain,
  type Method,
  type Network,
  type Problem,
  type Signature,
} from '../htn/model.ts';
import { readCall, readEffect, readFormula, readTyped } from './read-formula.ts';
import { fail, headOf, listOf, readSexpr, wordOf, type Sexpr } from './sexpr.ts';

/** `:key value` pairs of a definition after its name; a key with a list, or with a word. */
const fieldsOf = (items: readonly Sexpr[], at: Sexpr): ReadonlyMap<string, Sexpr> => {
  const fields = new Map<string, Sexpr>();
  for (let i = 0; i < items.length; i += 2) {
    const key = wordOf(items[i], 'a key such as “:parameters”', items[i] ?? at);
    const value = items[i + 1];
    if (!key.startsWith(':') || !value) fail(items[i] ?? at, `“${key}” has no value or is no key.`);
    else if (fields.has(key)) fail(items[i]!, `“${key}” stands twice.`);
    else fields.set(key, value);
  }
  return fields;
};

const typedIn = (at: Sexpr | undefined): ReturnType<typeof readTyped> =>
  at === undefined ? [] : readTyped(listOf(at, 'a list of parameters'));

/** `(and a b)`, one `a`, or nothing. */
const conjuncts = (at: Sexpr | undefined): readonly Sexpr[] => {
  if (at === undefined) return [];
  const list = listOf(at, 'a list');
  return list.length === 0 ? [] : headOf(at) === 'and' ? list.slice(1) : [at];
};

const readSubtask = (at: Sexpr): Network['tasks'][number] => {
  const [, second] = listOf(at, 'a task');
  return second && 'list' in second ? { id: headOf(at), call: readCall(second) } : { id: null, call: readCall(at) };
};

const ORDERED = [':ordered-subtasks', ':ordered-tasks'];
const UNORDERED = [':subtasks', ':tasks'];

const readNetwork = (fields: ReadonlyMap<string, Sexpr>, at: Sexpr): Network => {
  const pick = (keys: readonly string[]): Sexpr | undefined => keys.map((key) => fields.get(key)).find(Boolean);
  const [ordered, unordered] = [pick(ORDERED), pick(UNORDERED)];
  if (ordered && unordered) fail(at, 'Tasks are either ordered or not.');
  const tasks = conjuncts(ordered ?? unordered).map(readSubtask);
  if (ordered) return { tasks, order: 'total' };
  const ids = new Set(tasks.map(({ id }) => id));
  const order = conjuncts(fields.get(':ordering') ?? fields.get(':order')).map((pair) => {
    const items = listOf(pair, 'an order').map((item) => wordOf(item, 'a task’s id', item));
    const [first, second] = items.filter((word) => word !== '<' && word !== 'before');
    if (first === undefined || second === undefined || !ids.has(first) || !ids.has(second))
      return fail(pair, 'An order is “(< first second)”, of ids of these tasks.');
    return [first, second] as const;
  });
  return { tasks, order: tasks.length <= 1 ? 'total' : order };
};

const readSignature = (at: Sexpr): Signature => {
  const [name, ...parameters] = listOf(at, 'a declaration');
  return { name: wordOf(name, 'a name', at), parameters: readTyped(parameters) };
};

const readTask = (list: readonly Sexpr[], at: Sexpr): Signature => {
  const fields = fieldsOf(list.slice(2), at);
  return { name: wordOf(list[1], 'a task’s name', at), parameters: typedIn(fields.get(':parameters')) };
};

const readMethod = (list: readonly Sexpr[], at: Sexpr): Method => {
  const fields = fieldsOf(list.slice(2), at);
  const task = fields.get(':task');
  return {
    name: wordOf(list[1], 'a method’s name', at),
    parameters: typedIn(fields.get(':parameters')),
    task: task ? readCall(task) : fail(at, 'A method names its “:task”.'),
    condition: readFormula(fields.get(':precondition')),
    constraints: readFormula(fields.get(':constraints')),
    network: readNetwork(fields, at),
  };
};

const readAction = (list: readonly Sexpr[], at: Sexpr): Action => {
  const fields = fieldsOf(list.slice(2), at);
  return {
    name: wordOf(list[1], 'an action’s name', at),
    parameters: typedIn(fields.get(':parameters')),
    condition: readFormula(fields.get(':precondition')),
    effect: readEffect(fields.get(':effect') ?? fields.get(':effects')),
  };
};

/** The parts of `(define (kind name) …)`. */
const define = (
  text: string,
  kind: string,
): { readonly name: string; readonly parts: readonly Sexpr[]; readonly whole: Sexpr } => {
  const whole = readSexpr(text);
  const [head, title, ...parts] = listOf(whole, 'a definition');
  if (wordOf(head, '“define”', whole) !== 'define' || !title || headOf(title) !== kind)
    return fail(whole, `A ${kind} begins with “(define (${kind} …)”.`);
  return { name: wordOf(listOf(title, 'a title')[1], 'a name', title), parts, whole };
};

/** Functions may say what they give (`- number`), which is always a number. */
const readFunctions = (items: readonly Sexpr[]): Signature[] =>
  items.flatMap((item) => ('list' in item ? [readSignature(item)] : []));

/** @throws HddlError with line and column. */
export const readDomain = (text: string): Domain => {
  const { name, parts } = define(text, 'domain');
  const all = (key: string): readonly Sexpr[] => parts.filter((part) => headOf(part) === key);
  const items = (key: string): readonly Sexpr[] => all(key).flatMap((part) => listOf(part, key).slice(1));
  const KNOWN = /^:(requirements|types|constants|predicates|functions|task|method|action)$/u;
  for (const part of parts) if (!KNOWN.test(headOf(part))) fail(part, `“${headOf(part)}” can’t be read here.`);
  const each = <T>(key: string, read: (list: readonly Sexpr[], at: Sexpr) => T): T[] =>
    all(key).map((part) => read(listOf(part, key), part));
  return {
    name,
    requirements: items(':requirements').map((item) => wordOf(item, 'a requirement', item)),
    types: readTyped(items(':types')),
    constants: readTyped(items(':constants')),
    predicates: items(':predicates').map(readSignature),
    functions: readFunctions(items(':functions')),
    tasks: each(':task', readTask),
    methods: each(':method', readMethod),
    actions: each(':action', readAction),
  };
};

/** @throws HddlError with line and column. */
export const readProblem = (text: string): Problem => {
  const { name, parts, whole } = define(text, 'problem');
  const part = (key: string): Sexpr | undefined => parts.find((p) => headOf(p) === key);
  const items = (key: string): readonly Sexpr[] => {
    const found = part(key);
    return found ? listOf(found, key).slice(1) : [];
  };
  const KNOWN = /^:(domain|requirements|objects|htn|init|goal|metric)$/u;
  for (const p of parts) if (!KNOWN.test(headOf(p))) fail(p, `“${headOf(p)}” can’t be read here.`);
  const htn = part(':htn') ?? fail(whole, 'A problem has its tasks in “(:htn …)”.');
  // Some write what kind of network it is before its fields, in parentheses or not.
  const inside = listOf(htn, 'tasks').slice(1);
  const first = inside.findIndex((item) => 'word' in item && item.word.startsWith(':'));
  const fields = fieldsOf(first < 0 ? [] : inside.slice(first), htn);
  const init: Call[] = [];
  const values: { fluent: Call; value: number }[] = [];
  for (const item of items(':init')) {
    const [, left, right] = listOf(item, 'a fact');
    if (headOf(item) === '=' && left && 'list' in left)
      values.push({ fluent: readCall(left), value: Number(wordOf(right, 'a number', item)) });
    else if (headOf(item) !== 'not') init.push(readCall(item));
  }
  const domain = items(':domain')[0];
  return {
    name,
    domain: wordOf(domain, 'the domain’s name', whole),
    objects: readTyped(items(':objects')),
    parameters: typedIn(fields.get(':parameters')),
    network: readNetwork(fields, htn),
    constraints: readFormula(fields.get(':constraints')),
    init,
    values,
    goal: part(':goal') ? readFormula(items(':goal')[0]) : TRUE,
  };
};
