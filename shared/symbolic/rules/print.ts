import { UNITS, type Argument, type Condition, type Expression, type Pattern, type Relation } from './rule.ts';
import type { Constant, Rule, RuleSet } from './rule.ts';

const constant = ({ value, unit }: Constant): string => {
  if (typeof value === 'number') return unit === undefined ? String(value) : `${value / UNITS[unit]}${unit}`;
  return JSON.stringify(value);
};

const argument = (arg: Argument): string => {
  if (arg.kind === 'wildcard') return '_';
  return arg.kind === 'variable' ? arg.name : constant(arg);
};

const printPattern = ({ relation, args }: Pattern): string => `${relation}(${args.map(argument).join(', ')})`;

const BINDS = { '+': 1, '-': 1, '*': 2, '/': 2, mod: 2 } as const;

/** `above`: how tightly the operator around it binds; the right operand of a chain needs parentheses one step earlier. */
const expression = (e: Expression, above = 0): string => {
  if (e.kind === 'now') return 'now';
  if (e.kind !== 'arithmetic') return argument(e);
  const binds = BINDS[e.op];
  const written = `${expression(e.left, binds)} ${e.op} ${expression(e.right, binds + 1)}`;
  return binds < above ? `(${written})` : written;
};

const printCondition = (c: Condition): string => {
  switch (c.kind) {
    case 'atom': {
      const since = c.since ? ` since ${argument(c.since)}` : '';
      return printPattern(c.atom) + since + (c.until ? ` until ${argument(c.until)}` : '');
    }
    case 'absent':
      return `not ${printPattern(c.atom)}`;
    case 'comparison':
      return `${expression(c.left)} ${c.op} ${expression(c.right)}`;
    case 'aggregate': {
      const where = c.where.map(printCondition).join(' and ');
      return `${argument(c.result)} = ${c.function} of ${c.of.map(argument).join(', ')} where { ${where} }`;
    }
  }
};

const says = (sentence: string | undefined): string =>
  sentence === undefined ? '' : ` says ${JSON.stringify(sentence)}`;

const printRelation = ({ name, columns, says: sentence }: Relation): string =>
  `relation ${name}(${columns.map((c) => `${c.name}: ${c.type}`).join(', ')})${says(sentence)}`;

/** The rule as a person reads and edits it, one condition a line. */
export const printRule = ({ name, head, body, says: sentence }: Rule): string => {
  const conditions = body.map((c, i) => `\n  ${i === 0 ? 'if' : 'and'} ${printCondition(c)}`).join('');
  const end = sentence === undefined ? '' : `\n ${says(sentence)}`;
  return `rule ${name}: ${printPattern(head)}${conditions}${end}`;
};

/** The one text for these rules: parsing it gives equal rules, and equal rules give equal texts. */
export const print = ({ relations, rules }: RuleSet): string =>
  [relations.map(printRelation).join('\n'), ...rules.map(printRule)].filter((part) => part !== '').join('\n\n') + '\n';
