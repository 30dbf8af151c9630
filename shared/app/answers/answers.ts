import type { Origin } from '../../ports/sonny.ts';
import type { Command } from '../../protocol/commands.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { ReplyOf } from '../../protocol/replies.ts';

/** What answers these commands, each with the reply that it promises. */
export type Answers<T extends Command['type']> = {
  readonly [K in T]: (command: Extract<Command, { type: K }>, origin: Origin) => ReplyOf<K> | Promise<ReplyOf<K>>;
};

/** @throws SonnyError NOT_AUTHORISED unless a person says it */
export const onlyPerson = (origin: Origin): void => {
  if (origin !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person may do that.');
};
