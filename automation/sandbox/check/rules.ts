import type { AnyNode, Program } from 'acorn';
import type { ScriptProblem } from '../../../shared/protocol/script.ts';
import { bindingsOf, isKnownFileCall, outerCalls } from './calls.ts';
import { SCRIPT_MODULES, TEST_MODULES } from './declarations.ts';
import { isFunction, lineOf, walk } from './syntax.ts';

type Which = 'script' | 'tests';

/** Names through which a program gets at more than it imported. Nothing behind the walls is gained by them; nobody can read what they do. */
const HIDDEN = new Set(
  'eval Function process globalThis global require module exports Reflect Proxy WebAssembly SharedArrayBuffer Atomics Worker self window import'.split(
    ' ',
  ),
);
const HIDDEN_MEMBERS = new Set([
  'constructor',
  '__proto__',
  'prototype',
  'caller',
  'callee',
  '__defineGetter__',
  '__lookupGetter__',
]);

const importsOf = (tree: Program, which: Which): [AnyNode, string][] => {
  const allowed = which === 'script' ? SCRIPT_MODULES : TEST_MODULES;
  return tree.body.flatMap((node): [AnyNode, string][] => {
    if (
      node.type !== 'ImportDeclaration' &&
      node.type !== 'ExportAllDeclaration' &&
      !(node.type === 'ExportNamedDeclaration' && node.source)
    )
      return [];
    const from = String(node.source?.value);
    if (node.type !== 'ImportDeclaration') return [[node, `it passes on what ${from} has`]];
    return allowed.has(from) ? [] : [[node, `it imports ${from}; there are ${[...allowed].join(', ')}`]];
  });
};

const isReference = (node: AnyNode, parent: AnyNode | undefined): boolean =>
  !(parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) &&
  !(parent?.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand) &&
  !(parent?.type === 'MethodDefinition' && parent.key === node);

const memberOf = (node: AnyNode): string | null => {
  if (node.type !== 'MemberExpression') return null;
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : null;
  return node.property.type === 'Literal' && typeof node.property.value === 'string' ? node.property.value : null;
};

const say = (node: AnyNode, parent: AnyNode | undefined): string | null => {
  if (node.type === 'ImportExpression') return 'it imports something while it runs';
  if (node.type === 'MetaProperty' && node.meta.name === 'import') return 'it asks where it lies';
  if (node.type === 'DebuggerStatement') return 'it waits for a debugger';
  if (node.type === 'WithStatement') return 'it uses `with`';
  if (node.type === 'Identifier' && HIDDEN.has(node.name) && isReference(node, parent)) return `it uses ${node.name}`;
  const member = memberOf(node);
  if (member !== null && HIDDEN_MEMBERS.has(member)) return `it gets at ${member}`;
  if (node.type === 'CatchClause' && node.body.body.length === 0) return 'it swallows an error';
  return null;
};

/** A file function that is used in another way than being called is one that nobody can follow. */
const strayFunctions = (tree: Program): [AnyNode, string][] => {
  const { functions, modules, tools } = bindingsOf(tree);
  const found: [AnyNode, string][] = [];
  walk(tree, (node, around) => {
    const parent = around.at(-1);
    if (node.type !== 'Identifier' || !isReference(node, parent) || parent?.type.startsWith('Import')) return;
    const called = parent?.type === 'CallExpression' && parent.callee === node;
    if ((functions.has(node.name) || tools.has(node.name)) && !called)
      found.push([node, `it hands ${node.name} on instead of calling it`]);
    if (modules.has(node.name) && !(parent?.type === 'MemberExpression' && parent.object === node && !parent.computed))
      found.push([node, `it uses ${node.name} in a way that can’t be followed`]);
  });
  return found;
};

const callsOf = (tree: Program): [AnyNode, string][] =>
  outerCalls(tree, bindingsOf(tree)).flatMap(({ kind, name, call, around }): [AnyNode, string][] => {
    if (kind === 'file' && !isKnownFileCall(name)) return [[call, `it calls ${name}, which scripts can’t`]];
    if (!around.some(isFunction)) return [[call, 'it acts while it is loaded, and not only when it is run']];
    const parent = around.at(-1);
    const waits = kind !== 'file' || !name.endsWith('Sync');
    if (waits && parent?.type === 'ExpressionStatement') return [[call, `it does not wait for ${name}`]];
    return [];
  });

/** What a comment can take away from the type check. */
const UNCHECKED = /@ts-(?:ignore|nocheck|expect-error)|(?:\bas|:)\s*any\b/;

const textOf = (source: string, which: Which): ScriptProblem[] =>
  source
    .split('\n')
    .flatMap((line, at) =>
      UNCHECKED.test(line) ? [{ stage: 'rules', in: which, line: at + 1, say: 'it turns the type check off' }] : [],
    );

/** Sonny's own rules, over a script or its tests. `source` is the text with its types, `tree` the same without. */
export const brokenRules = (source: string, tree: Program, which: Which): ScriptProblem[] => {
  const found: [AnyNode, string][] = [...importsOf(tree, which)];
  walk(tree, (node, around) => {
    const broken = say(node, around.at(-1));
    if (broken !== null) found.push([node, broken]);
  });
  if (which === 'script') {
    found.push(...strayFunctions(tree), ...callsOf(tree));
    const main = tree.body.find((node) => node.type === 'ExportDefaultDeclaration');
    if (!main || !isFunction(main.declaration))
      found.push([main ?? tree, 'its default export is not the function that is to be run']);
  }
  return [
    ...found.map(([node, words]): ScriptProblem => ({ stage: 'rules', in: which, line: lineOf(node), say: words })),
    ...textOf(source, which),
  ];
};
