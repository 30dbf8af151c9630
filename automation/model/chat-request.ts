import type {
  ChatCompletionCreateParamsBase,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions/completions';
import type { ModelMessage, ModelPicture, ModelRequest } from '../../shared/ports/model.ts';
import type { Habits } from './habits.ts';
import { isStrict, toJsonSchema } from './json-schema.ts';
import type { ModelServer } from './server.ts';

export const dataUrl = ({ mime, bytes }: ModelPicture): string =>
  `data:${mime};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;

const toMessage = (message: ModelMessage, sees: boolean): ChatCompletionMessageParam => {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text };
    case 'user': {
      const pictures = sees ? (message.pictures ?? []) : [];
      if (pictures.length === 0) return { role: 'user', content: message.text };
      const images = pictures.map((picture) => ({
        type: 'image_url' as const,
        image_url: { url: dataUrl(picture) },
      }));
      return { role: 'user', content: [{ type: 'text', text: message.text }, ...images] };
    }
    case 'assistant': {
      const calls = message.calls ?? [];
      const tool_calls = calls.map(({ id, name, args }) => ({
        id,
        type: 'function' as const,
        function: { name, arguments: JSON.stringify(args ?? {}) },
      }));
      // Where there are calls no text is needed, and some servers take none that is empty.
      const content = message.text === '' && calls.length > 0 ? null : message.text;
      return { role: 'assistant', content, ...(calls.length > 0 ? { tool_calls } : {}) };
    }
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text };
  }
};

const toldShape = (shape: NonNullable<ModelRequest['shape']>): string =>
  `Answer with JSON and nothing else, by this JSON Schema: ${JSON.stringify(toJsonSchema(shape.schema))}`;

const format = ({ shape }: ModelRequest, habits: Habits): Partial<ChatCompletionCreateParamsBase> => {
  if (!shape || habits.shape === 'told') return {};
  if (habits.shape === 'object') return { response_format: { type: 'json_object' } };
  const schema = toJsonSchema(shape.schema);
  return {
    response_format: { type: 'json_schema', json_schema: { name: shape.name, schema, strict: isStrict(schema) } },
  };
};

const toTool = ({ name, summary, parameters }: NonNullable<ModelRequest['tools']>[number]): ChatCompletionTool => ({
  type: 'function',
  function: { name, description: summary, parameters: toJsonSchema(parameters) },
});

/** A request as chat completions take it. Pictures go only to a model that sees, tools to one that can call them. */
export const toChat = (
  request: ModelRequest,
  { model, sees, tools: takesTools }: Pick<ModelServer, 'model' | 'sees' | 'tools'>,
  habits: Habits,
): ChatCompletionCreateParamsBase => {
  const { messages, shape, tools, maxTokens, temperature } = request;
  const told: ChatCompletionMessageParam[] =
    shape && habits.shape !== 'schema' ? [{ role: 'system', content: toldShape(shape) }] : [];
  return {
    model,
    messages: [...told, ...messages.map((message) => toMessage(message, sees))],
    ...(tools && tools.length > 0 && takesTools ? { tools: tools.map(toTool) } : {}),
    ...format(request, habits),
    ...(maxTokens === undefined ? {} : { [habits.limitName]: maxTokens }),
    ...(temperature === undefined || !habits.temperature ? {} : { temperature }),
  };
};

/** How many letters a request has, for estimating its tokens where nobody counts them. */
export const lettersOf = ({ messages, tools, shape }: ModelRequest): number => {
  const said = messages.reduce(
    (sum, m) => sum + m.text.length + (m.role === 'assistant' && m.calls ? JSON.stringify(m.calls).length : 0),
    0,
  );
  const declared = (tools ?? []).reduce((sum, t) => sum + JSON.stringify(toTool(t)).length, 0);
  return said + declared + (shape ? toldShape(shape).length : 0);
};
