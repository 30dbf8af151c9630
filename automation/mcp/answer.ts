import type { CallToolResult } from '@modelcontextprotocol/client';
import type { ToolAnswer } from '../../shared/ports/mcp.ts';

/** Longer texts are cut, in UTF-16 units: as long as any text that a step may take. */
const LONGEST = 200_000;

/** The texts of an answer, one after another; structured content only where there is no text. */
export const answerOf = ({ content, structuredContent, isError }: CallToolResult): ToolAnswer => {
  const texts: string[] = [];
  const leftOut = new Set<string>();
  for (const block of content) {
    if (block.type === 'text') texts.push(block.text);
    else if (block.type === 'resource' && 'text' in block.resource) texts.push(block.resource.text);
    else if (block.type === 'resource_link') texts.push(block.uri);
    else leftOut.add(block.type);
  }
  const whole =
    texts.length === 0 && structuredContent !== undefined ? JSON.stringify(structuredContent) : texts.join('\n');
  const cut = whole.length > LONGEST;
  return { failed: isError === true, text: cut ? whole.slice(0, LONGEST) : whole, cut, leftOut: [...leftOut] };
};
