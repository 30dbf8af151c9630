import type { ClientMessage, HostMessage } from './envelope.ts';
import { PROTOCOL_VERSION } from './envelope.ts';
import { SonnyError } from './errors.ts';
import { parseClientMessage } from './rpc-message.ts';
import { type Served, Session, failed } from './rpc-session.ts';
import type { Transport } from './transport.ts';
import type { ScreenFrame } from './views.ts';

export interface SessionsOptions {
  /** A fresh id that cannot be guessed. */
  readonly newId: () => string;
  /** Events remembered per session. */
  readonly capacity?: number;
  /** Sessions remembered whose client is away; the oldest is forgotten first. */
  readonly away?: number;
}

/** The sessions of one host. */
export class Sessions {
  readonly #sonny: Served;
  readonly #options: Required<SessionsOptions>;
  readonly #byId = new Map<string, Session>();

  constructor(sonny: Served, options: SessionsOptions) {
    this.#sonny = sonny;
    this.#options = { capacity: 10_000, away: 16, ...options };
  }

  /** The session a client names if it is known and still has what the client missed; else a new one. */
  open(id: string | null, resumeFrom: number): { readonly session: Session; readonly resumed: boolean } {
    const known = id === null ? undefined : this.#byId.get(id);
    if (known?.has(resumeFrom)) {
      this.#byId.delete(known.id);
      this.#byId.set(known.id, known);
      return { session: known, resumed: true };
    }
    if (known) this.#forget(known);
    const session = new Session(this.#options.newId(), this.#sonny, this.#options.capacity);
    this.#byId.set(session.id, session);
    const away = [...this.#byId.values()].filter((one) => !one.attached && one !== session);
    for (const old of away.slice(0, Math.max(0, away.length - this.#options.away))) this.#forget(old);
    return { session, resumed: false };
  }

  /** Forgets every session and closes its connection. */
  close(): void {
    for (const session of this.#byId.values()) session.end();
    this.#byId.clear();
  }

  #forget(session: Session): void {
    this.#byId.delete(session.id);
    session.end();
  }
}

export interface ServeOptions {
  readonly sessions: Sessions;
  readonly host: 'electron' | 'node' | 'linked';
  /** Whose acts this client's commands are; a person's unless said otherwise. */
  readonly origin?: 'person' | 'flag';
  /** Refuses a client by its greeting (NOT_AUTHORISED). Without it every client that got this far is let in. */
  readonly admits?: (hello: Extract<ClientMessage, { kind: 'hello' }>) => boolean;
  /** The picture of the desktop, where there is one to show. */
  readonly screen?: { watch(onFrame: (frame: ScreenFrame) => void): () => void };
}

/** A client this far behind is cut off; it comes back and resumes. Bytes. */
const MAX_BACKLOG = 16 << 20;
/** Pictures are left out while more than this waits to be sent. Bytes. */
const FRAME_BACKLOG = 256 << 10;

/** Serves one client over one transport until it closes. Call it in the turn in which the transport was made. */
export function serveClient(sonny: Served, transport: Transport, options: ServeOptions): void {
  let session: Session | null = null;
  let unwatch: (() => void) | null = null;

  const send = (message: HostMessage): void => {
    if (transport.backlog() > MAX_BACKLOG) transport.close();
    else transport.send(JSON.stringify(message));
  };
  const refuse = (error: SonnyError): void => {
    send({ kind: 'refused', error: error.view() });
    if (!session) transport.close();
  };

  const greet = (hello: Extract<ClientMessage, { kind: 'hello' }>): void => {
    if (session) return refuse(new SonnyError('COMMAND_INVALID', 'hello: it was said before'));
    if (options.admits && !options.admits(hello)) return refuse(new SonnyError('NOT_AUTHORISED'));
    const opened = options.sessions.open(hello.session, hello.resumeFrom);
    session = opened.session;
    send({
      kind: 'welcome',
      version: PROTOCOL_VERSION,
      session: session.id,
      resumed: opened.resumed,
      host: options.host,
    });
    session.attach(opened.resumed ? hello.resumeFrom : 0, send, () => transport.close());
  };

  const watch = async (on: boolean): Promise<null> => {
    unwatch?.();
    unwatch = null;
    if (!on) return null;
    if (!options.screen)
      throw new SonnyError('UNSUPPORTED', 'The picture is shown only of Sonny’s own virtual desktop.');
    unwatch = options.screen.watch((frame) => {
      if (transport.backlog() < FRAME_BACKLOG) send({ kind: 'frame', frame });
    });
    return null;
  };

  transport.onMessage((text) => {
    const parsed = parseClientMessage(text);
    if (!parsed.ok) return session && parsed.id !== null ? send(failed(parsed.id, parsed.error)) : refuse(parsed.error);
    const { message } = parsed;
    if (message.kind === 'hello') return greet(message);
    if (!session) return refuse(new SonnyError('NOT_AUTHORISED', 'The first message must be hello.'));
    if (message.kind === 'ping') return send({ kind: 'pong' });
    const { id, command } = message;
    const act = (): Promise<unknown> =>
      command.type === 'screen.watch' ? watch(command.on) : sonny.dispatch(command, options.origin ?? 'person');
    void session.answer(id, act).then(send);
  });

  transport.onClose(() => {
    unwatch?.();
    session?.detach(send);
  });
}
