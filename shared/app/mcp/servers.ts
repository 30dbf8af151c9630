import type { Clock } from '../../ports/clock.ts';
import type { Hash } from '../../ports/hash.ts';
import type { McpConnection, McpPlug, McpTold } from '../../ports/mcp.ts';
import type { Model } from '../../ports/model.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { Call, Performed, Performer } from '../../ports/performer.ts';
import type { Presence } from '../../ports/presence.ts';
import type { Progress } from '../../ports/progress.ts';
import type { Origin } from '../../ports/sonny.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { McpAskView } from '../../protocol/mcp-ask.ts';
import type { McpServerView } from '../../protocol/mcp.ts';
import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import type { Command } from '../../protocol/commands.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import { foreignName, foreignSkill } from '../../skills/foreign.ts';
import type { Catalogue } from '../../skills/plugged.ts';
import type { Skill } from '../../skills/skill.ts';
import type { ModelSpending } from '../model-spending.ts';
import { Asks } from './asks.ts';
import { McpBook, hashOf, lineOf, type KnownServer } from './book.ts';
import { Connections } from './connections.ts';
import { seenTools, type SeenTool } from './definition.ts';
import { Samples } from './samples.ts';
import { SignIns } from './sign-ins.ts';
import { RESTING, serverView, toolsOf, type Standing } from './view.ts';

export interface McpServersOptions {
  readonly plug: McpPlug | undefined;
  readonly clock: Clock;
  readonly hash: Hash;
  readonly catalogue: Catalogue;
  readonly rows: { read(): Iterable<ProgramEvent>; append(event: ProgramEvent): void };
  readonly emit: (event: ViewEvent) => void;
  readonly presence: Pick<Presence, 'someone'>;
  readonly notifier: Notifier;
  /** Keeps to what models may cost in a day. */
  readonly model: Model | undefined;
  /** A fresh identifier. */
  readonly id: () => string;
}

export type McpCommand = Extract<Command, { type: `mcp.${string}` }>;
export const isMcpCommand = (command: Command): command is McpCommand => command.type.startsWith('mcp.');

/** How long starting or reaching a server and looking at its tools may take, in milliseconds. */
const LOOKING = 30_000;

/**
 * The MCP servers that persons told of, whose tools are skills. Nothing is started or reached before a person approved just that
 * command line or address; then it is started when it is first used. A tool is used only while the server describes it as it
 * was pinned.
 */
export class McpServers {
  readonly #options: McpServersOptions;
  readonly #book: McpBook;
  readonly #standing = new Map<string, Standing>();
  readonly #connections: Connections;
  readonly #closing = new AbortController();
  readonly #signIns: SignIns;
  readonly #asks: Asks;
  readonly #samples: Samples;
  /** The tool that each server is doing at the moment. */
  readonly #doing = new Map<string, { readonly tool: string; asked: number }>();
  readonly performer: Performer;

