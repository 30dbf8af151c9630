import { SonnyError } from '../../protocol/errors.ts';
import type { Transport } from '../../protocol/transport.ts';
import { Malformed } from '../../symbolic/sync/bytes.ts';
import type { Delta } from '../../symbolic/sync/delta.ts';
import { decodeDelta, encodeDelta } from '../../symbolic/sync/encode.ts';
import { ForkedLog, type FactLog } from '../../symbolic/sync/fact-log.ts';
import { covers, join, type Version } from '../../symbolic/sync/version.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { PART, PeerMessage, SYNC_PROTOCOL } from './messages.ts';

/** What a session asks of those who keep the log. */
export interface SessionOwner {
  readonly log: FactLog;
  now(): number;
  /** Takes in what came; what it throws ends the session. */
  receive(delta: Delta, from: string): void;
  /** The other end said how much it knows. */
  knows(actor: string, version: Version): void;
  /** It is over. `trouble`: what the other end did wrong, or null. */
  ended(trouble: SonnyError | null): void;
}

/** An entry from further ahead would make all that is stated here look older for as long, in milliseconds. */
const MOST_AHEAD = 24 * 3600 * 1000;

const refuse = (details: string): SonnyError => new SonnyError('PEER_REFUSED', details);

/**
 * Two peers over one transport. Each says what it knows and gets what it lacks; whatever is new afterwards is sent at
 * once. When the transport breaks nothing is lost: the next session begins with what is known then.
 */
export class SyncSession {
  readonly #transport: Transport;
  readonly #owner: SessionOwner;
  /** What the other end knows, or will once what was sent has arrived. */
  #theirs: Version | null = null;
  #actor: string | null = null;
  #parts: string[] = [];
  /** How many parts the last one said would follow. */
  #left = 0;
  #greeted = false;
  #over = false;

  /**
   * To be made in the turn in which the transport was received. Who made the connection greets, and is answered: before that
   * a message could arrive that nobody listens to.
   */
  constructor(transport: Transport, owner: SessionOwner, greets: boolean) {
    this.#transport = transport;
    this.#owner = owner;
    transport.onMessage((text) => this.#take(text));
    transport.onClose(() => this.#end(null));
    if (greets) this.#greet();
  }

  /** The peer's name, once it has said it. */
  get actor(): string | null {
    return this.#actor;
  }

  /** Sends what the other end lacks. */
  push(): void {
    const { log } = this.#owner;
    if (!this.#theirs || this.#over || covers(this.#theirs, log.version)) return;
    const data = toBase64(encodeDelta(log.deltaFor(this.#theirs)));
    this.#theirs = join(this.#theirs, log.version);
    for (let at = 0; at < data.length; at += PART)
      this.#send({
        kind: 'part',
        left: Math.ceil((data.length - at) / PART) - 1,
        data: data.slice(at, at + PART),
      });
  }

  close(): void {
    this.#transport.close();
    this.#end(null);
  }

  #greet(): void {
    const { actor, version } = this.#owner.log;
    this.#greeted = true;
    this.#send({ kind: 'hello', protocol: SYNC_PROTOCOL, actor, version });
  }

  #send(message: PeerMessage): void {
    this.#transport.send(JSON.stringify(message));
  }

  #take(text: string): void {
    if (this.#over) return;
    try {
      const parsed = PeerMessage.safeParse(jsonOf(text));
      if (!parsed.success) throw refuse('It said something that is no message between peers.');
      this.#obey(parsed.data);
    } catch (thrown) {
      this.#end(SonnyError.from(thrown));
      this.#transport.close();
    }
  }

  #obey(message: PeerMessage): void {
    const { log } = this.#owner;
    if (message.kind === 'hello') {
      if (message.protocol !== SYNC_PROTOCOL)
        throw new SonnyError('SCHEMA_VERSION', `This side speaks ${SYNC_PROTOCOL}, the other ${message.protocol}.`);
      if (message.actor === log.actor) throw refuse('It goes by this Sonny’s own name: one of the two is a copy.');
      if (this.#actor !== null) throw refuse('It said twice who it is.');
      this.#actor = message.actor;
      this.#theirs = message.version;
      if (!this.#greeted) this.#greet();
      this.#owner.knows(message.actor, message.version);
      this.push();
      return;
    }
    if (this.#actor === null) throw refuse('It did not say who it is.');
    if (message.kind === 'known') {
      this.#theirs = join(this.#theirs ?? {}, message.version);
      this.#owner.knows(this.#actor, message.version);
      return;
    }
    const before = this.#parts.at(-1);
    if (before !== undefined && message.left >= this.#left) throw refuse('Its parts are not in order.');
    this.#left = message.left;
    this.#parts.push(message.data);
    if (message.left > 0) return;
    const data = this.#parts.join('');
    this.#parts = [];
    this.#receive(data, this.#actor);
  }

  #receive(data: string, actor: string): void {
    const { log } = this.#owner;
    const bytes = fromBase64(data);
    if (!bytes) throw refuse('What it sent is not whole.');
    try {
      const delta = decodeDelta(bytes);
      const entries = delta.kind === 'state' ? delta.live : delta.operations;
      const latest = this.#owner.now() + MOST_AHEAD;
      if (entries.some(({ at }) => at > latest)) throw refuse('Its clock is more than a day ahead.');
      this.#owner.receive(delta, actor);
    } catch (thrown) {
      if (thrown instanceof Malformed) throw refuse('What it sent can’t be read.');
      if (thrown instanceof ForkedLog) throw refuse(`Two Sonnies go by the name ${thrown.actor}: one is a copy.`);
      throw thrown;
    }
    this.#send({ kind: 'known', version: log.version });
  }

  #end(trouble: SonnyError | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#owner.ended(trouble);
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
