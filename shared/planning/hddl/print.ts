import type {
  Action,
  Call,
  Domain,
  Effect,
  Formula,
  Method,
  Network,
  Problem,
  Signature,
  Typed,
} from '../htn/model.ts';

const call = ({ name, args }: Call): string => `(${[name, ...args].join(' ')})`;

const typed = (names: readonly Typed[]): string =>
  names
    .map(({ name, types }) => `${name} - ${types.length === 1 ? types[0] : `(either ${types.join(' ')})`}`)
    .join(' ');

const formula = (f: Formula): string => {
  switch (f.is) {
    case 'atom':
      return call(f.atom);
    case 'and':
    case 'or':
      return f.of.length === 0 && f.is === 'and' ? '()' : `(${[f.is, ...f.of.map(formula)].join(' ')})`;
    case 'not':
      return `(not ${formula(f.of)})`;
    case 'imply':
      return `(imply ${formula(f.when)} ${formula(f.so)})`;
    case 'forall':
    case 'exists':
      return `(${f.is} (${typed(f.over)}) ${formula(f.of)})`;
  }
};

const effect = (e: Effect): string => {
  switch (e.is) {
    case 'atom':
      return e.negated ? `(not ${call(e.atom)})` : call(e.atom);
    case 'and':
      return e.of.length === 0 ? '()' : `(${['and', ...e.of.map(effect)].join(' ')})`;
    case 'forall':
      return `(forall (${typed(e.over)}) ${effect(e.of)})`;
    case 'when':
      return `(when ${formula(e.when)} ${effect(e.so)})`;
    case 'increase':
      return `(increase ${call(e.fluent)} ${typeof e.by === 'number' ? e.by : call(e.by)})`;
  }
};

const indented = (lines: readonly string[]): string => lines.map((line) => `\n    ${line}`).join('');

const network = ({ tasks, order }: Network): string[] => {
  const shown = tasks.map(({ id, call: c }) => (id === null ? call(c) : `(${id} ${call(c)})`));
  const list = `(and${shown.map((task) => `\n      ${task}`).join('')})`;
  if (order === 'total') return [`:ordered-subtasks ${list}`];
  const pairs = order.map(([first, second]) => `(< ${first} ${second})`).join(' ');
  return [`:subtasks ${list}`, ...(pairs === '' ? [] : [`:ordering (and ${pairs})`])];
};

const isTrue = (f: Formula): boolean => f.is === 'and' && f.of.length === 0;
const field = (key: string, f: Formula): string[] => (isTrue(f) ? [] : [`${key} ${formula(f)}`]);

const signature = ({ name, parameters }: Signature): string => `(${[name, typed(parameters)].join(' ').trim()})`;

const task = ({ name, parameters }: Signature): string => `(:task ${name} :parameters (${typed(parameters)}))`;

const method = (m: Method): string =>
  `(:method ${m.name}${indented([
    `:parameters (${typed(m.parameters)})`,
    `:task ${call(m.task)}`,
    ...field(':precondition', m.condition),
    ...field(':constraints', m.constraints),
    ...network(m.network),
  ])})`;

const action = (a: Action): string =>
  `(:action ${a.name}${indented([
    `:parameters (${typed(a.parameters)})`,
    ...field(':precondition', a.condition),
    `:effect ${effect(a.effect)}`,
  ])})`;

const section = (key: string, content: string): string[] => (content === '' ? [] : [`(${key} ${content})`]);

const definition = (title: string, parts: readonly string[]): string =>
  `(define ${title}\n${parts.map((part) => `  ${part}`).join('\n')}\n)\n`;

/** The text that reads back as the same domain. */
export const printDomain = (d: Domain): string =>
  definition(`(domain ${d.name})`, [
    ...section(':requirements', d.requirements.join(' ')),
    ...section(':types', typed(d.types)),
    ...section(':constants', typed(d.constants)),
    ...section(':predicates', d.predicates.map(signature).join(' ')),
    ...section(':functions', d.functions.map(signature).join(' ')),
    ...d.tasks.map(task),
    ...d.methods.map(method),
    ...d.actions.map(action),
  ]);

/** The text that reads back as the same problem. */
export const printProblem = (p: Problem): string =>
  definition(`(problem ${p.name})`, [
    `(:domain ${p.domain})`,
    ...section(':objects', typed(p.objects)),
    `(:htn${indented([`:parameters (${typed(p.parameters)})`, ...network(p.network), ...field(':constraints', p.constraints)])})`,
    `(:init${indented([...p.init.map(call), ...p.values.map(({ fluent, value }) => `(= ${call(fluent)} ${value})`)])})`,
    ...(isTrue(p.goal) ? [] : [`(:goal ${formula(p.goal)})`]),
  ]);
