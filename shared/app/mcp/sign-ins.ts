import type { Clock } from '../../ports/clock.ts';
import type { McpSignIn, McpSignIns, RemoteServer } from '../../ports/mcp.ts';
import type { Progress } from '../../ports/progress.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { McpSignInView } from '../../protocol/mcp.ts';
import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import type { KnownServer } from './book.ts';

export interface SignInsOptions {
  readonly port: McpSignIns | undefined;
  readonly clock: Clock;
  /** Aborts when Sonny ends. */
  readonly closing: AbortSignal;
  readonly write: (event: ProgramEvent) => void;
  /** Told when a server's sign-in stands otherwise than before. */
  readonly changed: () => void;
  /** Told when a person has signed in. The sign-in has ended once what comes of it has settled. */
  readonly signedIn: (name: string) => Promise<void>;
}

/** How long finding out where one signs in may take, and how long a person may take to do it, in milliseconds. */
const FINDING = 30_000;
const PERSON = 10 * 60_000;

interface Way {
  readonly state: 'finding' | 'asked' | 'waiting';
  /** null while it is being found. */
  readonly flow: McpSignIn | null;
}

interface Stand {
  readonly way: Way | null;
  readonly wanted: boolean;
  readonly trouble: string | null;
}
const OUT: Stand = { way: null, wanted: false, trouble: null };

/**
 * How persons sign in at servers: found first, shown, and gone only once a person said yes to just that address. Nothing signs in by itself.
 */
export class SignIns {
  readonly #options: SignInsOptions;
  readonly #stands = new Map<string, Stand>();
  /** Those that have tokens, as far as was looked. */
  readonly #in = new Set<string>();

  constructor(options: SignInsOptions) {
    this.#options = options;
  }

  /** Looks where there are tokens; the keychain is asked only about servers that a person has signed in at. */
  async look(servers: Iterable<KnownServer>): Promise<void> {
    const { port } = this.#options;
    for (const { server, signedIn } of servers) {
      if (!port || server.kind === 'local' || !signedIn) this.#in.delete(server.name);
      else if (!this.#in.has(server.name) && (await port.has(server))) this.#in.add(server.name);
    }
  }

  /** null: nobody signs in there. */
  view({ server }: KnownServer): McpSignInView | null {
    const { port } = this.#options;
    if (!port || server.kind === 'local' || server.token !== null) return null;
    const { way, wanted, trouble } = this.#stand(server.name);
    return {
      state: way?.state ?? (this.#in.has(server.name) ? 'in' : 'out'),
      wanted,
      address: way?.flow?.address ?? null,
      where: way?.flow?.where ?? null,
      scopes: [...(way?.flow?.scopes ?? [])],
      keeps: port.keeps,
      trouble,
    };
  }

  /** The server has refused Sonny for want of a sign-in. */
  want(name: string): void {
    this.#set(name, { wanted: true });
  }

  async begin(known: KnownServer): Promise<void> {
    const [port, server] = this.#where(known);
    const { name } = server;
    this.cancel(name);
    const way: Way = { state: 'finding', flow: null };
    this.#set(name, { way, trouble: null });
    try {
      const flow = await port.begin(server, this.#progress(FINDING));
      if (this.#stand(name).way === way) this.#set(name, { way: { state: 'asked', flow } });
      else flow.cancel();
    } catch (thrown) {
      if (this.#stand(name).way === way) this.#set(name, { way: null, trouble: wordsOf(thrown) });
    }
  }

  /** @throws SonnyError MCP_INVALID where the address is not the one that was shown last */
  open(known: KnownServer, address: string): void {
    const [, { name }] = this.#where(known);
    const flow = this.#stand(name).way?.flow;
    if (!flow || flow.address !== address || this.#stand(name).way?.state !== 'asked')
      throw new SonnyError('MCP_INVALID', 'That is not the address that was shown. Sign in anew.');
    const way: Way = { state: 'waiting', flow };
    this.#set(name, { way, trouble: null });
    const still = (): boolean => this.#stand(name).way === way;
    const opened = (there: boolean): void => {
      if (!there && still()) this.#set(name, { trouble: 'No browser opens here. Open the address yourself.' });
    };
    flow
      .finish(opened, this.#progress(PERSON))
      .then(async () => {
        const { clock, write, signedIn } = this.#options;
        const { where, scopes } = flow;
        write({
          type: 'mcp.signed-in',
          at: clock.now(),
          runId: PROGRAM,
          name,
          where,
          scopes: [...scopes],
          by: 'person',
        });
        this.#in.add(name);
        this.#set(name, { wanted: false });
        await signedIn(name);
        if (still()) this.#set(name, { way: null, trouble: null });
      })
      .catch((thrown: unknown) => {
        if (still()) this.#set(name, { way: null, trouble: wordsOf(thrown) });
      });
  }

  cancel(name: string): void {
    this.#stand(name).way?.flow?.cancel();
    this.#set(name, { way: null, trouble: null });
  }

  /** Forgets the tokens. Rejects with SonnyError INTERNAL when the keychain fails; then they are still there. */
  async signOut({ server, signedIn }: KnownServer): Promise<void> {
    const { port, clock, write } = this.#options;
    if (!port || server.kind === 'local') return;
    this.cancel(server.name);
    if (signedIn) {
      await port.forget(server);
      write({ type: 'mcp.signed-out', at: clock.now(), runId: PROGRAM, name: server.name, by: 'person' });
    }
    this.#in.delete(server.name);
    this.#set(server.name, OUT);
  }

  #where({ server, approved }: KnownServer): readonly [McpSignIns, RemoteServer] {
    const { port } = this.#options;
    if (!port) throw new SonnyError('UNSUPPORTED', 'This Sonny keeps no tokens.');
    if (server.kind === 'local' || server.token !== null)
      throw new SonnyError('MCP_INVALID', `Nobody signs in at ${server.name}.`);
    if (!approved) throw new SonnyError('REFUSED_BY_POLICY', `Nobody has approved the server ${server.name}.`);
    return [port, server];
  }

  #stand(name: string): Stand {
    return this.#stands.get(name) ?? OUT;
  }

  #set(name: string, change: Partial<Stand>): void {
    this.#stands.set(name, { ...this.#stand(name), ...change });
    this.#options.changed();
  }

  #progress(patience: number): Progress {
    const { clock, closing } = this.#options;
    return { signal: closing, deadline: clock.now() + patience, log: () => {} };
  }
}

const wordsOf = (thrown: unknown): string | null => {
  const error = SonnyError.from(thrown);
  if (error.code === 'CANCELLED') return null;
  return `${error.view().say} ${error.details ?? ''}`.trim();
};
