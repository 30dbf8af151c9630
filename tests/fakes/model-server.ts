import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as immediately, setTimeout as pause } from 'node:timers/promises';
import { argsOf, followScript, saidBy, type ScriptLine, type ScriptedAnswer } from '../../automation/model/scripted.ts';
import type { ModelRequest } from '../../shared/ports/model.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

/** What a server does wrong, or only in its own way. */
export type Fault =
  /** Refuses. `retryAfter` as it stands in the header. */
  | { readonly status: number; readonly say?: string; readonly code?: string; readonly retryAfter?: string }
  /** A page for people, as a wrong address or a proxy gives it. */
  | { readonly page: string; readonly status: number }
  /** No headers at all; headers and then nothing; the same with comments that keep it open. */
  | 'silent'
  | 'stalls'
  | 'keep-alives'
  /** Half of it, and then: nothing more; the socket is destroyed; the stream ends as if all was said; an error comes; no JSON comes. */
  | 'half-then-stalls'
  | 'half-then-cut'
  | 'half-then-ends'
  | 'half-then-error'
  | 'half-then-garbage'
  /** Arguments that break off, in an answer that ends well. */
  | 'half-call'
  /** Calls without an index, with the same one, with the same id; arguments as an object; no usage; whole after its end. */
  | 'no-index'
  | 'same-index'
  | 'same-ids'
  | 'object-args'
  | 'no-usage'
  | 'never-closes'
  /** In one piece although a stream was asked for. */
  | 'whole'
  /** As much as `bytes` says, or until the socket closes. */
  | { readonly bytes: number }
  | 'endless'
  /** One line that never ends. */
  | 'endless-line';

export interface ServedLine extends ScriptLine {
  readonly fault?: Fault;
}
/** Lines as a scripted model takes them, matched by what the messages hold: what a request is for is not sent. */
export type ServedScript =
  readonly ServedLine[] | ((request: ModelRequest, turn: number) => ScriptedAnswer & { readonly fault?: Fault });

export interface ServedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
  /** When its socket or its answer was closed, by `performance.now()`. */
  readonly closed: Promise<number>;
}

export interface ModelServerOptions {
  readonly script?: ServedScript;
  /** Paths it knows beside chat completions; all of them when absent. */
  readonly knows?: readonly ('models' | 'embeddings' | 'responses' | 'tuning')[];
  /** Parts of a request it refuses with status 400 and a word about them: "response_format". */
  readonly refuses?: readonly string[];
  /** The only key it takes. */
  readonly key?: string;
  /** How many requests for vectors are refused with status 429 at first. */
  readonly busy?: number;
  /** How far a training is, each time that is looked at. */
  readonly jobs?: readonly string[];
}

export interface ModelServer {
  /** With its version, as a setting has it. */
  readonly url: string;
  readonly requests: readonly ServedRequest[];
  /** How many sockets are open. */
  readonly sockets: () => number;
  close(): Promise<void>;
}

type Wire = Readonly<Record<string, unknown>>;

const textOf = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : Array.isArray(content)
      ? content.map((part: { text?: unknown }) => (typeof part.text === 'string' ? part.text : '')).join('\n')
      : '';

/** What a scripted model would have been asked. */
const toRequest = (body: Wire): ModelRequest => {
  const messages = [body['messages'], body['input']].flatMap((m) => (Array.isArray(m) ? (m as Wire[]) : []));
  return {
    purpose: '',
    messages: messages.map((m) => ({ role: 'user', text: textOf(m['content'] ?? m['output']) })),
    ...(typeof body['max_tokens'] === 'number' ? { maxTokens: body['max_tokens'] } : {}),
  };
};

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** The frames of an answer as chat completions stream it. */
function* frames(answer: ScriptedAnswer, fault: Fault | undefined, model: string): Generator {
  const frame = (delta: unknown, finish_reason: string | null = null): unknown => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    model,
    choices: [{ index: 0, delta, finish_reason }],
  });
  yield frame({ role: 'assistant', content: '' });
  if (answer.thought) yield frame({ reasoning_content: answer.thought });
  const text = saidBy(answer);
  for (const word of text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) yield frame({ content: word });
  const calls = answer.calls ?? [];
  for (const [n, { id, name, args }] of calls.entries()) {
    const index = fault === 'no-index' ? {} : { index: fault === 'same-index' ? 0 : n };
    const given = { id: fault === 'same-ids' ? 'call-a' : (id ?? `call-${n + 1}`), type: 'function' };
    const whole = argsOf(args);
    if (fault === 'object-args') {
      yield frame({ tool_calls: [{ ...index, ...given, function: { name, arguments: args } }] });
      continue;
    }
    const said = fault === 'half-call' ? whole.slice(0, whole.length / 2) : whole;
    yield frame({ tool_calls: [{ ...index, ...given, function: { name, arguments: '' } }] });
    for (let at = 0; at < said.length; at += 8)
      yield frame({ tool_calls: [{ ...index, function: { arguments: said.slice(at, at + 8) } }] });
  }
  const FINISH = { stop: 'stop', calls: 'tool_calls', length: 'length', filter: 'content_filter' };
  yield frame({}, FINISH[answer.finish ?? (calls.length > 0 ? 'calls' : 'stop')]);
}

