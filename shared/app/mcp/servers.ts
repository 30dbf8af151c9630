import type { Clock } from '../../ports/clock.ts';
import type { Hash } from '../../ports/hash.ts';
import type { McpPlug } from '../../ports/mcp.ts';
import type { Model } from '../../ports/model.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { Performer } from '../../ports/performer.ts';
import type { Presence } from '../../ports/presence.ts';
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
import { knownIn, Reach } from './reach.ts';
import { Samples } from './samples.ts';
import { SignIns } from './sign-ins.ts';
import { serverView, toolsOf } from './view.ts';

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

const notShown = (tool: string): SonnyError => new SonnyError('MCP_INVALID', `${tool} is not the tool that was shown.`);

/**
 * The MCP servers that persons told of, and what persons decided about them; their tools are skills. Nothing is started or reached before a
 * person approved just that command line or address (`reach.ts`).
 */
export class McpServers {
  readonly #options: McpServersOptions;
  readonly #book: McpBook;
  readonly #closing = new AbortController();
  readonly #signIns: SignIns;
  readonly #asks: Asks;
  readonly #samples: Samples;
  readonly #reach: Reach;
  readonly performer: Performer;

  constructor(options: McpServersOptions) {
    this.#options = options;
    this.#book = new McpBook(options.hash);
    this.#samples = new Samples({ ...options, write: (event) => this.#write(event) });
    for (const event of options.rows.read()) this.#folded(event);
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
    this.#reach = new Reach({
      ...options,
      book: this.#book,
      asks: this.#asks,
      samples: this.#samples,
      write: (event) => this.#write(event),
      changed: () => options.emit({ type: 'mcp' }),
      otherTools: (name) => this.#bring(this.#known(name)),
      wantsSignIn: (name) => this.#signIns.want(name),
    });
    const names = (): readonly string[] =>
      [...this.#book.servers].flatMap(([name, { tools }]) =>
        [...(tools?.keys() ?? [])].map((tool) => foreignName(name, tool)),
      );
    this.performer = {
      get skills() {
        return names();
      },
      perform: (call, progress) => this.#reach.perform(call, progress),
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
    if (command.type === 'mcp.answer') {
      await this.#asks.answer(command.id, command.answer, command.opened);
      return null;
    }
    if (command.type === 'mcp.add') return this.#add(command.server);
    const { name } = command;
    const known = this.#known(name);
    switch (command.type) {
      case 'mcp.remove':
        await this.#remove(known);
        return null;
      case 'mcp.approve':
        if (command.hash !== hashOf(known.server, this.#options.hash))
          throw new SonnyError('MCP_INVALID', 'That is not the server that was shown.');
        this.#write({
          type: 'mcp.approved',
          ...this.#byPerson(),
          name,
          hash: command.hash,
          line: lineOf(known.server),
        });
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
        this.#write({ type: 'mcp.allowed', ...this.#byPerson(), name, sampling: command.sampling });
        // A server is told once, when it is reached, what it may ask.
        await this.#reach.letGo(name);
        return this.#told(name);
      case 'mcp.sign-out':
        await this.#signIns.signOut(known);
        await this.#reach.letGo(name);
        return this.#told(name);
      case 'mcp.classify': {
        const { tool, fingerprint, risk } = command;
        if (known.tools?.get(tool)?.fingerprint !== fingerprint) throw notShown(tool);
        this.#write({ type: 'mcp.classified', ...this.#byPerson(), name, tool, fingerprint, risk });
        return this.#told(name);
      }
      case 'mcp.accept':
        this.#accept(known, command);
        return this.#told(name);
    }
  }

  async #add(server: KnownServer['server']): Promise<McpServerView> {
    if (!this.#options.plug) throw new SonnyError('UNSUPPORTED', 'This Sonny speaks to no MCP servers.');
    const missing = this.#options.plug.missing?.(server) ?? null;
    if (missing !== null) throw new SonnyError('MCP_INVALID', `${missing} Nothing was added.`);
    // What was kept for another of this name is nothing to the new one.
    const before = this.#book.servers.get(server.name);
    if (before) await this.#signIns.signOut(before);
    this.#write({ type: 'mcp.added', ...this.#byPerson(), server });
    await this.#reach.letGo(server.name);
    return this.#told(server.name);
  }

  async #remove(known: KnownServer): Promise<void> {
    const { name } = known.server;
    await this.#signIns.signOut(known);
    this.#write({ type: 'mcp.removed', ...this.#byPerson(), name });
    this.#options.catalogue.bring(plugOf(name), []);
    await this.#reach.letGo(name);
    this.#options.emit({ type: 'mcp' });
  }

  /** A tool that the server describes otherwise than before, or no more, is taken as it was shown. */
  #accept(known: KnownServer, { name, tool, fingerprint }: Extract<McpCommand, { type: 'mcp.accept' }>): void {
    const { seen } = this.#reach.standing(name);
    const now = seen?.get(tool);
    const shown = now?.fingerprint ?? known.tools?.get(tool)?.fingerprint;
    if (!seen || shown !== fingerprint || (now && !now.definition)) throw notShown(tool);
    this.#write({
      type: 'mcp.accepted',
      ...this.#byPerson(),
      name,
      tool,
      fingerprint,
      definition: now?.definition ?? null,
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#reach.close();
  }

  /** What models have cost for servers in the last 24 hours. */
  get spent(): ModelSpending {
    return this.#samples.spent();
  }

  /** What every decision's row begins with. */
  #byPerson() {
    return { at: this.#options.clock.now(), runId: PROGRAM, by: 'person' } as const;
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
    return knownIn(this.#book, name);
  }

  #view(known: KnownServer): McpServerView {
    const standing = this.#reach.standing(known.server.name);
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
    const usable = toolsOf(known, this.#reach.standing(server.name).seen).filter((t) => t.state === 'known');
    const skills = usable.flatMap(({ name }): Skill[] => {
      const pinned = tools?.get(name);
      return pinned ? [foreignSkill(server.name, pinned.definition, pinned.risk, server.kind === 'remote')] : [];
    });
    this.#options.catalogue.bring(plugOf(server.name), approved ? skills : []);
  }

  /** Looks at a server by a new connection: who signed in may see other tools. */
  async #anew(name: string): Promise<void> {
    await this.#reach.letGo(name);
    await this.#look(name);
  }

  async #look(name: string): Promise<McpServerView> {
    await this.#reach.look(name);
    return this.#told(name);
  }
}

const plugOf = (name: string): string => `mcp:${name}`;
