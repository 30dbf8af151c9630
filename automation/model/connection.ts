import type { OpenAI } from 'openai';
import type { ModelServer } from './server.ts';

/** What the SDK reads of a body. */
type Reader = Pick<ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>, 'read' | 'cancel' | 'releaseLock'>;

/** Counts what comes, and calls `exceeded` instead of passing on more than `most` bytes. */
const bounded = (response: Response, most: number, exceeded: () => void): Response => {
  const { body } = response;
  if (!body) return response;
  let bytes = 0;
  const take = (chunk: Uint8Array): boolean => {
    bytes += chunk.byteLength;
    if (bytes > most) exceeded();
    return bytes <= most;
  };
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => (take(chunk) ? controller.enqueue(chunk) : controller.terminate()),
    });
    return new Response(body.pipeThrough(counting), response);
  }
  // A stream is read piece by piece, where one more stream in between would cost as much as all the rest.
  const getReader = (): Reader => {
    const reader = body.getReader();
    return {
      async read() {
        const result = await reader.read();
        return result.value && !take(result.value) ? { done: true, value: undefined } : result;
      },
      cancel: (reason) => reader.cancel(reason),
      releaseLock: () => reader.releaseLock(),
    };
  };
  Object.defineProperty(response, 'body', { value: { getReader } });
  return response;
};

export interface ConnectionOptions {
  readonly server: Pick<ModelServer, 'baseUrl'>;
  readonly key: string | null;
  /** Bytes that one answer may have. */
  readonly most: number;
  readonly exceeded: () => void;
}

/** The SDK for one exchange. It is loaded when it is first needed; it neither retries nor logs, and takes nothing from the environment. */
export const connect = async ({ server, key, most, exceeded }: ConnectionOptions): Promise<OpenAI> => {
  const { OpenAI: Client } = await import('openai');
  return new Client({
    baseURL: server.baseUrl,
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    ...(key === null ? { defaultHeaders: { Authorization: null } } : {}),
    maxRetries: 0,
    // Watchdogs end what takes too long: this one does not see a stream that stands still.
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
    fetch: async (url, init) => bounded(await fetch(url, init), most, exceeded),
  });
};
