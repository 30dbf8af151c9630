import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { type ErrorCode, SonnyError } from '../../shared/protocol/errors.ts';
import { type Authority, cookieName, type Right } from './authority.ts';
import { examine, MCP_PATH } from './examine.ts';
import { readJson } from './json-body.ts';
import { RateLimit } from './rate-limit.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import type { StaticFile } from './static-files.ts';
import { answerWith } from './web-request.ts';

export interface RoutesOptions {
  readonly authority: Authority;
  readonly files: ReadonlyMap<string, StaticFile>;
  readonly now: () => number;
  readonly port: () => number;
  /** A fresh launch link. */
  readonly link: () => string;
  /** A link for another Sonny. */
  readonly peerLink: () => string;
  /** The address and token for other programs. */
  readonly mcpLink: () => string;
  /** Answers them; without it there is no such address. */
  readonly mcp?: { fetch(request: Request): Promise<Response> } | undefined;
  /** Ends every window's connection and right. */
  readonly revokeWindows: () => void;
  readonly metrics?: (() => Promise<{ readonly contentType: string; readonly text: string }>) | undefined;
}

const SessionRequest = z.object({ secret: z.string().max(256).optional() }).strict();
const PeerLinkRequest = z.object({}).strict();
const McpLinkRequest = z.object({}).strict();
const LinkRequest = z.object({ alone: z.boolean().default(false) }).strict();

/**
 * Answers HTTP requests. The window's files hold no data and are served to any request from this machine's own page,
 * because the launch secret is in the address's fragment, which only a loaded page can read. All else needs a right.
 */
export function createRoutes(options: RoutesOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const requests = new RateLimit(300, 100, options.now);
  const wrongSecrets = new RateLimit(10, 10 / 60, options.now);

  return (request, response) => {
    const examined = examine(request, options.authority, options.port());
    if (!examined.ok) return refuse(response, examined.status, 'NOT_AUTHORISED', examined.why);
    if (!requests.take()) return refuse(response, 429, 'NOT_AUTHORISED', 'too many requests');
    const { path, right } = examined;
    if (path === '/session') return post(request, response, (body) => session(body, right));
    if (path === '/cli/link') return post(request, response, (body) => link(body, right));
    if (path === '/cli/peer-link') return post(request, response, (body) => peerLink(body, right));
    if (path === '/cli/mcp-link') return post(request, response, (body) => mcpLink(body, right));
    if (path === MCP_PATH && options.mcp) return mcp(request, response, options.mcp);
    if (path === '/metrics' && options.metrics) return metrics(request, response, right, options.metrics);
    serveFile(request, response, path);
  };

  /** A cookie for a launch secret, and a token for the next connection; with the cookie alone a token only. */
  function session(body: unknown, right: Right | null): Answer {
    const { secret } = parse(SessionRequest, body);
    const cookie = secret === undefined ? null : options.authority.exchange(secret);
    if (cookie !== null) {
      const setCookie = `${cookieName(options.port())}=${cookie}; HttpOnly; SameSite=Strict; Path=/`;
      return {
        value: { csrf: options.authority.csrfFor(options.authority.sessionOf(cookie)) },
        headers: { 'set-cookie': setCookie },
      };
    }
    if (right?.by === 'cookie') return { value: { csrf: options.authority.csrfFor(right.session) } };
    if (!wrongSecrets.take()) throw new Refusal(429, 'NOT_AUTHORISED', 'too many attempts');
    throw new Refusal(
      401,
      'NOT_AUTHORISED',
      secret === undefined ? 'no launch secret' : 'the launch secret is wrong, used or too old',
    );
  }

  function link(body: unknown, right: Right | null): Answer {
    if (right?.by !== 'bearer') throw new Refusal(401, 'NOT_AUTHORISED', 'only for the command line');
    if (parse(LinkRequest, body).alone) options.revokeWindows();
    return { value: { link: options.link() } };
  }

  function peerLink(body: unknown, right: Right | null): Answer {
    if (right?.by !== 'bearer') throw new Refusal(401, 'NOT_AUTHORISED', 'only for the command line');
    parse(PeerLinkRequest, body);
    return { value: { link: options.peerLink() } };
  }

  function mcpLink(body: unknown, right: Right | null): Answer {
    if (right?.by !== 'bearer') throw new Refusal(401, 'NOT_AUTHORISED', 'only for the command line');
    parse(McpLinkRequest, body);
    return { value: { link: options.mcpLink() } };
  }

  function mcp(request: IncomingMessage, response: ServerResponse, endpoint: NonNullable<RoutesOptions['mcp']>): void {
    answerWith((asked) => endpoint.fetch(asked), request, response).catch((thrown: unknown) => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'INTERNAL', SonnyError.from(thrown).details);
    });
  }

  function metrics(
    request: IncomingMessage,
    response: ServerResponse,
    right: Right | null,
    expose: NonNullable<RoutesOptions['metrics']>,
  ): void {
    if (request.method !== 'GET') return refuse(response, 405, 'COMMAND_INVALID', 'only GET');
    if (!right) return refuse(response, 401, 'NOT_AUTHORISED', 'only for Sonny’s window or with the token');
    expose()
      .then(({ contentType, text }) => {
        response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': contentType });
        response.end(text);
      })
      .catch((thrown: unknown) => refuse(response, 500, 'INTERNAL', SonnyError.from(thrown).details));
  }

  function serveFile(request: IncomingMessage, response: ServerResponse, path: string): void {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'COMMAND_INVALID', 'only GET');
    const file = options.files.get(path);
    if (!file) return refuse(response, 404, 'FILE_NOT_FOUND', undefined);
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': file.mime, 'content-length': file.bytes.length });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  }
}

interface Answer {
  readonly value: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  constructor(status: number, code: ErrorCode, why: string) {
    super(why);
    this.status = status;
    this.code = code;
  }
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Refusal(400, 'COMMAND_INVALID', z.prettifyError(parsed.error));
  return parsed.data;
}

function post(request: IncomingMessage, response: ServerResponse, answer: (body: unknown) => Answer): void {
  if (request.method !== 'POST') return refuse(response, 405, 'COMMAND_INVALID', 'only POST');
  readJson(request)
    .then((read) => {
      if (!read.ok) return refuse(response, read.status, 'COMMAND_INVALID', read.why);
      const { value, headers } = answer(read.body);
      respond(response, 200, value, headers);
    })
    .catch((thrown: unknown) => {
      if (thrown instanceof Refusal) refuse(response, thrown.status, thrown.code, thrown.message);
      else refuse(response, 500, 'INTERNAL', SonnyError.from(thrown).details);
    });
}

function respond(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

const refuse = (response: ServerResponse, status: number, code: ErrorCode, details: string | undefined): void => {
  // The rest of a refused body is not read: the connection ends with the answer.
  response.setHeader('connection', 'close');
  respond(response, status, { error: new SonnyError(code, details).view() });
};
