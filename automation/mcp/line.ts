import type { Transport } from '@modelcontextprotocol/client';
import type { SonnyError } from '../../shared/protocol/errors.ts';

/** Where a server is reached. */
export interface Line {
  readonly transport: Transport;
  /** What is known of why it ended or never began: what it said last. */
  why(): string;
  /** A text of the server without the secrets that it was sent. */
  veil?(text: string): string;
  /** Folders that the server is told of. */
  readonly folders: readonly string[];
  /** Whether a page that the server wants opened may be. */
  mayOpen(address: URL): boolean;
  /** What an error means that only this way of reaching a server knows. */
  coded?(thrown: unknown): SonnyError | null;
  /** Ends it for good, a program with it: at once, or once it had a moment to end by itself. Never rejects. */
  end(atOnce: boolean): Promise<void>;
}
