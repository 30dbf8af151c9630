import type { AnyNode, CallExpression, Program } from 'acorn';
import { FILE_CALLS, FILE_MODULES } from './declarations.ts';
import { walk } from './syntax.ts';

/** A call that reaches something outside the script's own values. */
export interface OuterCall {
  readonly kind: 'file' | 'fetch' | 'tool';
  /** The function's own name, whatever the script calls it. */
  readonly name: string;
  readonly call: CallExpression;
  readonly around: readonly AnyNode[];
}

export interface Bindings {
  /** Local name to the function of a module of files. */
  readonly functions: ReadonlyMap<string, string>;
  /** Local names of whole modules of files. */
  readonly modules: ReadonlySet<string>;
  readonly tools: ReadonlySet<string>;
}

/** What a script imports, under the names that it uses. */
export const bindingsOf = (tree: Program): Bindings => {
  const functions = new Map<string, string>();
  const modules = new Set<string>();
  const tools = new Set<string>();
  for (const node of tree.body) {
    if (node.type !== 'ImportDeclaration') continue;
    const from = String(node.source.value);
    for (const one of node.specifiers) {
      const name =
        one.type === 'ImportSpecifier'
          ? one.imported.type === 'Identifier'
            ? one.imported.name
            : String(one.imported.value)
          : null;
      if (from === 'sonny' && name === 'tool') tools.add(one.local.name);
      if (!FILE_MODULES.has(from)) continue;
      if (name === null || name === 'promises' || name === 'default') modules.add(one.local.name);
      else functions.set(one.local.name, name);
    }
  }
  return { functions, modules, tools };
};

/** The function of a file module that a callee names: `readFile`, `fs.readFile`, `fs.promises.readFile`. */
const fileFunctionOf = (callee: AnyNode, { functions, modules }: Bindings): string | null => {
  if (callee.type === 'Identifier') return functions.get(callee.name) ?? null;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return null;
  const { object } = callee;
  const whole =
    object.type === 'MemberExpression' && object.property.type === 'Identifier' && object.property.name === 'promises'
      ? object.object
      : object;
  return whole.type === 'Identifier' && modules.has(whole.name) ? callee.property.name : null;
};

export const outerCalls = (tree: Program, bindings: Bindings): readonly OuterCall[] => {
  const found: OuterCall[] = [];
  walk(tree, (node, around) => {
    if (node.type !== 'CallExpression') return;
    const file = fileFunctionOf(node.callee, bindings);
    if (file !== null) found.push({ kind: 'file', name: file, call: node, around });
    else if (node.callee.type === 'Identifier' && node.callee.name === 'fetch')
      found.push({ kind: 'fetch', name: 'fetch', call: node, around });
    else if (node.callee.type === 'Identifier' && bindings.tools.has(node.callee.name))
      found.push({ kind: 'tool', name: 'tool', call: node, around });
  });
  return found;
};

export const isKnownFileCall = (name: string): boolean => name in FILE_CALLS;
