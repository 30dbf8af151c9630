import type { OpenAI } from 'openai';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { EventStream } from './sse.ts';
import { isPage, pageInstead } from './web-page.ts';
import type { ModelServer } from './server.ts';

export interface Connection {
  readonly client: OpenAI;
  /** Reads an event stream, JSON by JSON, until it ends or `take` is false; an answer that came whole is one JSON. Throws the error that a server sends in it. */
  read(response: Response, take: (frame: unknown) => boolean): Promise<void>;
}

export interface ConnectionOptions {
  readonly server: Pick<ModelServer, 'baseUrl'>;
  readonly key: string | null;
  /** Bytes that one answer may have. */
  readonly most: number;
  /** Told what ends the exchange beside what is thrown: too many bytes, or a page where a model was looked for. */
  readonly end: (why: SonnyError) => void;
}

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

const isStream = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;

const isJson = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('application/json') ?? false;

const errorIn = (frame: unknown): { readonly message?: unknown } | null => {
  if (typeof frame !== 'object' || frame === null || !('error' in frame)) return null;
  return typeof frame.error === 'object' ? frame.error : { message: frame.error };
};

/** What a request needs and no more: the SDK adds what describes this machine, and what variables of the environment say. */
const ownHeaders = (given: RequestInit['headers'], key: string | null): Headers => {
  const all = new Headers(given);
  const own = new Headers({ 'user-agent': 'Sonny', ...(key === null ? {} : { authorization: `Bearer ${key}` }) });
  for (const name of ['accept', 'content-type']) {
    const value = all.get(name);
    if (value !== null) own.set(name, value);
  }
  return own;
};

/** The SDK for one exchange. It is loaded when it is first needed; it neither retries nor logs, and takes nothing from the environment. */
export const connect = async ({ server, key, most, end }: ConnectionOptions): Promise<Connection> => {
  const { OpenAI: Client, APIError } = await import('openai');
  let bytes = 0;
  const counted = (chunk: Uint8Array): boolean => {
    bytes += chunk.byteLength;
    if (bytes > most) end(new SonnyError('MODEL_CUT_OFF', `It sent more than ${most} bytes.`));
    return bytes <= most;
  };
  /** What the SDK reads itself, an error or a whole answer, has its limit on the way. */
  const bounded = (response: Response): Response => {
    const body: Body | null = response.body;
    if (!body || isStream(response)) return response;
    const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => (counted(chunk) ? controller.enqueue(chunk) : controller.terminate()),
    });
    return new Response(body.pipeThrough(counting), response);
  };
  const client = new Client({
    baseURL: server.baseUrl,
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // Watchdogs end what takes too long: this one does not see a stream that stands still.
    timeout: 2 ** 31 - 1,
    logLevel: 'off',
    fetch: async (url, init) => {
      const response = await fetch(url, { ...init, headers: ownHeaders(init?.headers, key) });
      if (!isPage(response)) return bounded(response);
      const why = await pageInstead(response, server.baseUrl);
      end(why);
      throw why;
    },
  });
  /** What came, unless it is an error. */
  const whole = (frame: unknown): unknown => {
    const error = errorIn(frame);
    if (!error) return frame;
    const message = typeof error.message === 'string' ? error.message : JSON.stringify(error);
    throw new APIError(undefined, error, message, undefined);
  };
  return {
    client,
    async read(response, take) {
      const body: Body | null = response.body;
      if (!body) return;
      if (isJson(response)) {
        // Some servers answer whole although a stream was asked for.
        take(whole(await response.json()));
        return;
      }
      let heard = false;
      let enough = false;
      const stream = new EventStream((data) => {
        // What ends the stream is read, too, so that its connection can be used again.
        if (data === '[DONE]') heard = true;
        if (heard || enough) return;
        enough = !take(whole(JSON.parse(data)));
      });
      const reader = body.getReader();
      for (;;) {
        const chunk = await reader.read();
        if (chunk.done) break;
        if (!isStream(response) || counted(chunk.value)) stream.add(chunk.value);
        else return;
        if (enough) return;
      }
      stream.end();
    },
  };
};
