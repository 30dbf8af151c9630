import type { McpDefinition, McpRisk } from '../protocol/mcp.ts';
import { isRef } from '../protocol/step.ts';
import type { Json } from '../protocol/json.ts';
import { parametersOf } from './foreign-schema.ts';
import { defineSkill, type Skill, type UndoDeclaration } from './skill.ts';
import { excerpt, oneLine } from './wording.ts';

/** How long one call may take, in milliseconds: a server that answers by itself has a minute, and a person whom it asks ten. */
const DEADLINE = 11 * 60_000;
const WORDS = 300;

/** What nobody has said anything about could do anything. */
const UNKNOWN: McpRisk = 'R4';

const undoOf = (risk: McpRisk): UndoDeclaration =>
  risk === 'R0' || risk === 'R1'
    ? { kind: 'nothing', say: 'you said that it changes nothing' }
    : { kind: 'irreversible', say: 'what a server did can’t be taken back' };

const sayValue = (value: Json): string => {
  if (typeof value === 'string') return excerpt(value);
  if (isRef(value)) return `the ${value.output} of an earlier step`;
  return oneLine(JSON.stringify(value)).slice(0, 80);
};

const sayArgs = (args: Readonly<Record<string, Json>>): string => {
  const named = Object.entries(args).map(([name, value]) => `${oneLine(name)} ${sayValue(value)}`);
  return named.length === 0 ? '' : ` with ${named.join(', ')}`;
};

/** Longer titles are cut: nobody reads them, and the arguments are shown in full elsewhere. */
const LONGEST = 300;

export const foreignName = (server: string, tool: string): string => `mcp.${server}.${tool}`;

/**
 * A tool of an MCP server as a skill. Nothing that the server says of it counts for its risk; what it needs and changes nobody
 * knows, so it is never put into a plan by itself, and nothing but its own word says what it did.
 * @param risk what a person said that it does
 * @throws Error where its definition can't be used
 */
export const foreignSkill = (server: string, tool: McpDefinition, risk: McpRisk | null, remote: boolean): Skill => {
  const stands = risk ?? UNKNOWN;
  return defineSkill({
    name: foreignName(server, tool.name),
    summary: `Uses the tool ${tool.name} of ${server}`,
    said: { by: server, text: oneLine(tool.description ?? tool.title ?? '').slice(0, WORDS) },
    parameters: parametersOf(tool.inputSchema),
    outputs: ['text'],
    gives: () => [{ kind: 'tool', of: `${tool.name} of ${server}` }],
    risk: stands,
    undo: undoOf(stands),
    foreign: true,
    ...(remote || risk === null || risk === 'R4' ? { reaches: 'web' as const } : {}),
    needs: () => [],
    changes: () => [],
    title: (args) => {
      const title = `Use ${tool.name} of ${server}${sayArgs(args)}`;
      return title.length > LONGEST ? `${title.slice(0, LONGEST)}…` : title;
    },
    effects: () => (stands === 'R0' ? [] : [`What ${server} does with it.`]),
    verifiedBy: `nothing: only ${server} says what it did`,
    checks: () => [],
    resources: () => [{ name: `mcp:${server}`, mode: 'write' }],
    deadline: DEADLINE,
    idempotent: false,
    examples: [],
  });
};
