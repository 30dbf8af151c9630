import type { AnyNode } from 'acorn';
import { isFunction, lineOf, walk, type Source } from './syntax.ts';

/** A script with one small change that its tests ought to notice. */
export interface Mutant {
  readonly id: string;
  readonly line: number;
  /** "`<` became `<=`" */
  readonly say: string;
  readonly js: string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The operators of Budd (1980) and Offutt et al. (1996) that a reader would call a slip. */
const OPERATORS: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
  '+=': '-=',
  '-=': '+=',
  '++': '--',
  '--': '++',
};

/** Rounds of one loop after which a mutant counts as endless. */
const MOST_ROUNDS = 20_000;
const LOOPS = new Set(['ForStatement', 'WhileStatement', 'DoWhileStatement', 'ForOfStatement', 'ForInStatement']);

const apply = (js: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), js);

/** A text that is joined on is no number to be taken away. */
const joinsText = (node: AnyNode): boolean =>
  (node.type === 'Literal' && typeof node.value === 'string') ||
  node.type === 'TemplateLiteral' ||
  (node.type === 'BinaryExpression' && node.operator === '+' && (joinsText(node.left) || joinsText(node.right)));

/** Where nothing that a test looks at lies: words of errors, names of modules. */
const isWords = (around: readonly AnyNode[]): boolean =>
  around.some((one) => one.type === 'ThrowStatement' || one.type === 'ImportDeclaration') ||
  around.some(
    (one) =>
      one.type === 'CallExpression' &&
      one.callee.type === 'MemberExpression' &&
      one.callee.object.type === 'Identifier' &&
      one.callee.object.name === 'console',
  );

/** What others are told besides whom it is about: no test sees that, as a test says what they answer. */
const isTold = (node: AnyNode, around: readonly AnyNode[]): boolean =>
  around.some(
    (one) =>
      one.type === 'CallExpression' &&
      one.callee.type === 'Identifier' &&
      (one.callee.name === 'tool' || one.callee.name === 'fetch') &&
      one.arguments.slice(1).some(({ start, end }) => start <= node.start && node.end <= end),
  );

const operatorOf = (node: AnyNode, js: string): [string, Edit] | null => {
  if (!('operator' in node)) return null;
  const by = OPERATORS[node.operator];
  if (by === undefined) return null;
  if (node.type === 'UpdateExpression') {
    const start = node.prefix ? node.start : node.argument.end;
    return [`\`${node.operator}\` became \`${by}\``, { start, end: start + 2, text: by }];
  }
  if (!('left' in node)) return null;
  if (node.operator === '+' && joinsText(node)) return null;
  const start = js.indexOf(node.operator, node.left.end);
  return start < 0 || start > node.right.start
    ? null
    : [`\`${node.operator}\` became \`${by}\``, { start, end: start + node.operator.length, text: by }];
};

const valueOf = (node: AnyNode, around: readonly AnyNode[]): [string, Edit] | null => {
  if (node.type !== 'Literal') return null;
  const parent = around.at(-1);
  if (parent?.type === 'Property' && parent.key === node) return null;
  const { start, end, value } = node;
  if (typeof value === 'number') return [`${value} became ${value + 1}`, { start, end, text: String(value + 1) }];
  if (typeof value === 'boolean') return [`${value} became ${!value}`, { start, end, text: String(!value) }];
  if (typeof value === 'string' && value !== '' && parent?.type !== 'ExpressionStatement')
    return [`${JSON.stringify(value.slice(0, 30))} became ""`, { start, end, text: "''" }];
  return null;
};

const statementOf = (node: AnyNode): [string, Edit] | null => {
  if (node.type === 'ExpressionStatement' && /^(?:Await|Call|Assignment)Expression$/.test(node.expression.type))
    return ['a statement was left out', { start: node.start, end: node.end, text: ';' }];
  if (node.type === 'ReturnStatement' && node.argument)
    return ['nothing was returned', { start: node.argument.start, end: node.argument.end, text: 'undefined' }];
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression')
    return ['a condition was turned round', { start: node.test.start, end: node.test.end, text: '' }];
  return null;
};

/** Ends a mutant that goes round without end, without waiting for the clock. */
const guards = ({ js, tree }: Source): readonly Edit[] => {
  const edits: Edit[] = [];
  let loops = 0;
  walk(tree, (node) => {
    if (!LOOPS.has(node.type) || !('body' in node) || Array.isArray(node.body)) return;
    const { body } = node;
    const turn = `if (++rounds_of_loop_[${loops++}] > ${MOST_ROUNDS}) throw new RangeError('endless');`;
    if (body.type === 'BlockStatement') edits.push({ start: body.start + 1, end: body.start + 1, text: turn });
    else
      edits.push(
        { start: body.start, end: body.start, text: `{${turn}` },
        { start: body.end, end: body.end, text: '}' },
      );
  });
  if (loops > 0) edits.push({ start: 0, end: 0, text: `const rounds_of_loop_ = new Uint32Array(${loops}); ` });
  return js === '' ? [] : edits;
};

/** At most so many mutants of a script, spread evenly over its text. */
export const mutantsOf = (source: Source, most: number): readonly Mutant[] => {
  const found: { say: string; line: number; edit: Edit }[] = [];
  walk(source.tree, (node, around) => {
    // What is outside every function only names things; a wrong name shows in whatever uses it.
    if (!around.some(isFunction) || isWords(around) || isTold(node, around)) return;
    for (const made of [operatorOf(node, source.js), valueOf(node, around), statementOf(node)]) {
      if (made === null) continue;
      const [say, edit] = made;
      const text = edit.text === '' ? `!(${source.js.slice(edit.start, edit.end)})` : edit.text;
      found.push({ say, line: lineOf(node), edit: { ...edit, text } });
    }
  });
  const rounds = guards(source);
  const step = Math.max(1, found.length / most);
  return Array.from({ length: Math.min(most, found.length) }, (_, i) => found[Math.floor(i * step)]).flatMap(
    (one, i) =>
      one === undefined
        ? []
        : [{ id: `m${i + 1}`, line: one.line, say: one.say, js: spliced(source.js, one.edit, rounds) }],
  );
};

/** The change and the guards at once; a guard inside what the change takes away goes with it. */
const spliced = (js: string, edit: Edit, rounds: readonly Edit[]): string =>
  apply(js, [edit, ...rounds.filter(({ start, end }) => end <= edit.start || start >= edit.end)]);
