import type { Transport } from '../protocol/transport.ts';

/** The way to other Sonnies. */
export interface PeerLinks {
  /**
   * Connects to the Sonny that a link names. Rejects with PEER_REFUSED when the link is none, leads elsewhere than allowed or its
   * secret is not good any more, and with CONNECTION_LOST when nobody answers: that may be tried again.
   */
  open(link: string): Promise<Transport>;
}
