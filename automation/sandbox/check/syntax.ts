import { parse, type AnyNode, type Program } from 'acorn';

/** A script without its types; every character that is left stands where it stood. */
export interface Source {
  readonly js: string;
  readonly tree: Program;
}

export const parsed = (js: string): Source => ({
  js,
  tree: parse(js, { ecmaVersion: 'latest', sourceType: 'module', locations: true }),
});

/** From 1. */
export const lineOf = (node: AnyNode): number => node.loc?.start.line ?? 0;

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const childrenOf = (node: AnyNode): readonly AnyNode[] =>
  Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    key === 'loc' ? [] : Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );

/** Every node, outer ones first, with those it lies in: the nearest last. */
export const walk = (
  node: AnyNode,
  visit: (node: AnyNode, around: readonly AnyNode[]) => void,
  around: readonly AnyNode[] = [],
): void => {
  visit(node, around);
  const inner = [...around, node];
  for (const child of childrenOf(node)) walk(child, visit, inner);
};

export const isFunction = (node: AnyNode): boolean =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
