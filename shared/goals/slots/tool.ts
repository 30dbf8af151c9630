import type { Slot } from '../slot.ts';

/** A tool of an MCP server, as `server.tool` or by its skill's whole name. */
export const toolSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at, { skills }) {
    const token = tokens[at];
    if (token?.kind !== 'word') return [];
    const name = token.text.startsWith('mcp.') ? token.text : `mcp.${token.text}`;
    return skills?.has(name) ? [{ value: name, next: at + 1, say: name.slice('mcp.'.length) }] : [];
  },
};
