import type { CDPSession } from 'playwright-core';
import { z } from 'zod';

const Value = z.object({ value: z.unknown().optional() });
const Node = z.object({
  nodeId: z.string(),
  parentId: z.string().optional(),
  childIds: z.array(z.string()).optional(),
  ignored: z.boolean(),
  role: Value.optional(),
  name: Value.optional(),
  value: Value.optional(),
  properties: z.array(z.object({ name: z.string(), value: Value })).optional(),
});
export type Node = z.infer<typeof Node>;

/** The browser's own accessibility tree: not what Playwright computes in the page to act by. */
export const treeOf = async (cdp: CDPSession): Promise<readonly Node[]> =>
  z.object({ nodes: z.array(Node) }).parse(await cdp.send('Accessibility.getFullAXTree')).nodes;

export const textOf = (value: z.infer<typeof Value> | undefined): string => String(value?.value ?? '');
export const propertyOf = (node: Node, name: string): unknown =>
  node.properties?.find((p) => p.name === name)?.value.value;
