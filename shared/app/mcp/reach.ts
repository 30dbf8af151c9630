import type { Clock } from '../../ports/clock.ts';
import type { Hash } from '../../ports/hash.ts';
import type { McpConnection, McpPlug, McpTold } from '../../ports/mcp.ts';
import type { Call, Performed } from '../../ports/performer.ts';
import type { Progress } from '../../ports/progress.ts';
import { SonnyError } from '../../protocol/errors.ts';
import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import { foreignName } from '../../skills/foreign.ts';
import type { Asks } from './asks.ts';
import type { KnownServer, McpBook } from './book.ts';
import { Connections, LetGo } from './connections.ts';
import { seenTools, type SeenTool } from './definition.ts';
import type { Samples } from './samples.ts';
import { RESTING, type Standing } from './view.ts';

export interface ReachOptions {
  readonly plug: McpPlug | undefined;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly book: Pick<McpBook, 'servers'>;
  readonly asks: Pick<Asks, 'ask'>;
  readonly samples: Pick<Samples, 'ask'>;
  readonly write: (event: ProgramEvent) => void;
  /** A server stands otherwise than it did. */
  readonly changed: () => void;
  /** Other tools of the server may be used than before. */
  readonly otherTools: (name: string) => void;
  /** The server wants to know who asks. */
  readonly wantsSignIn: (name: string) => void;
}

/** How long starting or reaching a server and looking at its tools may take, in milliseconds. */
const LOOKING = 30_000;

/**
 * Servers as they are reached: how each stands, which tools it has now, and doing one. A server is started or reached when it is first
 * needed, and only once a person approved it; a tool is called only while the server describes it as it was pinned.
 */
export class Reach {
  readonly #options: ReachOptions;
  readonly #standing = new Map<string, Standing>();
  readonly #connections: Connections;
  readonly #closing = new AbortController();
  /** The tool that each server is doing at the moment. */
  readonly #doing = new Map<string, { readonly tool: string; asked: number }>();

