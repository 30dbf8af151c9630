import type { McpRisk } from '../../../../shared/protocol/mcp.ts';
import type { Json } from '../../../../shared/protocol/json.ts';
import { foreignName, foreignSkill } from '../../../../shared/skills/foreign.ts';
import type { Skill } from '../../../../shared/skills/skill.ts';

/** A tool as its owner describes it: parameters by name, with a type each, as Python writes them. */
export interface Tool {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
}

const SERVER = 'office';

export const skillName = (tool: string): string => foreignName(SERVER, tool);

const schemaOf = (type: string): Json => {
  const many = /^list\[(.+)\]$/u.exec(type);
  if (many) return { type: 'array', items: schemaOf(many[1] ?? '') };
  if (type === 'int') return { type: 'integer' };
  if (type === 'float') return { type: 'number' };
  if (type === 'bool') return { type: 'boolean' };
  return type === 'dict' ? { type: 'object' } : { type: 'string' };
};

/** What tools that are said to read are called. A person would sort them so; nobody believes the tool itself. */
const READS = /^(?:get|read|search|list|check)_/u;

/** How a person has sorted the tools: those that read, and the rest left unsorted; or all that act wrongly as if they changed nothing. */
export type Sorting = 'sorted' | 'careless';

const sortedAs = (name: string, sorting: Sorting): McpRisk | null => {
  if (READS.test(name)) return 'R0';
  return sorting === 'careless' ? 'R1' : null;
};

/** The tool as a skill, as any MCP server's tool becomes one. Which parameters may be missing the corpus does not say. */
const skillOf = ({ name, params }: Tool, sorting: Sorting): Skill => {
  const properties = Object.fromEntries(
    Object.entries(params).map(([parameter, type]) => [parameter, schemaOf(type.replace(/ \| None$/u, ''))]),
  );
  const definition = { name, inputSchema: { type: 'object', properties } };
  return foreignSkill(SERVER, definition, sortedAs(name, sorting), false);
};

export const skillsOf = (tools: readonly Tool[], sorting: Sorting): ReadonlyMap<string, Skill> =>
  new Map(tools.map((tool) => [skillName(tool.name), skillOf(tool, sorting)]));
