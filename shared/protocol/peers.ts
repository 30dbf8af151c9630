import { z } from 'zod';

/** The other Sonnies that this one shares facts with. */
export const PeerView = z.object({
  /** This Sonny's name among them; null until it first speaks to one. */
  name: z.string().nullable(),
  /** Names of those who are connected, by whichever side. */
  connected: z.array(z.string()),
  /** Those that this Sonny went to, by their link without its secret. */
  joined: z.array(
    z.object({
      link: z.string(),
      connected: z.boolean(),
      /** Since when it does not answer, in milliseconds since the epoch; null while it is connected. */
      lostAt: z.number().nullable(),
    }),
  ),
});
export type PeerView = z.infer<typeof PeerView>;

/** A peer's name as a person reads it: its end, by which few are told apart. */
export const shortPeer = (name: string): string => (name.length > 4 ? `…${name.slice(-4)}` : name);
