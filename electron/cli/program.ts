import type { Client } from '../../shared/protocol/rpc-client.ts';
import type { Origin } from '../../shared/ports/sonny.ts';

/** The program a command talks to: one that runs already, or one that was started for this command. */
export interface Program {
  /** Whose acts this client's commands are. */
  client(origin: Origin): Client;
  /** Ends the clients, and the program if it was started for this command. */
  close(): Promise<void>;
}

/** Clients are made when they are first asked for and shared from then on. */
export function programOf(connect: (origin: Origin) => Client, end: () => Promise<void>): Program {
  const clients = new Map<Origin, Client>();
  return {
    client(origin) {
      const client = clients.get(origin) ?? connect(origin);
      clients.set(origin, client);
      return client;
    },
    async close() {
      for (const client of clients.values()) client.close();
      await end();
    },
  };
}

export type Say = (line: string) => void;

/** What a command needs of the program. */
export interface Need {
  /** It changes nothing, so a run at another terminal may answer it. */
  readonly reads?: boolean;
  /** It says itself how runs stand that were cut off. */
  readonly tells?: boolean;
}
