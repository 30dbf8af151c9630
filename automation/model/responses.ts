import type {
  ResponseCreateParamsStreaming,
  ResponseInputItem,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { ModelMessage, ModelRequest } from '../../shared/ports/model.ts';
import { dataUrl } from './chat-request.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
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

/** A request as OpenAI’s Responses API takes it, without what the server was found not to take. */
export const toResponses = (
  request: ModelRequest,
  server: ModelServer,
  habits: Habits,
): ResponseCreateParamsStreaming => {
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

const frame = (delta: unknown): unknown => ({ choices: [{ delta }] });

/** Reads the events of one answer as frames of chat completions, so that one place gathers both; null for those that say nothing. */
export const responsesReader = (): ((event: unknown) => unknown) => {
  let calls = 0;
  return (given) => {
    const event = given as ResponseStreamEvent;
    switch (event.type) {
      case 'response.output_text.delta':
        return frame({ content: event.delta });
      case 'response.refusal.delta':
        return frame({ refusal: event.delta });
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        return frame({ reasoning_content: event.delta });
      case 'response.output_item.added': {
        if (event.item.type !== 'function_call') return null;
        calls++;
        const { call_id: id, name } = event.item;
        return frame({ tool_calls: [{ index: event.output_index, id, function: { name } }] });
      }
      case 'response.function_call_arguments.delta':
        return frame({ tool_calls: [{ index: event.output_index, function: { arguments: event.delta } }] });
      case 'response.completed':
      case 'response.incomplete': {
        const { model, usage, incomplete_details: cut } = event.response;
        const finish =
          cut?.reason === 'content_filter' ? 'content_filter' : cut ? 'length' : calls > 0 ? 'tool_calls' : 'stop';
        return { model, usage, choices: [{ delta: {}, finish_reason: finish }] };
      }
      case 'response.failed':
        throw new SonnyError('MODEL_CUT_OFF', event.response.error?.message);
      case 'error':
        throw new SonnyError('MODEL_CUT_OFF', event.message);
      default:
        return null;
    }
  };
};
