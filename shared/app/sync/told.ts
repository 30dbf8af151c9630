import { SonnyError } from '../../protocol/errors.ts';
import type { ProgramEvent } from '../../protocol/program-events.ts';
import type { Delta } from '../../symbolic/sync/delta.ts';
import { decodeDelta } from '../../symbolic/sync/encode.ts';
import { fromBase64 } from './base64.ts';

export type ToldRow = Extract<ProgramEvent, { type: 'peers.told' }>;

/** What a row of the journal says that a peer told. @throws SonnyError STORE_CORRUPT */
export const deltaOf = ({ delta }: ToldRow): Delta => {
  const bytes = fromBase64(delta);
  if (!bytes) throw new SonnyError('STORE_CORRUPT', 'What a peer told is not whole.');
  return decodeDelta(bytes);
};

export const deltasOf = (rows: readonly ToldRow[]): readonly Delta[] => rows.map(deltaOf);
