import type { CommandInput } from '../protocol/commands.ts';
import type { Transport } from '../protocol/transport.ts';
import type { ReplyOf } from '../protocol/replies.ts';
import type { ViewEvent } from '../protocol/views.ts';

/** Whose act a command is. Only `person` (a window, or a terminal with someone at it) may approve a single step. */
export type Origin = 'person' | 'flag';

/** The running program, as a host sees it. Made by `createSonny` in shared/app.ts. */
export interface Sonny {
  /** Parses, does, answers. Rejects only with SonnyError. Approvals with origin `flag` cover a plan, never one step. */
  dispatch<C extends CommandInput>(command: C, origin?: Origin): Promise<ReplyOf<C['type']>>;
  /** Calls back for every view event from now on, in order, synchronously after it is durable. */
  subscribe(onEvent: (event: ViewEvent) => void): () => void;
  /** What a client that has nothing needs: settings, unfinished runs and the last twenty others. */
  snapshot(): readonly ViewEvent[];
  /**
   * Another Sonny has connected, and its host let it: both tell each other what their persons stated, until either ends it. To be
   * called in the turn in which the transport was received.
   */
  peer(transport: Transport): void;
  /** Stops acting, closes the journal and the driver. */
  close(): Promise<void>;
}
