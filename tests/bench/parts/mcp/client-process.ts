import { tmpdir } from 'node:os';
import { z } from 'zod';
import { createSystemClock } from '../../../../automation/clock/system-clock.ts';
import { createSystemIds } from '../../../../automation/clock/system-ids.ts';
import { createMcpPlug } from '../../../../automation/mcp/plug.ts';
import { sessionSecrets } from '../../../../electron/session-secrets.ts';
import { fieldsOf, filledIn } from '../../../../shared/app/mcp/fields.ts';
import type { McpConnection, McpTold, RemoteServer } from '../../../../shared/ports/mcp.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { McpField } from '../../../../shared/protocol/mcp-ask.ts';
import { McpDefinition } from '../../../../shared/protocol/mcp.ts';
import type { Json } from '../../../../shared/protocol/json.ts';
import { parametersOf } from '../../../../shared/skills/foreign-schema.ts';

/**
 * Sonny's client as the conformance suite starts it: reaches the address it is given, lists the tools and calls each, or what it is told to.
 * Where it is asked to sign in it does as a person would who says yes to everything, in a browser that follows every redirect.
 */
const url = process.argv.at(-1) ?? '';
const clock = createSystemClock();
const progress = () => ({ signal: new AbortController().signal, deadline: clock.now() + 50_000, log: () => {} });
const context = z
  .object({
    toolCalls: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.json()) })).optional(),
    client_id: z.string().optional(),
    client_secret: z.string().optional(),
  })
  .parse(JSON.parse(process.env['MCP_CONFORMANCE_CONTEXT'] ?? '{}'));

/** The suite serves this document where a server takes one. */
const DOCUMENT = 'https://conformance-test.local/client-metadata.json';
const remote: RemoteServer = {
  kind: 'remote',
  name: 'suite',
  url,
  token: null,
  client: { id: context.client_id ?? DOCUMENT, secret: 'SUITE_SECRET' },
};
/** A person gives up sooner or later; the suite counts how often. */
const PATIENCE = 3;

/** A person who is asked back leaves in what is filled in already, takes the first of what there is, and says yes to pages. */
const asks: McpTold['asks'] = async (ask) => {
  if (ask.kind !== 'form') return { action: 'accept', values: {} };
  const fields = fieldsOf(ask.schema);
  const values = fields.map((field): [string, Json] => [field.name, field.preset ?? first(field)]);
  return { action: 'accept', values: filledIn(fields, Object.fromEntries(values)) };
};
const first = (field: McpField): Json => {
  if (field.type === 'choice') return field.options[0]?.value ?? '';
  if (field.type === 'number') return field.least ?? 1;
  return field.type === 'switch' ? true : 'sample';
};
const told: McpTold = {
  changed: () => {},
  ended: (why: string) => void process.stderr.write(`ended: ${why}\n`),
  asks,
};
const plug = createMcpPlug({
  clock,
  folder: tmpdir(),
  env: { ...process.env, SUITE_SECRET: context.client_secret },
  signIn: {
    secrets: sessionSecrets(),
    learn: () => {},
    secret: () => createSystemIds(clock).secret(),
    openBrowser: async (address) => {
      void fetch(address).catch(() => {});
      return true;
    },
  },
});

let signedIn = 0;
const signingIn = async <T>(work: () => Promise<T>): Promise<T> => {
  for (;;)
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof SonnyError) || thrown.code !== 'MCP_SIGN_IN' || signedIn === PATIENCE) throw thrown;
      signedIn += 1;
      const way = await plug.signIns?.begin(remote, progress());
      await way?.finish(() => {}, progress());
    }
};

/** What a person might fill in; what has a schema echoed gets the one that Sonny has kept. */
const sample = (name: string, schema: Json, definitions: readonly McpDefinition[]): Json => {
  if (name === 'schema') return definitions[0]?.inputSchema ?? {};
  const { type, enum: choices } = Object(schema) as { type?: unknown; enum?: Json[] };
  if (choices?.[0] !== undefined) return choices[0];
  if (type === 'number' || type === 'integer') return 2;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  return type === 'object' ? {} : 'sample';
};

const callAll = async (server: McpConnection): Promise<void> => {
  const definitions = (await signingIn(() => server.tools(progress()))).flatMap(
    (raw) => McpDefinition.safeParse(raw).data ?? [],
  );
  const calls = definitions.map(({ name, inputSchema }) => {
    const { shape } = parametersOf(inputSchema);
    const properties = Object(inputSchema['properties']) as Record<string, Json>;
    const args = Object.entries(shape).map(([key]): [string, Json] => [
      key,
      sample(key, properties[key] ?? null, definitions),
    ]);
    return { name, arguments: Object.fromEntries(args) };
  });
  for (const { name, arguments: args } of context.toolCalls ?? calls) {
    const answer = await signingIn(() => server.call(name, args, progress())).catch((thrown: unknown) =>
      String(thrown),
    );
    process.stdout.write(`${name}: ${JSON.stringify(answer)}\n`);
  }
};

const server = await signingIn(() => plug.open(remote, told, progress()));
await callAll(server);
await server.close();
process.exit(0);
