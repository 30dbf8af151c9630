import {
  ProtocolError,
  ProtocolErrorCode,
  type CreateMessageRequestParams,
  type CreateMessageResult,
} from '@modelcontextprotocol/client';
import type { McpTold } from '../../shared/ports/mcp.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

/** Longer talks are not passed on, in UTF-16 units. */
const LONGEST = 100_000;

const refused = (why: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, why);

/** A server's question to the model, as texts alone, and the model's words back. Of an error the server is told the code. */
export const sampled = async (
  params: CreateMessageRequestParams,
  signal: AbortSignal,
  samples: NonNullable<McpTold['samples']>,
): Promise<CreateMessageResult> => {
  const { messages, systemPrompt, maxTokens } = params;
  const talk = messages.map(({ role, content }) => {
    const blocks = Array.isArray(content) ? content : [content];
    const texts = blocks.map((block) => {
      if (block.type !== 'text') throw refused('Only texts are passed on.');
      return block.text;
    });
    return { by: role === 'assistant' ? 'model' : 'server', text: texts.join('\n') } as const;
  });
  const length = talk.reduce((sum, { text }) => sum + text.length, systemPrompt?.length ?? 0);
  if (length > LONGEST) throw refused('It is too long.');
  try {
    const { text, model } = await samples({ about: systemPrompt ?? null, talk, mostTokens: maxTokens }, signal);
    return { role: 'assistant', content: { type: 'text', text }, model, stopReason: 'endTurn' };
  } catch (thrown) {
    throw new ProtocolError(ProtocolErrorCode.InternalError, SonnyError.from(thrown).code);
  }
};
