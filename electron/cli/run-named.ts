import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Client } from '../../shared/protocol/rpc-client.ts';

/** The id of the run that was named: “last” is the newest of the history. @throws SonnyError RUN_NOT_FOUND where nothing was run. */
export async function runNamed(client: Client, name: string): Promise<string> {
  if (name !== 'last') return name;
  const [newest] = await client.dispatch({ type: 'history.list', limit: 1 });
  if (!newest) throw new SonnyError('RUN_NOT_FOUND', 'Nothing was run yet.');
  return newest.id;
}