const usageOf = ({ usage }: ScriptedAnswer, text: string): unknown => ({
  prompt_tokens: usage?.input ?? 10,
  completion_tokens: usage?.output ?? Math.ceil(text.length / 4) + 1,
  total_tokens: 0,
});

/** A server that speaks OpenAI's protocol over real HTTP and SSE, says what its script says, and does wrong what it is told to. */
export async function openModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const { script = [], knows = ['models', 'embeddings', 'responses', 'tuning'], refuses = [], key } = options;
  const requests: ServedRequest[] = [];
  const jobs = [...(options.jobs ?? [])];
  const sockets = new Set<Socket>();
  const closing = new AbortController();
  // The fault goes with the answer, so that a line is used up as a scripted model uses it up.
  const next = followScript(
    typeof script === 'function'
      ? script
      : script.map(({ fault, ...line }) => ({ ...line, answer: { ...line.answer, ...(fault ? { fault } : {}) } })),
  );

  const chat = async (response: ServerResponse, body: Wire, closed: AbortSignal): Promise<void> => {
    const answer: ScriptedAnswer & { fault?: Fault } = next(toRequest(body));
    const { fault } = answer;
    const model = String(body['model']);
    const write = (text: string): Promise<unknown> | true =>
      response.write(text) || closed.aborted || once(response, 'drain', { signal: closed }).catch(() => {});
    const data = (frame: unknown): string => `data: ${JSON.stringify(frame)}\n\n`;
    const rest = (): Promise<unknown> => once(closed, 'abort');
    if (typeof fault === 'object' && 'page' in fault)
      return void response.writeHead(fault.status, { 'content-type': 'text/html; charset=utf-8' }).end(fault.page);
    if (typeof fault === 'object' && 'status' in fault) {
      const { status, say = `status ${status}`, code = null, retryAfter } = fault;
      const error = { message: say, type: 'error', code, param: null };
      return json(response, status, { error }, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    }
    if (answer.error) return json(response, 400, { error: { message: answer.error } });
    await pause(answer.wait ?? 0, null, { signal: closed }).catch(() => {});
    if (closed.aborted) return;
    if (fault === 'silent') return void (await rest());
    if (body['stream'] !== true || fault === 'whole') {
      const calls = (answer.calls ?? []).map(({ id, name, args }, n) => ({
        id: id ?? `call-${n + 1}`,
        type: 'function',
        function: { name, arguments: argsOf(args) },
      }));
      const message = {
        role: 'assistant',
        content: saidBy(answer),
        ...(calls.length > 0 ? { tool_calls: calls } : {}),
      };
      const finish_reason = calls.length > 0 ? 'tool_calls' : 'stop';
      return json(response, 200, {
        model,
        choices: [{ index: 0, message, finish_reason }],
        usage: usageOf(answer, saidBy(answer)),
      });
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.flushHeaders();
    if (fault === 'stalls') return void (await rest());
    if (fault === 'keep-alives') {
      while (!closed.aborted) {
        await write(': still here\n\n');
        await pause(5, null, { signal: closed }).catch(() => {});
      }
      return;
    }
    if (fault === 'endless' || fault === 'endless-line' || (typeof fault === 'object' && 'bytes' in fault)) {
      const word = 'x'.repeat(1000);
      const most = typeof fault === 'object' ? fault.bytes : Infinity;
      if (fault === 'endless-line') await write('data: {"choices":[{"delta":{"content":"');
      for (let sent = 0; sent < most && !closed.aborted; sent += word.length) {
        await write(fault === 'endless-line' ? word : data({ choices: [{ index: 0, delta: { content: word } }] }));
        // Others have their turn, too: the client may be in this process.
        await immediately();
      }
      if (closed.aborted) return;
    }
    const all = [...frames(answer, fault, model)];
    const halfway = typeof fault === 'string' && fault.startsWith('half-then');
    for (const frame of halfway ? all.slice(0, Math.ceil(all.length / 2)) : all) {
      await write(data(frame));
      if (closed.aborted) return;
    }
    if (fault === 'half-then-stalls') return void (await rest());
    if (fault === 'half-then-cut') {
      // What was written has to leave first.
      await pause(5);
      return void response.socket?.destroy();
    }
    if (fault === 'half-then-ends') return void response.end();
    if (fault === 'half-then-error')
      await write(data({ error: { message: 'The model crashed.', type: 'server_error' } }));
    if (fault === 'half-then-garbage') await write('data: {"choices": [{"del\n\n');
    const counted = (body['stream_options'] as { include_usage?: boolean } | undefined)?.include_usage === true;
    if (counted && fault !== 'no-usage')
      await write(data({ model, choices: [], usage: usageOf(answer, saidBy(answer)) }));
    if (fault === 'never-closes') return void (await rest());
    response.end('data: [DONE]\n\n');
  };

  const respond = async (response: ServerResponse, body: Wire, closed: AbortSignal): Promise<void> => {
    const answer = next(toRequest(body));
    await pause(answer.wait ?? 0, null, { signal: closed }).catch(() => {});
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (type: string, more: object): void =>
      void response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
    if (answer.thought) send('response.reasoning_summary_text.delta', { delta: answer.thought });
    const text = saidBy(answer);
    for (const word of text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) send('response.output_text.delta', { delta: word });
    for (const [n, { id, name, args }] of (answer.calls ?? []).entries()) {
      const item = { type: 'function_call', call_id: id ?? `call-${n + 1}`, name, arguments: '' };
      send('response.output_item.added', { output_index: n + 1, item });
      send('response.function_call_arguments.delta', { output_index: n + 1, delta: argsOf(args) });
    }
    const usage = { input_tokens: 10, output_tokens: Math.ceil(text.length / 4) + 1 };
    const cut = answer.finish === 'length' ? { reason: 'max_output_tokens' } : null;
    send(cut ? 'response.incomplete' : 'response.completed', {
      response: { model: body['model'], usage, incomplete_details: cut },
    });
    response.end();
  };

  const embeddings = (response: ServerResponse, body: Wire): void => {
    const texts = [body['input']].flat().map(String);
    const vector = (text: string): number[] => [text.length, ...Buffer.from(text.padEnd(8)).subarray(0, 7)];
    json(response, 200, {
      data: texts.map((text, index) => ({ index, embedding: vector(text) })),
      usage: { prompt_tokens: texts.join('').length },
    });
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const closed = new AbortController();
    const closedAt = new Promise<number>((resolve) => {
      response.once('close', () => {
        closed.abort();
        resolve(performance.now());
      });
    });
    closing.signal.addEventListener('abort', () => closed.abort(), { once: true });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const sent = Buffer.concat(chunks).toString();
    const isJson = request.headers['content-type']?.startsWith('application/json') === true;
    const body: Wire = isJson && sent !== '' ? (JSON.parse(sent) as Wire) : { sent };
    const path = (request.url ?? '').replace(/^\/v1\//, '');
    requests.push({ path, headers: request.headers, body, closed: closedAt });
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`) {
      const message = `Incorrect API key provided: ${request.headers.authorization?.replace('Bearer ', '') ?? 'none'}.`;
      return json(response, 401, { error: { message, code: 'invalid_api_key' } });
    }
    const refused = refuses.find((part) => JSON.stringify(body).includes(`"${part}"`));
    if (refused)
      return json(response, 400, { error: { message: `Unsupported parameter: '${refused}'`, param: refused } });
    if (path === 'chat/completions') return chat(response, body, closed.signal);
    if (path === 'models' && knows.includes('models'))
      return json(response, 200, {
        object: 'list',
        data: [
          { id: 'tiny', object: 'model' },
          { id: 'tiny-embed', object: 'model' },
        ],
      });
    if (path === 'embeddings' && requests.length <= (options.busy ?? 0))
      return json(response, 429, { error: { message: 'Too much to do.' } });
    if (path === 'embeddings' && knows.includes('embeddings')) return embeddings(response, body);
    if (path === 'responses' && knows.includes('responses')) return respond(response, body, closed.signal);
    const job = (status: string): unknown => ({
      id: 'job-1',
      status,
      fine_tuned_model: status === 'succeeded' ? 'tiny:tuned' : null,
      trained_tokens: status === 'succeeded' ? 1200 : null,
      error: status === 'failed' ? { message: 'The file is of no use.' } : {},
    });
    if (knows.includes('tuning')) {
      if (path === 'files') return json(response, 200, { id: 'file-1', object: 'file' });
      if (path === 'fine_tuning/jobs') return json(response, 200, job('validating_files'));
      if (path === 'fine_tuning/jobs/job-1/cancel') return json(response, 200, job('cancelled'));
      if (path === 'fine_tuning/jobs/job-1') return json(response, 200, job(jobs.shift() ?? 'succeeded'));
    }
    return json(response, 404, { error: { message: `Unknown path ${request.url}` } });
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((thrown: unknown) => {
      if (response.headersSent) response.destroy();
      else json(response, 400, { error: { message: SonnyError.from(thrown).message } });
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    sockets: () => sockets.size,
    async close() {
      closing.abort();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
