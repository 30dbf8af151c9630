import type { Clock } from '../../ports/clock.ts';
import type { McpConnection } from '../../ports/mcp.ts';
import { SonnyError } from '../../protocol/errors.ts';

/** A connection that was not used for so long is told of as idle, in milliseconds. */
const IDLE = 10 * 60_000;

/** A connection was let go while it was still being made: nothing is wrong with the server. */
export class LetGo extends SonnyError {
  constructor() {
    super('MCP_UNREACHABLE', 'It was ended while it started.');
  }
}

interface Live {
  readonly connection: McpConnection;
  /** Ends the waiting for its being idle. */
  idle: AbortController;
}

/** One that is there or being made. */
interface Made {
  readonly live: Promise<Live>;
  /** Ends the making of it. */
  readonly making: AbortController;
}

export interface ConnectionsOptions {
  readonly clock: Pick<Clock, 'sleep'>;
  /** It ended by itself. */
  readonly ended: (name: string, why: string) => void;
  /** Nobody has used it for long: it may be let go. */
  readonly idle: (name: string) => void;
}

/** One connection for each server, made when it is first used. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #live = new Map<string, Made>();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /**
   * The server's connection; where there is none it is opened, and whoever comes meanwhile waits for the same. Rejects as `open` does, and with
   * `LetGo`.
   */
  async to(
    name: string,
    open: (ended: (why: string) => void, signal: AbortSignal) => Promise<McpConnection>,
  ): Promise<McpConnection> {
    const there = this.#live.get(name);
    if (there) return this.#used(name, there, await there.live).connection;
    const ended = (why: string): void => {
      if (this.#live.get(name) !== made) return;
      this.#live.delete(name);
      void made.live.then(
        ({ idle }) => idle.abort(),
        () => {},
      );
      this.#options.ended(name, why);
    };
    const making = new AbortController();
    const live: Promise<Live> = open(ended, making.signal).then(
      (connection) => this.#used(name, made, { connection, idle: new AbortController() }),
      (thrown: unknown) => {
        throw making.signal.aborted ? new LetGo() : thrown;
      },
    );
    const made: Made = { live, making };
    this.#live.set(name, made);
    try {
      return (await live).connection;
    } catch (thrown) {
      if (this.#live.get(name) === made) this.#live.delete(name);
      throw thrown;
    }
  }

  /** Ends a server's connection, or the making of it. */
  async letGo(name: string): Promise<void> {
    const made = this.#live.get(name);
    this.#live.delete(name);
    made?.making.abort();
    await made?.live.then(
      ({ connection, idle }) => {
        idle.abort();
        return connection.close();
      },
      () => {},
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#live.keys()].map((name) => this.letGo(name)));
  }

  /** Has the time begin anew after which it is idle. */
  #used(name: string, made: Made, live: Live): Live {
    live.idle.abort();
    const idle = new AbortController();
    live.idle = idle;
    void this.#options.clock.sleep(IDLE, idle.signal).then(() => {
      if (this.#live.get(name) === made && !idle.signal.aborted) this.#options.idle(name);
    });
    return live;
  }
}
