import { pathToFileURL } from 'node:url';
import { Client, ProtocolError, SdkError, SdkErrorCode, type Tool } from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { Clock } from '../../shared/ports/clock.ts';
import type { McpConnection, McpTold, ToolAnswer } from '../../shared/ports/mcp.ts';
import type { Json, Progress } from '../../shared/ports/mcp.ts';
import { type ErrorCode, SonnyError } from '../../shared/protocol/errors.ts';
import { answerOf } from './answer.ts';
import { askedBack } from './asked-back.ts';
import type { Line } from './line.ts';
import { Patience } from './patience.ts';
import { sampled } from './sampled.ts';
import { validator } from './validate.ts';

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** Codes that say all there is to say of a server that was not reached. */
const SAID: readonly ErrorCode[] = ['CANCELLED', 'MCP_SIGN_IN', 'MCP_SIGN_IN_FAILED'];

/** Why nothing came of a server that was waited for in vain, with what it said of itself. */
const noAnswer = (seconds: number, said: string): string => {
  const last = said === '' ? '' : ` It said: ${said}`;
  return `It did not answer as an MCP server does within ${seconds} second${seconds === 1 ? '' : 's'}. One that starts slowly may do so when it is tried once more.${last}`;
};

/** The share of its time that a server may take for a question that only newer ones know, before it is asked as an older one. */
const FIRST_QUESTION = 2 / 3;

/** Whether a program ended at the first question. Older ones may do so at any but the one that they know. */
const endedAtFirstQuestion = ({ cause }: SonnyError): boolean =>
  cause instanceof SdkError && cause.code === SdkErrorCode.EraNegotiationFailed;

/**
 * As `connect`, of a program: one that ends at the first question is started once more and asked as older servers are.
 * @param line begins it anew, each time it is called
 */
export const connectProgram = async (
  line: () => Line,
  told: McpTold,
  clock: Clock,
  progress: Progress,
): Promise<McpConnection> => {
  try {
    return await connect(line(), told, clock, progress);
  } catch (thrown) {
    if (!(thrown instanceof SonnyError) || !endedAtFirstQuestion(thrown)) throw thrown;
    return connect(line(), told, clock, progress, 'legacy');
  }
};
/** After these the server is as it was: it has said no, and can be asked again. */
const REFUSED: readonly ErrorCode[] = ['MCP_TOOL_FAILED', 'MCP_SIGN_IN', 'MCP_SIGN_IN_FAILED'];

/** After these nothing of the call can come any more, but nobody knows how far it went. */
const codedError = (thrown: unknown, progress: Progress, line: Line): SonnyError => {
  const said = (line.veil?.(messageOf(thrown)) ?? messageOf(thrown)).slice(0, 500);
  if (progress.signal.aborted) return new SonnyError('CANCELLED');
  if (thrown instanceof SonnyError) return thrown;
  const known = line.coded?.(thrown);
  if (known) return known;
  if (thrown instanceof ProtocolError) return new SonnyError('MCP_TOOL_FAILED', said);
  if (thrown instanceof SdkError) {
    if (thrown.code === SdkErrorCode.RequestTimeout) return new SonnyError('DEADLINE', line.why());
    // What the server asks back is nothing that Sonny offers.
    if (thrown.code === SdkErrorCode.CapabilityNotSupported)
      return new SonnyError('MCP_TOOL_FAILED', 'It asks for something that Sonny does not give to servers.');
    if (thrown.code === SdkErrorCode.InvalidResult || thrown.code === SdkErrorCode.UnsupportedResultType)
      return new SonnyError('MCP_BAD_ANSWER', said);
  }
  return new SonnyError('MCP_BAD_ANSWER', [said, line.why()].filter(Boolean).join(' '));
};

/** How long a server may take for one call, in milliseconds, besides the time that it waits for a person. */
const PATIENCE = 60_000;

/**
 * Shakes hands with a server in whichever era of the protocol it speaks. It is told of the folders that a person named for it; it may ask
 * the person back where somebody shows them what it asks, and a model where a person lets it.
 */