  constructor(options: ReachOptions) {
    this.#options = options;
    this.#connections = new Connections({
      clock: options.clock,
      ended: (name, why) => {
        if (options.book.servers.has(name)) this.#stand(name, { state: 'trouble', trouble: why });
      },
      idle: (name) => void this.#rest(name),
    });
  }

  standing(name: string): Standing {
    return this.#standing.get(name) ?? RESTING;
  }

  /** Looks at the server's tools anew. Never rejects: what went wrong is how it stands. */
  async look(name: string): Promise<void> {
    await this.#seen(name, this.#progress()).catch(() => {});
  }

  /** Ends a server's connection, and forgets what was seen. */
  async letGo(name: string): Promise<void> {
    const ended = this.#connections.letGo(name);
    this.#standing.delete(name);
    await ended;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#connections.close();
  }

  #stand(name: string, change: Partial<Standing>): void {
    this.#standing.set(name, { ...this.standing(name), ...change });
    this.#options.changed();
  }

  #known(name: string): KnownServer {
    return knownIn(this.#options.book, name);
  }

  #progress(): Progress {
    return { signal: this.#closing.signal, deadline: this.#options.clock.now() + LOOKING, log: () => {} };
  }

  /**
   * The tools as the server describes them now; those first seen are pinned. What is otherwise than it was leaves the catalogue.
   */
  async #seen(name: string, progress: Progress): Promise<ReadonlyMap<string, SeenTool>> {
    try {
      const connection = await this.#connected(name);
      const seen = seenTools(await connection.tools(progress), this.#options.hash);
      const known = this.#known(name);
      if (known.tools === null) {
        const tools = [...seen.values()].flatMap(({ fingerprint, definition }) =>
          definition ? [{ fingerprint, definition }] : [],
        );
        this.#options.write({ type: 'mcp.pinned', at: this.#options.clock.now(), runId: PROGRAM, name, tools });
      }
      const before = this.#standing.get(name)?.seen;
      const isNews = !before || marks(before) !== marks(seen);
      if (isNews || this.#standing.get(name)?.state !== 'connected') {
        this.#stand(name, { state: 'connected', trouble: null, calls: connection.calls, seen });
        this.#options.otherTools(name);
      }
      return seen;
    } catch (thrown) {
      const error = SonnyError.from(thrown);
      if (wantsSignIn(error)) this.#options.wantsSignIn(name);
      if (this.#options.book.servers.has(name) && !(error instanceof LetGo))
        this.#stand(name, { state: 'trouble', trouble: `${error.view().say} ${error.details ?? ''}`.trim() });
      throw error;
    }
  }

  /** The connection to a server that a person approved. @throws SonnyError */
  async #connected(name: string): Promise<McpConnection> {
    const known = this.#known(name);
    const { plug } = this.#options;
    if (!plug) throw new SonnyError('UNSUPPORTED', 'This Sonny speaks to no MCP servers.');
    if (!known.approved) throw new SonnyError('REFUSED_BY_POLICY', `Nobody has approved the server ${name}.`);
    if (this.#closing.signal.aborted) throw new SonnyError('CANCELLED');
    return this.#connections.to(name, (ended, signal) => {
      this.#stand(name, { state: 'connecting', trouble: null });
      const { signal: closing, ...progress } = this.#progress();
      const told = { ended, ...this.#answers(known) };
      return plug.open(known.server, told, { ...progress, signal: AbortSignal.any([closing, signal]) });
    });
  }

  /** What a server may tell and ask while it is connected. */
  #answers({ server: { name }, sampling }: KnownServer): Omit<McpTold, 'ended'> {
    const samples: McpTold['samples'] = async (asked, signal) => {
      const doing = this.#doing.get(name);
      // What a person has taken back since the server was reached counts at once.
      if (!doing || !this.#options.book.servers.get(name)?.sampling) throw new SonnyError('REFUSED_BY_POLICY');
      doing.asked += 1;
      return this.#options.samples.ask(name, doing.tool, doing.asked, asked, signal);
    };
    return {
      changed: () => void this.#seen(name, this.#progress()).catch(() => {}),
      asks: (ask, signal) => this.#options.asks.ask(name, this.#doing.get(name)?.tool ?? null, ask, signal),
      ...(sampling ? { samples } : {}),
    };
  }

  async #rest(name: string): Promise<void> {
    await this.letGo(name);
    if (this.#options.book.servers.has(name)) this.#stand(name, { state: 'resting' });
  }

  /**
   * Does one tool, whose effect nobody can read back. Rejects with MCP_UNREACHABLE, MCP_CHANGED, REFUSED_BY_POLICY or a sign-in's code before the tool
   * was called, and with MCP_TOOL_FAILED or what the connection says after.
   */
  async perform({ skill, args }: Call, progress: Progress): Promise<Performed> {
    const [, name = ''] = skill.split('.');
    const tool = skill.slice(foreignName(name, '').length);
    const looking = { ...progress, deadline: Math.min(progress.deadline, this.#options.clock.now() + LOOKING) };
    const seen = await this.#seen(name, looking).catch((thrown: unknown) => {
      // Whatever went wrong, the tool was not called.
      const error = SonnyError.from(thrown);
      if (error.code === 'CANCELLED' || error.code === 'REFUSED_BY_POLICY' || wantsSignIn(error)) throw error;
      throw new SonnyError('MCP_UNREACHABLE', error.details ?? error.view().say);
    });
    const pinned = this.#known(name).tools?.get(tool);
    const now = seen.get(tool);
    if (!pinned || now?.fingerprint !== pinned.fingerprint)
      throw new SonnyError('MCP_CHANGED', now ? `${tool} of ${name}` : `${name} has no tool ${tool} any more.`);
    if (pinned.risk === 'R5') throw new SonnyError('REFUSED_BY_POLICY', `You said that ${tool} is never used.`);
    const connection = await this.#connected(name);
    this.#doing.set(name, { tool, asked: 0 });
    const answer = await connection
      .call(tool, args, progress)
      .catch((thrown: unknown) => {
        if (wantsSignIn(thrown)) this.#options.wantsSignIn(name);
        throw thrown;
      })
      .finally(() => this.#doing.delete(name));
    if (answer.failed) throw new SonnyError('MCP_TOOL_FAILED', `${name} says: ${answer.text.slice(0, 300)}`);
    const size = `${answer.text.length.toLocaleString('en')} characters`;
    const left = answer.leftOut.length > 0 ? `, and left out: ${answer.leftOut.join(', ')}` : '';
    return {
      status: 'unverified',
      outputs: { text: answer.text },
      evidence: [
        { path: 'application', say: `${name} answered ${size}${answer.cut ? ', cut there' : ''}${left}`, holds: null },
      ],
      receipt: null,
    };
  }
}

/** @throws SonnyError MCP_INVALID */
export const knownIn = ({ servers }: Pick<McpBook, 'servers'>, name: string): KnownServer => {
  const known = servers.get(name);
  if (!known) throw new SonnyError('MCP_INVALID', `There is no server called ${name}.`);
  return known;
};

const wantsSignIn = (thrown: unknown): boolean =>
  thrown instanceof SonnyError && (thrown.code === 'MCP_SIGN_IN' || thrown.code === 'MCP_SIGN_IN_FAILED');

/** What tells one look at tools from another. */
const marks = (seen: ReadonlyMap<string, SeenTool>): string =>
  [...seen.values()].map(({ name, fingerprint }) => `${name} ${fingerprint}`).join('\n');
