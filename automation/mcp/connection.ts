import { Client, ProtocolError, SdkError, SdkErrorCode, type Tool, type Transport } from '@modelcontextprotocol/client';
import type { Clock } from '../../shared/ports/clock.ts';
import type { McpConnection, ToolAnswer } from '../../shared/ports/mcp.ts';
import type { Json, Progress } from '../../shared/ports/mcp.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { answerOf } from './answer.ts';
import { validator } from './validate.ts';

/** Where a server is reached. */
export interface Line {
  readonly transport: Transport;
  /** What is known of why it ended or never began: what it said last. */
  why(): string;
  /** Ends it for good, a program with it: at once, or once it had a moment to end by itself. Never rejects. */
  end(atOnce: boolean): Promise<void>;
}

const messageOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 500);

/** After these nothing of the call can come any more, but nobody knows how far it went. */
const codedError = (thrown: unknown, progress: Progress, line: Line): SonnyError => {
  if (progress.signal.aborted) return new SonnyError('CANCELLED');
  if (thrown instanceof SonnyError) return thrown;
  if (thrown instanceof ProtocolError) return new SonnyError('MCP_TOOL_FAILED', messageOf(thrown));
  if (thrown instanceof SdkError) {
    if (thrown.code === SdkErrorCode.RequestTimeout) return new SonnyError('DEADLINE', line.why());
    // What the server asks back is nothing that Sonny offers.
    if (thrown.code === SdkErrorCode.CapabilityNotSupported)
      return new SonnyError('MCP_TOOL_FAILED', 'It asks for something that Sonny does not give to servers.');
    if (thrown.code === SdkErrorCode.InvalidResult || thrown.code === SdkErrorCode.UnsupportedResultType)
      return new SonnyError('MCP_BAD_ANSWER', messageOf(thrown));
  }
  return new SonnyError('MCP_BAD_ANSWER', [messageOf(thrown), line.why()].filter(Boolean).join(' '));
};

/**
 * Shakes hands with a server in whichever era of the protocol it speaks. Sonny offers it nothing: no model, no questions to the
 * person, no list of folders.
 */
export const connect = async (
  line: Line,
  told: { readonly changed: () => void; readonly ended: (why: string) => void },
  clock: Clock,
  progress: Progress,
): Promise<McpConnection> => {
  let closing = false;
  const client = new Client(
    { name: 'sonny', version: '1' },
    {
      capabilities: {},
      versionNegotiation: { mode: 'auto', probe: { timeoutMs: Math.max(1, progress.deadline - clock.now()) } },
      jsonSchemaValidator: validator,
      listChanged: { tools: { autoRefresh: false, debounceMs: 200, onChanged: () => told.changed() } },
    },
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
    const late = clock.sleep(given.deadline - clock.now(), over).then((): never => {
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
    if (error.code === 'CANCELLED' || error.code === 'DEADLINE') throw error;
    throw new SonnyError('MCP_UNREACHABLE', [messageOf(thrown), line.why()].filter(Boolean).join(' '));
  }

  /** What did not end well is ended for good, so that nothing more of it can come. */
  const asked = async <T>(given: Progress, work: () => Promise<T>): Promise<T> => {
    if (given.signal.aborted) throw new SonnyError('CANCELLED');
    try {
      return await held(given, work);
    } catch (thrown) {
      const error = codedError(thrown, given, line);
      if (error.code !== 'MCP_TOOL_FAILED') {
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
    calls: version ? `${version.title ?? version.name} ${version.version}` : '',
    tools: (given) =>
      asked(given, async () => {
        const { tools } = await client.listTools(undefined, { ...options(given), cacheMode: 'bypass' });
        definitions.clear();
        for (const tool of tools) definitions.set(tool.name, tool);
        return tools;
      }),
    call: (tool, args: Readonly<Record<string, Json>>, given): Promise<ToolAnswer> =>
      asked(given, async () => {
        const toolDefinition = definitions.get(tool);
        const of = { ...options(given), ...(toolDefinition ? { toolDefinition } : {}) };
        return answerOf(await client.callTool({ name: tool, arguments: { ...args } }, of));
      }),
    close: () => end(false),
  };
};
