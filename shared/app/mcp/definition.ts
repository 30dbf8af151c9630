import type { Hash } from '../../ports/hash.ts';
import { complaintOf } from '../../protocol/complaint.ts';
import { McpDefinition } from '../../protocol/mcp.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/json.ts';

/** A tool as a server describes it now. `definition` is null where that can't be taken. */
export interface SeenTool {
  readonly name: string;
  readonly fingerprint: string;
  readonly definition: McpDefinition | null;
  readonly trouble: string | null;
}

/** More tools, or longer descriptions of all of them together, are no catalogue that a person could look through. */
const MOST_TOOLS = 256;
const LONGEST = 1_000_000;

/** The same text for the same value, in whatever order its fields came. */
const canonical = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map((one: Json) => canonical(one)).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
};

const fingerprintOf = (definition: McpDefinition, hash: Hash): string => hash(canonical(definition as Json));

const nameOf = (raw: unknown): string => {
  const { name } = Object(raw) as { name?: unknown };
  return typeof name === 'string' ? name.slice(0, 128) : '';
};

/** @throws SonnyError MCP_BAD_ANSWER where no list can be made of it */
export const seenTools = (raw: readonly unknown[], hash: Hash): ReadonlyMap<string, SeenTool> => {
  if (raw.length > MOST_TOOLS) throw new SonnyError('MCP_BAD_ANSWER', `It has ${raw.length} tools.`);
  if (JSON.stringify(raw).length > LONGEST) throw new SonnyError('MCP_BAD_ANSWER', 'It says too much of its tools.');
  const seen = new Map<string, SeenTool>();
  for (const one of raw) {
    const name = nameOf(one);
    if (seen.has(name)) throw new SonnyError('MCP_BAD_ANSWER', `Two of its tools are called ${JSON.stringify(name)}.`);
    const parsed = McpDefinition.safeParse(one);
    const definition = parsed.data ?? null;
    seen.set(name, {
      name,
      fingerprint: definition ? fingerprintOf(definition, hash) : hash(JSON.stringify(one) ?? ''),
      definition,
      trouble: parsed.error ? complaintOf(parsed.error) : null,
    });
  }
  return seen;
};
