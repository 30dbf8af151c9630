import type { AnyNode, Program } from 'acorn';
import { isFunction, walk } from './syntax.ts';

/** All that an expression can be, where its text alone says so; null where only running it can tell. */
export type Possible = readonly string[] | null;

type Bound =
  | { readonly kind: 'value'; readonly node: AnyNode }
  | { readonly kind: 'each'; readonly list: AnyNode }
  | { readonly kind: 'parameter'; readonly of: string; readonly index: number };

const MOST = 200;
const DEEPEST = 12;

const product = (parts: readonly Possible[], join: (parts: readonly string[]) => string): Possible => {
  let all: readonly (readonly string[])[] = [[]];
  for (const part of parts) {
    if (part === null || all.length * part.length > MOST) return null;
    all = all.flatMap((head) => part.map((one) => [...head, one]));
  }
  return all.map(join);
};

/** As node:path's `join` and `resolve` do for parts of which one is absolute. */
const joined = (parts: readonly string[], fromRoot: boolean): string => {
  const start = fromRoot
    ? Math.max(
        0,
        parts.findLastIndex((part) => part.startsWith('/')),
      )
    : 0;
  const names: string[] = [];
  for (const name of parts.slice(start).join('/').split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
};

/** What a function is called by; null where it has no name, or another than its own. */
const nameOf = (node: AnyNode, parent: AnyNode | undefined): string | null => {
  if (node.type === 'FunctionDeclaration') return node.id?.name ?? null;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : null;
};

/**
 * Says what an expression can be. Follows constants, templates, sums, paths that are joined, loops over constant lists, and parameters of
 * functions that are only ever called by name; a name that is bound twice is followed nowhere.
 */
export class Values {
  readonly #bound = new Map<string, Bound | null>();
  readonly #calls = new Map<string, (readonly AnyNode[])[]>();
  /** Names that are used as a value and not called: who calls them is not known. */
  readonly #passed = new Set<string>();
  /** Names of which more is done than being gone through: a list may have grown. */
  readonly #used = new Set<string>();

  constructor(tree: Program) {
    walk(tree, (node, around) => this.#take(node, around));
  }

  #bind(name: string, bound: Bound | null): void {
    this.#bound.set(name, this.#bound.has(name) ? null : bound);
  }

  #parameters(name: string | null, node: AnyNode): void {
    if (!('params' in node)) return;
    node.params.forEach((param, index) => {
      if (param.type === 'Identifier')
        this.#bind(param.name, name === null ? null : { kind: 'parameter', of: name, index });
      else walk(param, (inner) => inner.type === 'Identifier' && this.#bind(inner.name, null));
    });
  }

  #take(node: AnyNode, around: readonly AnyNode[]): void {
    const parent = around.at(-1);
    if (node.type === 'VariableDeclarator') this.#declared(node, around);
    if (isFunction(node)) this.#parameters(nameOf(node, parent), node);
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier')
      this.#calls.set(node.callee.name, [...(this.#calls.get(node.callee.name) ?? []), node.arguments]);
    if (node.type === 'Identifier' && parent && !this.#names(node, parent)) {
      this.#passed.add(node.name);
      if (!(parent.type === 'ForOfStatement' && parent.right === node)) this.#used.add(node.name);
    }
  }

  #declared(node: Extract<AnyNode, { type: 'VariableDeclarator' }>, around: readonly AnyNode[]): void {
    const [declaration, loop] = [around.at(-1), around.at(-2)];
    const constant = declaration?.type === 'VariableDeclaration' && declaration.kind === 'const';
    if (node.id.type !== 'Identifier')
      walk(node.id, (inner) => inner.type === 'Identifier' && this.#bind(inner.name, null));
    else if (loop?.type === 'ForOfStatement' && loop.left === declaration)
      this.#bind(node.id.name, constant ? { kind: 'each', list: loop.right } : null);
    else this.#bind(node.id.name, constant && node.init ? { kind: 'value', node: node.init } : null);
  }

  /** Whether the identifier only declares, or is what is called. */
  #names(node: AnyNode, parent: AnyNode): boolean {
    if (parent.type === 'CallExpression') return parent.callee === node;
    if (parent.type === 'VariableDeclarator') return parent.id === node;
    if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed;
    if (parent.type === 'Property') return parent.key === node && !parent.computed && !parent.shorthand;
    return isFunction(parent) || parent.type === 'ExportSpecifier';
  }

  of(node: AnyNode | undefined | null, depth = 0): Possible {
    if (!node || depth > DEEPEST) return null;
    const inner = (one: AnyNode | null | undefined): Possible => this.of(one, depth + 1);
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' || typeof node.value === 'number' ? [String(node.value)] : null;
      case 'TemplateLiteral':
        return product(
          node.quasis.flatMap((quasi, i) => [
            [quasi.value.cooked ?? ''],
            ...(i < node.expressions.length ? [inner(node.expressions[i])] : []),
          ]),
          (parts) => parts.join(''),
        );
      case 'BinaryExpression':
        return node.operator === '+' ? product([inner(node.left), inner(node.right)], (parts) => parts.join('')) : null;
      case 'ConditionalExpression': {
        const [one, other] = [inner(node.consequent), inner(node.alternate)];
        return one && other ? [...one, ...other] : null;
      }
      case 'Identifier':
        return this.#named(node.name, depth);
      case 'CallExpression':
        return this.#called(node.callee, node.arguments, inner);
      case 'NewExpression':
        return node.callee.type === 'Identifier' && node.callee.name === 'URL' && node.arguments.length === 1
          ? inner(node.arguments[0])
          : null;
      default:
        return null;
    }
  }

  #called(callee: AnyNode, args: readonly AnyNode[], inner: (node: AnyNode) => Possible): Possible {
    const name =
      callee.type === 'Identifier'
        ? callee.name
        : callee.type === 'MemberExpression' &&
            !callee.computed &&
            callee.property.type === 'Identifier' &&
            callee.object.type === 'Identifier' &&
            callee.object.name === 'path'
          ? callee.property.name
          : null;
    if (name !== 'join' && name !== 'resolve') return null;
    // A function of the script's own with that name is followed nowhere.
    if (callee.type === 'Identifier' && this.#bound.has(callee.name)) return null;
    return product(args.map(inner), (parts) => joined(parts, name === 'resolve'));
  }

  #named(name: string, depth: number): Possible {
    const bound = this.#bound.get(name);
    if (!bound) return null;
    if (bound.kind === 'value') return this.of(bound.node, depth + 1);
    if (bound.kind === 'each') return this.#listed(bound.list, depth + 1);
    if (this.#passed.has(bound.of)) return null;
    const calls = this.#calls.get(bound.of) ?? [];
    const all = calls.map((args) => this.of(args[bound.index], depth + 1));
    return all.length > 0 && all.every((one) => one !== null) ? all.flat() : null;
  }

  #listed(node: AnyNode, depth: number): Possible {
    if (depth > DEEPEST) return null;
    if (node.type === 'Identifier') {
      const bound = this.#bound.get(node.name);
      return bound?.kind === 'value' && !this.#used.has(node.name) ? this.#listed(bound.node, depth + 1) : null;
    }
    if (node.type !== 'ArrayExpression') return null;
    const all = node.elements.map((one) => this.of(one, depth + 1));
    return all.every((one) => one !== null) ? all.flat() : null;
  }
}
