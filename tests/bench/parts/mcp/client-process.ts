import { tmpdir } from 'node:os';
import { z } from 'zod';
import { createSystemClock } from '../../../../automation/clock/system-clock.ts';
import { createMcpPlug } from '../../../../automation/mcp/plug.ts';
import { McpDefinition } from '../../../../shared/protocol/mcp.ts';
import type { Json } from '../../../../shared/protocol/json.ts';
import { parametersOf } from '../../../../shared/skills/foreign-schema.ts';

/** Sonny's client as the conformance suite starts it: reaches the address it is given, lists the tools and calls each, or what it is told to. */
const url = process.argv.at(-1) ?? '';
const clock = createSystemClock();
const progress = () => ({ signal: new AbortController().signal, deadline: clock.now() + 50_000, log: () => {} });

/** What a person might fill in; what has a schema echoed gets the one that Sonny has kept. */
const sample = (name: string, schema: Json): Json => {
  if (name === 'schema') return definitions[0]?.inputSchema ?? {};
  const { type, enum: choices } = Object(schema) as { type?: unknown; enum?: Json[] };
  if (choices?.[0] !== undefined) return choices[0];
  if (type === 'number' || type === 'integer') return 2;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  return type === 'object' ? {} : 'sample';
};

const told = { changed: () => {}, ended: (why: string) => process.stderr.write(`ended: ${why}\n`) };
const plug = createMcpPlug({ clock, folder: tmpdir(), env: process.env });
const server = await plug.open({ kind: 'remote', name: 'suite', url, token: null }, told, progress());
const { toolCalls } = z
  .object({ toolCalls: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.json()) })).optional() })
  .parse(JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}'));
const definitions = (await server.tools(progress())).flatMap((raw) => McpDefinition.safeParse(raw).data ?? []);
const calls = definitions.map(({ name, inputSchema }) => {
  const { shape } = parametersOf(inputSchema);
  const properties = Object(inputSchema['properties']) as Record<string, Json>;
  const args = Object.entries(shape).map(([key]): [string, Json] => [key, sample(key, properties[key] ?? null)]);
  return { name, arguments: Object.fromEntries(args) };
});
for (const { name, arguments: args } of toolCalls ?? calls) {
  const answer = await server.call(name, args, progress()).catch((thrown: unknown) => String(thrown));
  process.stdout.write(`${name}: ${JSON.stringify(answer)}\n`);
}
await server.close();
process.exit(0);
