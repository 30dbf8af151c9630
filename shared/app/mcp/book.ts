import type { Hash } from '../../ports/hash.ts';
import type { McpDefinition, McpRisk, McpServer } from '../../protocol/mcp.ts';
import type { ProgramEvent } from '../../protocol/program-events.ts';

/** A tool as it may be used: as it was first seen, or as a person accepted it since. */
export interface PinnedTool {
  readonly fingerprint: string;
  readonly definition: McpDefinition;
  /** What a person said that it does; null: nobody did. */
  readonly risk: McpRisk | null;
}

export interface KnownServer {
  readonly server: McpServer;
  readonly approved: boolean;
  /** A person has signed in, and not out. Whether there are tokens still, only who keeps them knows. */
  readonly signedIn: boolean;
  /** A person lets it ask the model. */
  readonly sampling: boolean;
  /** null until its tools were looked at. */
  readonly tools: ReadonlyMap<string, PinnedTool> | null;
}

const isPlain = (argument: string): boolean => /^[\w@%+=:,./-]+$/u.test(argument);

/** The command line or address as a person has to see it: every argument told from the next, nothing hidden in it. */
export const lineOf = (server: McpServer): string =>
  server.kind === 'remote'
    ? server.url
    : server.command
        .map((argument) => (isPlain(argument) ? argument : JSON.stringify(argument)))
        .join(' ')
        .replace(/[^\P{C} ]/gu, (c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

export const hashOf = (server: McpServer, hash: Hash): string => hash(JSON.stringify(server));

/** What persons said of MCP servers, and what was first seen of their tools: a fold of the journal's rows. */
export class McpBook {
  readonly #hash: Hash;
  readonly #servers = new Map<string, KnownServer>();

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  get servers(): ReadonlyMap<string, KnownServer> {
    return this.#servers;
  }

  take(event: ProgramEvent): void {
    switch (event.type) {
      case 'mcp.added':
        this.#servers.set(event.server.name, {
          server: event.server,
          approved: false,
          signedIn: false,
          sampling: false,
          tools: null,
        });
        return;
      case 'mcp.removed':
        this.#servers.delete(event.name);
        return;
      case 'mcp.approved':
        return this.#change(event.name, (known) =>
          hashOf(known.server, this.#hash) === event.hash ? { ...known, approved: true } : known,
        );
      case 'mcp.signed-in':
      case 'mcp.signed-out': {
        const signedIn = event.type === 'mcp.signed-in';
        return this.#change(event.name, (known) => ({ ...known, signedIn }));
      }
      case 'mcp.allowed': {
        const { sampling } = event;
        return this.#change(event.name, (known) => ({ ...known, sampling }));
      }
      case 'mcp.pinned': {
        const pinned = event.tools.map((tool): [string, PinnedTool] => [tool.definition.name, { ...tool, risk: null }]);
        return this.#change(event.name, (known) => ({ ...known, tools: new Map(pinned) }));
      }
      case 'mcp.accepted': {
        const { tool, definition, fingerprint } = event;
        return this.#change(event.name, (known) => {
          const tools = new Map(known.tools);
          if (definition) tools.set(tool, { fingerprint, definition, risk: null });
          else tools.delete(tool);
          return { ...known, tools };
        });
      }
      case 'mcp.classified': {
        const { tool, fingerprint, risk } = event;
        return this.#change(event.name, (known) => {
          const pinned = known.tools?.get(tool);
          if (pinned?.fingerprint !== fingerprint) return known;
          return { ...known, tools: new Map(known.tools).set(tool, { ...pinned, risk }) };
        });
      }
      default:
    }
  }

  #change(name: string, change: (known: KnownServer) => KnownServer): void {
    const known = this.#servers.get(name);
    if (known) this.#servers.set(name, change(known));
  }
}
