import { Command, type CommandInput } from './commands.ts';
import { type ClientMessage, type HostMessage, PROTOCOL_VERSION } from './envelope.ts';
import { SonnyError } from './errors.ts';
import { Replies, type ReplyOf } from './replies.ts';
import { complaintOf } from './complaint.ts';
import { parseHostMessage } from './rpc-message.ts';
import type { Transport } from './transport.ts';
import type { ScreenFrame, ViewEvent } from './views.ts';

/**
 * `lost` tries again by itself, and did so `tries` times already; `refused` and `closed` are the end. `resumed: false` means that whole runs follow and
 * what was known before may be stale.
 */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'open'; readonly resumed: boolean; readonly host: 'electron' | 'node' | 'linked' }
  | { readonly state: 'lost'; readonly tries: number }
  | { readonly state: 'refused'; readonly error: SonnyError }
  | { readonly state: 'closed' };

export interface Client {
  /**
   * Sends a command and gives its parsed answer. It waits while the connection is lost and is done at most once;
   * rejects only with SonnyError: the command's own, COMMAND_INVALID before anything is sent, or CONNECTION_LOST when
   * nobody can say whether it was done.
   */
  dispatch<C extends CommandInput>(command: C): Promise<ReplyOf<C['type']>>;
  /** Calls back for every view event once and in order, across reconnections. */
  subscribe(onEvent: (event: ViewEvent) => void): () => void;
  /** Asks for the picture of the desktop while someone watches. `onTrouble`: there is none to see. */
  watchScreen(onFrame: (frame: ScreenFrame) => void, onTrouble?: (error: SonnyError) => void): () => void;
  /** Calls back at once with the present state, then on every change. */
  onConnection(listener: (connection: Connection) => void): () => void;
  close(): void;
}

export interface ClientOptions {
  /** Runs `act` after `ms` unless the returned function was called. */
  readonly after: (ms: number, act: () => void) => () => void;
  /** Read for every greeting: the token that the host gave for this connection. */
  readonly csrf?: () => string | undefined;
}

interface Pending {
  readonly command: Command;
  sent: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: SonnyError) => void;
}

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;
/** A host that says nothing for two of these is taken for gone. */
const HEARTBEAT_MS = 20_000;

/**
 * A client that connects at once and keeps connecting. `connect` gives an open transport; when it throws SonnyError
 * NOT_AUTHORISED the client gives up, any other error is tried again after a growing pause.
 */
export function createClient(connect: () => Transport | Promise<Transport>, options: ClientOptions): Client {
  const client = new RpcClient(connect, options);
  void client.open();
  return client;
}

class RpcClient implements Client {
  readonly #connect: () => Transport | Promise<Transport>;
  readonly #options: ClientOptions;
  #connection: Connection = { state: 'connecting' };
  #transport: Transport | null = null;
  #session: string | null = null;
  #lastSeq = 0;
  #nextId = 1;
  #retryMs = FIRST_RETRY_MS;
  #heard = true;
  #stopTimer: () => void = () => {};
  readonly #pending = new Map<number, Pending>();
  readonly #onEvent = new Set<(event: ViewEvent) => void>();
  readonly #onConnection = new Set<(connection: Connection) => void>();
  readonly #watchers = new Map<(frame: ScreenFrame) => void, (error: SonnyError) => void>();

  constructor(connect: () => Transport | Promise<Transport>, options: ClientOptions) {
    this.#connect = connect;
    this.#options = options;
  }