  constructor(options: McpServersOptions) {
    this.#options = options;
    this.#book = new McpBook(options.hash);
    this.#samples = new Samples({ ...options, write: (event) => this.#write(event) });
    for (const event of options.rows.read()) this.#folded(event);
    this.#connections = new Connections({
      clock: options.clock,
      ended: (name, why) => {
        if (this.#book.servers.has(name)) this.#stand(name, { state: 'trouble', trouble: why });
      },
      idle: (name) => void this.#rest(name),
    });
    this.#signIns = new SignIns({
      port: options.plug?.signIns,
      clock: options.clock,
      closing: this.#closing.signal,
      write: (event) => this.#write(event),
      changed: () => options.emit({ type: 'mcp' }),
      signedIn: (name) => this.#anew(name).catch(() => {}),
    });
    this.#asks = new Asks({
      ...options,
      now: () => options.clock.now(),
      id: options.id,
      changed: () => options.emit({ type: 'mcp' }),
      write: (event) => this.#write(event),
      openBrowser: async (address) => (await options.plug?.browse?.(address)) ?? false,
    });
    const names = (): readonly string[] =>
      [...this.#book.servers].flatMap(([name, { tools }]) =>
        [...(tools?.keys() ?? [])].map((tool) => foreignName(name, tool)),
      );
    this.performer = {
      get skills() {
        return names();
      },
      perform: (call, progress) => this.#perform(call, progress),
      undo: async () => {
        throw new SonnyError('UNSUPPORTED', 'What a server did can’t be taken back.');
      },
    };
    for (const known of this.#book.servers.values()) this.#bring(known);
  }

  async list(): Promise<McpServerView[]> {
    await this.#signIns.look(this.#book.servers.values());
    return [...this.#book.servers.values()].map((known) => this.#view(known));
  }

  /** @throws SonnyError NOT_AUTHORISED unless a person says so, MCP_INVALID, STORE_FULL; then nothing has changed */
  async command(command: McpCommand, origin: Origin): Promise<McpServerView | McpServerView[] | McpAskView[] | null> {
    if (command.type === 'mcp.list') return this.list();
    if (command.type === 'mcp.asks') return this.#asks.list();
    if (origin !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person decides about MCP servers.');
    const base = { at: this.#options.clock.now(), runId: PROGRAM, by: 'person' } as const;
    if (command.type === 'mcp.answer') {
      await this.#asks.answer(command.id, command.answer, command.opened);
      return null;
    }
    if (command.type === 'mcp.add') {
      const { server } = command;
      if (!this.#options.plug) throw new SonnyError('UNSUPPORTED', 'This Sonny speaks to no MCP servers.');
      const missing = this.#options.plug.missing?.(server) ?? null;
      if (missing !== null) throw new SonnyError('MCP_INVALID', `${missing} Nothing was added.`);
      // What was kept for another of this name is nothing to the new one.
      const before = this.#book.servers.get(server.name);
      if (before) await this.#signIns.signOut(before);
      this.#write({ type: 'mcp.added', ...base, server });
      await this.#letGo(server.name);
      return this.#told(server.name);
    }
    const { name } = command;
    const known = this.#known(name);
    switch (command.type) {
      case 'mcp.remove':
        await this.#signIns.signOut(known);
        this.#write({ type: 'mcp.removed', ...base, name });
        this.#options.catalogue.bring(plugOf(name), []);
        await this.#letGo(name);
        this.#options.emit({ type: 'mcp' });
        return null;
      case 'mcp.approve':
        if (command.hash !== hashOf(known.server, this.#options.hash))
          throw new SonnyError('MCP_INVALID', 'That is not the server that was shown.');
        this.#write({ type: 'mcp.approved', ...base, name, hash: command.hash, line: lineOf(known.server) });
        return this.#look(name);
      case 'mcp.look':
        return this.#look(name);
      case 'mcp.sign-in':
        await this.#signIns.begin(known);
        return this.#told(name);
      case 'mcp.sign-in.open':
        this.#signIns.open(known, command.address);
        return this.#told(name);
      case 'mcp.sign-in.cancel':
        this.#signIns.cancel(name);
        return this.#told(name);
      case 'mcp.allow':
        this.#write({ type: 'mcp.allowed', ...base, name, sampling: command.sampling });
        // A server is told once, when it is reached, what it may ask.
        await this.#letGo(name);
        return this.#told(name);
      case 'mcp.sign-out':
        await this.#signIns.signOut(known);
        await this.#letGo(name);
        return this.#told(name);
      case 'mcp.classify': {
        const { tool, fingerprint, risk } = command;
        if (known.tools?.get(tool)?.fingerprint !== fingerprint)
          throw new SonnyError('MCP_INVALID', `${tool} is not the tool that was shown.`);
        this.#write({ type: 'mcp.classified', ...base, name, tool, fingerprint, risk });
        return this.#told(name);
      }
      case 'mcp.accept': {
        const { tool, fingerprint } = command;
        const seen = this.#standing.get(name)?.seen;
        const now = seen?.get(tool);
        const shown = now?.fingerprint ?? known.tools?.get(tool)?.fingerprint;
        if (!seen || shown !== fingerprint || (now && !now.definition))
          throw new SonnyError('MCP_INVALID', `${tool} is not the tool that was shown.`);
        const definition = now?.definition ?? null;
        this.#write({ type: 'mcp.accepted', ...base, name, tool, fingerprint, definition });
        return this.#told(name);
      }
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#connections.close();
  }

  /** What models have cost for servers in the last 24 hours. */
  get spent(): ModelSpending {
    return this.#samples.spent();
  }

  #write(event: ProgramEvent): void {
    this.#options.rows.append(event);
    this.#folded(event);
  }

  #folded(event: ProgramEvent): void {
    this.#book.take(event);
    this.#samples.take(event);
  }

  #known(name: string): KnownServer {
    const known = this.#book.servers.get(name);
    if (!known) throw new SonnyError('MCP_INVALID', `There is no server called ${name}.`);
    return known;
  }

  #view(known: KnownServer): McpServerView {
    const standing = this.#standing.get(known.server.name) ?? RESTING;
    return serverView(known, standing, this.#signIns.view(known), this.#options.hash);
  }

  /** After a change: the catalogue follows, windows are told, and the view is given. */
  #told(name: string): McpServerView {
    const known = this.#known(name);
    this.#bring(known);
    this.#options.emit({ type: 'mcp' });
    return this.#view(known);
  }

  /** Only tools that stand as they were pinned are skills. */
  #bring(known: KnownServer): void {
    const { server, approved, tools } = known;
    const usable = toolsOf(known, this.#standing.get(server.name)?.seen ?? null).filter((t) => t.state === 'known');
    const skills = usable.flatMap(({ name }): Skill[] => {
      const pinned = tools?.get(name);
      return pinned ? [foreignSkill(server.name, pinned.definition, pinned.risk, server.kind === 'remote')] : [];
    });
    this.#options.catalogue.bring(plugOf(server.name), approved ? skills : []);
  }

  #stand(name: string, change: Partial<Standing>): void {
    this.#standing.set(name, { ...(this.#standing.get(name) ?? RESTING), ...change });
    this.#options.emit({ type: 'mcp' });
  }

  /** Looks at a server by a new connection: who signed in may see other tools. */
  async #anew(name: string): Promise<void> {
    await this.#letGo(name);
    await this.#look(name);
  }

  async #look(name: string): Promise<McpServerView> {
    const progress = this.#progress();
    await this.#seen(name, progress).catch(() => {});
    return this.#told(name);
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
        this.#write({ type: 'mcp.pinned', at: this.#options.clock.now(), runId: PROGRAM, name, tools });
      }
      const before = this.#standing.get(name)?.seen;
      const isNews = !before || marks(before) !== marks(seen);
      if (isNews || this.#standing.get(name)?.state !== 'connected') {
        this.#stand(name, { state: 'connected', trouble: null, calls: connection.calls, seen });
        this.#bring(this.#known(name));
      }
      return seen;
    } catch (thrown) {
      const error = SonnyError.from(thrown);
      if (wantsSignIn(error)) this.#signIns.want(name);
      if (this.#book.servers.has(name))
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
    return this.#connections.to(name, (ended) => {
      this.#stand(name, { state: 'connecting', trouble: null });
      return plug.open(known.server, { ended, ...this.#answers(known) }, this.#progress());
    });
  }

  /** What a server may tell and ask while it is connected. */
  #answers({ server: { name }, sampling }: KnownServer): Omit<McpTold, 'ended'> {
    const samples: McpTold['samples'] = async (asked, signal) => {
      const doing = this.#doing.get(name);
      // What a person has taken back since the server was reached counts at once.
      if (!doing || !this.#book.servers.get(name)?.sampling) throw new SonnyError('REFUSED_BY_POLICY');
      doing.asked += 1;
      return this.#samples.ask(name, doing.tool, doing.asked, asked, signal);
    };
    return {
      changed: () => void this.#seen(name, this.#progress()).catch(() => {}),
      asks: (ask, signal) => this.#asks.ask(name, this.#doing.get(name)?.tool ?? null, ask, signal),
      ...(sampling ? { samples } : {}),
    };
  }

  async #rest(name: string): Promise<void> {
    await this.#letGo(name);
    if (this.#book.servers.has(name)) this.#stand(name, { state: 'resting' });
  }

  /** Ends a server's connection, and forgets what was seen. */
  async #letGo(name: string): Promise<void> {
    const ended = this.#connections.letGo(name);
    this.#standing.delete(name);
    await ended;
  }

  async #perform({ skill, args }: Call, progress: Progress): Promise<Performed> {
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
        if (wantsSignIn(thrown)) this.#signIns.want(name);
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

const wantsSignIn = (thrown: unknown): boolean =>
  thrown instanceof SonnyError && (thrown.code === 'MCP_SIGN_IN' || thrown.code === 'MCP_SIGN_IN_FAILED');

const plugOf = (name: string): string => `mcp:${name}`;

/** What tells one look at tools from another. */
const marks = (seen: ReadonlyMap<string, SeenTool>): string =>
  [...seen.values()].map(({ name, fingerprint }) => `${name} ${fingerprint}`).join('\n');
