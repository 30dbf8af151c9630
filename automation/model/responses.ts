import type { OpenAI } from 'openai';
import type { ResponseCreateParamsStreaming, ResponseInputItem } from 'openai/resources/responses/responses';
import type { ModelMessage, ModelRequest } from '../../shared/ports/model.ts';
import { dataUrl } from './chat-request.ts';
import type { Habits } from './habits.ts';
import { isStrict, toJsonSchema } from './json-schema.ts';
import type { ModelServer } from './server.ts';

const toItems = (message: ModelMessage, sees: boolean): readonly ResponseInputItem[] => {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.text }];
    case 'user': {
      const pictures = sees ? (message.pictures ?? []) : [];
      if (pictures.length === 0) return [{ role: 'user', content: message.text }];
      const images = pictures.map((picture) => ({
        type: 'input_image' as const,
        image_url: dataUrl(picture),
        detail: 'auto' as const,
      }));
      return [{ role: 'user', content: [{ type: 'input_text', text: message.text }, ...images] }];
    }
    case 'assistant':
      return [
        ...(message.text === '' ? [] : [{ role: 'assistant' as const, content: message.text }]),
        ...(message.calls ?? []).map(({ id, name, args }) => ({
          type: 'function_call' as const,
          call_id: id,
          name,
          arguments: JSON.stringify(args ?? {}),
        })),
      ];
    case 'tool':
      return [{ type: 'function_call_output', call_id: message.callId, output: message.text }];
  }
};

const toResponses = (request: ModelRequest, server: ModelServer, habits: Habits): ResponseCreateParamsStreaming => {
  const { messages, tools, shape, maxTokens, temperature } = request;
  const schema = shape && toJsonSchema(shape.schema);
  return {
    model: server.model,
    input: messages.flatMap((message) => toItems(message, server.sees)),
    stream: true,
    // Nothing is left with the server: a request holds all that the model is to know.
    store: false,
    ...(tools && tools.length > 0
      ? {
          tools: tools.map(({ name, summary, parameters }) => {
            const taken = toJsonSchema(parameters);
            return {
              type: 'function' as const,
              name,
              description: summary,
              parameters: taken,
              strict: isStrict(taken),
            };
          }),
        }
      : {}),
    ...(shape && schema
      ? { text: { format: { type: 'json_schema' as const, name: shape.name, schema, strict: isStrict(schema) } } }
      : {}),
    ...(maxTokens === undefined ? {} : { max_output_tokens: maxTokens }),
    ...(temperature === undefined || !habits.temperature ? {} : { temperature }),
  };
};

/** The same answer in the frames of chat completions, so that one place gathers both. */
export async function streamResponse(
  client: OpenAI,
  request: ModelRequest,
  server: ModelServer,
  habits: Habits,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  const events = await client.responses.create(toResponses(request, server, habits), { signal });
  const frame = (delta: unknown, more: object = {}): unknown => ({ choices: [{ delta, ...more }] });
  return (async function* () {
    let calls = 0;
    for await (const event of events) {
      switch (event.type) {
        case 'response.output_text.delta':
          yield frame({ content: event.delta });
          break;
        case 'response.refusal.delta':
          yield frame({ refusal: event.delta });
          break;
        case 'response.reasoning_summary_text.delta':
        case 'response.reasoning_text.delta':
          yield frame({ reasoning_content: event.delta });
          break;
        case 'response.output_item.added':
          if (event.item.type === 'function_call') {
            const { call_id: id, name } = event.item;
            yield frame({ tool_calls: [{ index: event.output_index, id, function: { name } }] });
            calls++;
          }
          break;
        case 'response.function_call_arguments.delta':
          yield frame({ tool_calls: [{ index: event.output_index, function: { arguments: event.delta } }] });
          break;
        case 'response.completed':
        case 'response.incomplete': {
          const { model, usage, incomplete_details: cut } = event.response;
          const finish =
            cut?.reason === 'content_filter' ? 'content_filter' : cut ? 'length' : calls > 0 ? 'tool_calls' : 'stop';
          yield { model, usage, choices: [{ delta: {}, finish_reason: finish }] };
          break;
        }
        case 'response.failed':
        case 'error': {
          const said = event.type === 'error' ? event : event.response.error;
          const { APIError } = await import('openai');
          throw new APIError(undefined, said ?? {}, said?.message, undefined);
        }
        default:
      }
    }
  })();
}
