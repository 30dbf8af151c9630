import type { Hash } from '../../ports/hash.ts';
import type { McpDefinition, McpServer, McpServerView, McpSignInView, McpToolView } from '../../protocol/mcp.ts';
import type { Json } from '../../protocol/json.ts';
import { parametersOf } from '../../skills/foreign-schema.ts';
import { oneLine } from '../../skills/wording.ts';
import { hashOf, lineOf, type KnownServer, type PinnedTool } from './book.ts';
import type { SeenTool } from './definition.ts';

/** How a server stands at the moment, and what was last seen of its tools. */
export interface Standing {
  readonly state: 'resting' | 'connecting' | 'connected' | 'trouble';
  readonly trouble: string | null;
  readonly calls: string | null;
  readonly seen: ReadonlyMap<string, SeenTool> | null;
}

export const RESTING: Standing = { state: 'resting', trouble: null, calls: null, seen: null };

const LONGEST = 4000;
const cut = (text: string | undefined): string => {
  const line = oneLine(text ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};

const typeOf = (schema: Json | undefined): string => {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return '';
  const type = (schema as Record<string, Json>)['type'];
  return typeof type === 'string' ? ` (${cut(type)})` : '';
};

const parametersIn = ({ inputSchema }: McpDefinition): string[] => {
  const { properties, required } = inputSchema;
  const needed = new Set<unknown>(Array.isArray(required) ? required : []);
  return Object.entries(Object(properties) as Record<string, Json>).map(
    ([name, schema]) => `${cut(name)}${typeOf(schema)}${needed.has(name) ? '' : ', may be left out'}`,
  );
};

/** Annotations in words. They are the server's own, so they are shown and nothing is concluded from them. */
const HINTS: readonly (readonly [string, boolean, string])[] = [
  ['readOnlyHint', true, 'says that it only reads'],
  ['readOnlyHint', false, 'says that it may change something'],
  ['destructiveHint', true, 'says that it may destroy something'],
  ['destructiveHint', false, 'says that it only adds'],
  ['openWorldHint', true, 'says that it reaches outside'],
  ['openWorldHint', false, 'says that it stays inside'],
];

const hintsIn = ({ annotations = {} }: McpDefinition): string[] =>
  HINTS.filter(([name, value]) => annotations[name] === value).map(([, , say]) => say);

const troubleOf = (definition: McpDefinition): string | null => {
  try {
    parametersOf(definition.inputSchema);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : 'Its parameters can’t be read.';
  }
};

const toolView = (name: string, pinned: PinnedTool | undefined, seen: SeenTool | undefined): McpToolView => {
  const definition = seen?.definition ?? pinned?.definition ?? null;
  const trouble = seen?.trouble ?? (definition && troubleOf(definition));
  const state = !seen ? 'gone' : !pinned ? 'new' : pinned.fingerprint === seen.fingerprint ? 'known' : 'changed';
  return {
    name: cut(name),
    state: trouble === null ? state : 'unusable',
    risk: pinned?.risk ?? null,
    fingerprint: seen?.fingerprint ?? pinned?.fingerprint ?? '',
    title: cut(definition?.title),
    description: cut(definition?.description),
    parameters: definition ? parametersIn(definition) : [],
    hints: definition ? hintsIn(definition) : [],
    before:
      state === 'changed' && pinned
        ? { description: cut(pinned.definition.description), parameters: parametersIn(pinned.definition) }
        : null,
    trouble,
  };
};

/** A tool that nobody has looked at since Sonny started stands as it was pinned. */
export const toolsOf = (known: KnownServer, seen: Standing['seen']): McpToolView[] => {
  const names = [...new Set([...(known.tools?.keys() ?? []), ...(seen?.keys() ?? [])])];
  return names.map((name) => {
    const pinned = known.tools?.get(name);
    const now = seen ? seen.get(name) : pinned && { name, trouble: null, ...pinned };
    return toolView(name, pinned, now);
  });
};

/** Variables whose values it, or who signs in there, is sent. */
const passesOf = (server: McpServer): string[] =>
  server.kind === 'local' ? server.env : [server.token, server.client?.secret ?? null].filter((name) => name !== null);

/** A server as a window shows it: what was decided about it, and how it is reached now. */
export const serverView = (
  known: KnownServer,
  standing: Standing,
  signIn: McpSignInView | null,
  hash: Hash,
): McpServerView => ({
  name: known.server.name,
  kind: known.server.kind,
  line: lineOf(known.server),
  passes: passesOf(known.server),
  folders: known.server.folders ?? [],
  hash: hashOf(known.server, hash),
  approved: known.approved,
  state: known.approved ? standing.state : 'waiting',
  trouble: standing.trouble,
  calls: standing.calls === null ? null : cut(standing.calls),
  tools: toolsOf(known, standing.seen),
  signIn: known.approved ? signIn : null,
  sampling: known.sampling,
});
