/** Which client of the display acts for Sonny. One that has ended counts a little longer: its last input may still be on its way. */
export interface OwnClients {
  /** null: the present one has ended. */
  set(client: number | null): void;
  has(client: number): boolean;
  /** false: a client that is not known may turn out to be Sonny's, which has just connected. */
  readonly known: boolean;
}

const LINGER_MS = 1000;

export function ownClients(now: () => number = () => performance.now()): OwnClients {
  let present: number | null = null;
  const ended = new Map<number, number>();
  return {
    set(client) {
      if (present !== null) ended.set(present, now() + LINGER_MS);
      present = client;
    },
    get known() {
      return present !== null;
    },
    has: (client) => client === present || (ended.get(client) ?? 0) > now(),
  };
}