export const connect = async (
  line: Line,
  told: McpTold,
  clock: Clock,
  progress: Progress,
  mode: 'auto' | 'legacy' = 'auto',
): Promise<McpConnection> => {
  let closing = false;
  const patient = Math.max(1, progress.deadline - clock.now());
  const asks = told.asks?.bind(told);
  const samples = told.samples?.bind(told);
  const veiled = (text: string): string => line.veil?.(text) ?? text;
  const client = new Client(
    { name: 'sonny', version: '1' },
    {
      // What a server fills in beforehand is shown to the person; what they take out of it stays out.
      capabilities: {
        ...(asks ? { elicitation: { form: {}, url: {} } } : {}),
        ...(samples ? { sampling: {} } : {}),
        ...(line.folders.length > 0 ? { roots: {} } : {}),
      },
      versionNegotiation: { mode, probe: { timeoutMs: Math.max(1, patient * FIRST_QUESTION) } },
      jsonSchemaValidator: validator,
      listChanged: { tools: { autoRefresh: false, debounceMs: 200, onChanged: () => told.changed() } },
    },
  );
  const patience = new Patience(clock, PATIENCE);
  if (asks)
    client.setRequestHandler('elicitation/create', ({ params }, { mcpReq }) =>
      patience.apart(() => askedBack(params, mcpReq.signal, line, asks)),
    );
  if (line.folders.length > 0)
    client.setRequestHandler('roots/list', () => ({
      roots: line.folders.map((path) => ({ uri: pathToFileURL(path).href, name: path })),
    }));
  if (samples)
    client.setRequestHandler('sampling/createMessage', ({ params }, { mcpReq }) =>
      patience.apart(() => sampled(params, mcpReq.signal, samples)),
    );
  const end = async (atOnce: boolean): Promise<void> => {
    closing = true;
    // The line first: closing the client makes it forget which program it is.
    await line.end(atOnce);
    await client.close().catch(() => {});
  };
  const options = (given: Progress): { signal: AbortSignal; timeout: number; maxTotalTimeout: number } => {
    const left = Math.max(1, given.deadline - clock.now());
    return { signal: given.signal, timeout: left, maxTotalTimeout: left };
  };
  /** Settles with the signal and the deadline, whatever the server and its transport do. */
  const held = async <T>(given: Progress, work: () => Promise<T>): Promise<T> => {
    const settled = new AbortController();
    const over = AbortSignal.any([given.signal, settled.signal]);
    const late = patience.out(given.deadline, over).then((): never => {
      throw new SonnyError(given.signal.aborted ? 'CANCELLED' : 'DEADLINE', line.why());
    });
    late.catch(() => {});
    try {
      return await Promise.race([work(), late]);
    } finally {
      settled.abort('settled');
    }
  };

  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a client is no event target
  client.onclose = () => {
    if (!closing) told.ended(line.why() || 'It ended by itself.');
  };
  try {
    await held(progress, () => client.connect(line.transport, options(progress)));
  } catch (thrown) {
    await end(true);
    const error = codedError(thrown, progress, line);
    if (SAID.includes(error.code)) throw error;
    const say =
      error.code === 'DEADLINE'
        ? noAnswer(Math.ceil(patient / 1000), line.why())
        : [messageOf(thrown).slice(0, 500), line.why()].filter(Boolean).join(' ');
    throw new SonnyError('MCP_UNREACHABLE', veiled(say), { cause: thrown });
  }

  /** What did not end well is ended for good, so that nothing more of it can come. */
  const asked = async <T>(given: Progress, work: () => Promise<T>): Promise<T> => {
    if (given.signal.aborted) throw new SonnyError('CANCELLED');
    try {
      return await held(given, work);
    } catch (thrown) {
      const error = codedError(thrown, given, line);
      if (!REFUSED.includes(error.code)) {
        told.ended(error.view().say);
        await end(true);
      }
      throw error;
    }
  };

  /** As they were listed last: what goes into headers and what an answer has to be is in them. */
  const definitions = new Map<string, Tool>();
  const version = client.getServerVersion();
  return {
    calls: version ? veiled(`${version.title ?? version.name} ${version.version}`) : '',
    tools: (given) =>
      asked(given, async () => {
        const { tools } = await client.listTools(undefined, { ...options(given), cacheMode: 'bypass' });
        definitions.clear();
        for (const tool of tools) definitions.set(tool.name, tool);
        return line.veil ? z.array(z.unknown()).parse(JSON.parse(line.veil(JSON.stringify(tools)))) : tools;
      }),
    call: (tool, args: Readonly<Record<string, Json>>, given): Promise<ToolAnswer> =>
      asked(given, async () => {
        const toolDefinition = definitions.get(tool);
        const of = { ...options(given), ...(toolDefinition ? { toolDefinition } : {}) };
        const answer = answerOf(await client.callTool({ name: tool, arguments: { ...args } }, of));
        return { ...answer, text: veiled(answer.text) };
      }),
    close: () => end(false),
  };
};