  async open(): Promise<void> {
    let transport: Transport;
    try {
      transport = await this.#connect();
    } catch (thrown) {
      const error = SonnyError.from(thrown);
      if (error.code === 'NOT_AUTHORISED') this.#end({ state: 'refused', error });
      else this.#retry();
      return;
    }
    if (this.#hasEnded()) return transport.close();
    this.#transport = transport;
    transport.onMessage((text) => {
      if (transport === this.#transport) this.#receive(text);
    });
    transport.onClose(() => {
      if (transport === this.#transport) this.#retry();
    });
    const csrf = this.#options.csrf?.();
    this.#send({
      kind: 'hello',
      version: PROTOCOL_VERSION,
      session: this.#session,
      resumeFrom: this.#lastSeq,
      ...(csrf === undefined ? {} : { csrf }),
    });
    this.#beat();
  }

  dispatch<C extends CommandInput>(command: C): Promise<ReplyOf<C['type']>> {
    return this.#ask(command) as Promise<ReplyOf<C['type']>>;
  }

  subscribe(onEvent: (event: ViewEvent) => void): () => void {
    this.#onEvent.add(onEvent);
    return () => this.#onEvent.delete(onEvent);
  }

  watchScreen(onFrame: (frame: ScreenFrame) => void, onTrouble: (error: SonnyError) => void = () => {}): () => void {
    this.#watchers.set(onFrame, onTrouble);
    if (this.#watchers.size === 1 && this.#connection.state === 'open') this.#watch(true);
    return () => {
      if (this.#watchers.delete(onFrame) && this.#watchers.size === 0 && this.#connection.state === 'open')
        this.#watch(false);
    };
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    this.#onConnection.add(listener);
    listener(this.#connection);
    return () => this.#onConnection.delete(listener);
  }

  close(): void {
    if (!this.#hasEnded()) this.#end({ state: 'closed' });
  }

  #ask(input: CommandInput): Promise<unknown> {
    const parsed = Command.safeParse(input);
    if (!parsed.success) return Promise.reject(new SonnyError('COMMAND_INVALID', complaintOf(parsed.error, 'command')));
    if (this.#connection.state === 'refused') return Promise.reject(this.#connection.error);
    if (this.#connection.state === 'closed') return Promise.reject(new SonnyError('CONNECTION_LOST'));
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const pending: Pending = { command: parsed.data, sent: false, resolve, reject };
      this.#pending.set(id, pending);
      if (this.#connection.state === 'open') this.#put(id, pending);
    });
  }

  #put(id: number, pending: Pending): void {
    pending.sent = true;
    this.#send({ kind: 'command', id, command: pending.command });
  }

  #send(message: ClientMessage): void {
    this.#transport?.send(JSON.stringify(message));
  }

  #receive(text: string): void {
    this.#heard = true;
    const parsed = parseHostMessage(text);
    // A host whose messages do not parse speaks another language, whatever number it gave.
    if (!parsed.ok)
      return this.#end({ state: 'refused', error: new SonnyError('SCHEMA_VERSION', parsed.error.details) });
    const { message } = parsed;
    if (message.kind === 'welcome') this.#welcome(message);
    else if (message.kind === 'event') this.#event(message.seq, message.event);
    else if (message.kind === 'frame') for (const onFrame of this.#watchers.keys()) onFrame(message.frame);
    else if (message.kind === 'reply' || message.kind === 'failed') this.#answered(message);
    else if (message.kind === 'refused' && this.#connection.state !== 'open') {
      this.#end({ state: 'refused', error: new SonnyError(message.error.code, message.error.details) });
    }
  }

  #welcome({ session, resumed, host }: Extract<HostMessage, { kind: 'welcome' }>): void {
    this.#retryMs = FIRST_RETRY_MS;
    this.#session = session;
    if (!resumed) {
      this.#lastSeq = 0;
      for (const [id, { sent, reject }] of this.#pending) {
        if (!sent) continue;
        this.#pending.delete(id);
        reject(new SonnyError('CONNECTION_LOST'));
      }
    }
    this.#become({ state: 'open', resumed, host });
    for (const [id, pending] of this.#pending) this.#put(id, pending);
    if (this.#watchers.size > 0) this.#watch(true);
  }

  #event(seq: number, event: ViewEvent): void {
    if (seq <= this.#lastSeq) return;
    if (seq > this.#lastSeq + 1) return this.#retry(); // something was lost on the way: ask for it again
    this.#lastSeq = seq;
    for (const onEvent of this.#onEvent) onEvent(event);
  }

  #answered(message: Extract<HostMessage, { kind: 'reply' | 'failed' }>): void {
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    this.#pending.delete(message.id);
    if (message.kind === 'failed') {
      return pending.reject(new SonnyError(message.error.code, message.error.details));
    }
    const { type } = pending.command;
    const reply = type in Replies ? Replies[type as keyof typeof Replies].safeParse(message.value) : null;
    if (reply === null) pending.resolve(null);
    else if (reply.success) pending.resolve(reply.data);
    else pending.reject(new SonnyError('SCHEMA_VERSION', `${type}: ${complaintOf(reply.error)}`));
  }

  #watch(on: boolean): void {
    this.#ask({ type: 'screen.watch', on }).catch((thrown: unknown) => {
      const error = SonnyError.from(thrown);
      if (error.code !== 'CONNECTION_LOST') for (const onTrouble of this.#watchers.values()) onTrouble(error);
    });
  }

  #beat(): void {
    this.#stopTimer();
    this.#heard = false;
    this.#send({ kind: 'ping' });
    this.#stopTimer = this.#options.after(HEARTBEAT_MS, () => (this.#heard ? this.#beat() : this.#retry()));
  }

  #retry(): void {
    this.#drop();
    if (this.#hasEnded()) return;
    this.#become({ state: 'lost', tries: this.#connection.state === 'lost' ? this.#connection.tries + 1 : 0 });
    this.#stopTimer = this.#options.after(this.#retryMs, () => void this.open());
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #drop(): void {
    this.#stopTimer();
    const transport = this.#transport;
    this.#transport = null;
    transport?.close();
  }

  #end(connection: Extract<Connection, { state: 'refused' | 'closed' }>): void {
    this.#drop();
    this.#become(connection);
    const error = connection.state === 'refused' ? connection.error : new SonnyError('CONNECTION_LOST');
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  #hasEnded(): boolean {
    return this.#connection.state === 'refused' || this.#connection.state === 'closed';
  }

  #become(connection: Connection): void {
    this.#connection = connection;
    for (const listener of this.#onConnection) listener(connection);
  }
}
