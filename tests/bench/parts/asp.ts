import type { Atom, Term } from '../../../shared/symbolic/atom.ts';
import type { ToldFact } from '../../../shared/symbolic/engine/fact.ts';
import type { Argument, Condition, Expression, Pattern, RuleSet } from '../../../shared/symbolic/rules/rule.ts';

/** What clingo has no equal for, or another meaning: division, text operators, order of texts. */
export const comparable = (rules: RuleSet): boolean => {
  const written = JSON.stringify(rules.rules);
  return !/"op":"(?:\/|mod|contains|starts-with|ends-with)"|"name":"t"/.test(written);
};

const term = (value: Term): string => (typeof value === 'number' ? String(value) : JSON.stringify(String(value)));
const variable = (name: string): string => `V_${name}`;

/** Rules, told facts and a moment as an answer set program; every relation gets `prefix`, so that many fit into one run. */
export const asAspProgram = (rules: RuleSet, told: readonly ToldFact[], now: number, prefix: string): string => {
  const argument = (arg: Argument): string => {
    if (arg.kind === 'wildcard') return '_';
    return arg.kind === 'variable' ? variable(arg.name) : term(arg.value);
  };
  const name = (relation: string): string => `${prefix}${relation.replaceAll('-', '_')}`;
  const call = (relation: string, args: readonly string[]): string =>
    args.length === 0 ? name(relation) : `${name(relation)}(${args.join(',')})`;
  const pattern = ({ relation, args }: Pattern): string => call(relation, args.map(argument));
  const expression = (e: Expression): string => {
    if (e.kind === 'now') return String(now);
    return e.kind === 'arithmetic' ? `(${expression(e.left)}${e.op}${expression(e.right)})` : argument(e);
  };
  const condition = (c: Condition): string => {
    switch (c.kind) {
      case 'atom': {
        const ends = (['since', 'until'] as const).flatMap((end) => {
          const arg = c[end];
          return arg ? [call(`${end}_${c.atom.relation}`, [...c.atom.args, arg].map(argument))] : [];
        });
        return [pattern(c.atom), ...ends].join(', ');
      }
      case 'absent':
        return `not ${pattern(c.atom)}`;
      case 'comparison':
        return `${expression(c.left)} ${c.op} ${expression(c.right)}`;
      case 'aggregate': {
        // Weak by set: tuples that differ anywhere count once each, and the first of them is the weight.
        const where = c.where.map(condition).join(', ');
        const value = argument(c.result);
        const none = c.function === 'min' ? `, ${value} != #sup` : c.function === 'max' ? `, ${value} != #inf` : '';
        return `${value} = #${c.function}{${c.of.map(argument).join(',')} : ${where}}${none}`;
      }
    }
  };
  const valid = told.filter(({ from, until }) => (from ?? -Infinity) <= now && now < (until ?? Infinity));
  const facts = valid.flatMap(({ relation, args, from, until }) => [
    `${call(relation, args.map(term))}.`,
    ...(from === undefined ? [] : [`${call(`since_${relation}`, [...args, from].map(term))}.`]),
    ...(until === undefined ? [] : [`${call(`until_${relation}`, [...args, until].map(term))}.`]),
  ]);
  const written = rules.rules.map(
    ({ head, body }) => `${pattern(head)}${body.length > 0 ? ` :- ${body.map(condition).join(', ')}` : ''}.`,
  );
  const shown = rules.relations.map(({ name: relation, columns }) => `#show ${name(relation)}/${columns.length}.`);
  const known = rules.relations.flatMap(({ name: relation, columns }) => [
    `#defined ${name(relation)}/${columns.length}.`,
    `#defined ${name(`since_${relation}`)}/${columns.length + 1}.`,
    `#defined ${name(`until_${relation}`)}/${columns.length + 1}.`,
  ]);
  return [...known, ...shown, ...facts, ...written].join('\n');
};

/** The fact as clingo writes it. */
export const asAspAtom = ({ relation, args }: Atom, prefix: string): string =>
  `${prefix}${relation.replaceAll('-', '_')}${args.length > 0 ? `(${args.map(term).join(',')})` : ''}`;
