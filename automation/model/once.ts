import type { Clock } from '../../shared/ports/clock.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { connect, type Connection } from './connection.ts';
import { Ending } from './ending.ts';
import { readFailure } from './failure.ts';
import { inTime } from './in-time.ts';
import type { ModelLimits, ModelServer } from './server.ts';
import { Watchdog } from './watchdog.ts';

export interface OnceOptions {
  readonly server: ModelServer;
  readonly limits: Pick<ModelLimits, 'whole' | 'bytes'>;
  readonly clock: Clock;
  readonly progress: Progress;
}

/**
 * One request whose answer comes whole: ended at the deadline, when it takes too long or is too large, and when it is cancelled. UNSUPPORTED
 * where the server does not know what is asked for.
 */
export async function once<T>(
  { server, limits, clock, progress }: OnceOptions,
  send: (connection: Connection, signal: AbortSignal, key: string | null) => Promise<T>,
): Promise<T> {
  inTime(progress, clock);
  const ending = new Ending(progress);
  const watchdog = new Watchdog(
    clock,
    { first: limits.whole, between: limits.whole, deadline: progress.deadline },
    ending.end,
  );
  let key: string | null = null;
  try {
    key = await server.key();
    const connection = await connect({ server, key, most: limits.bytes, end: ending.end });
    const answer = await send(connection, ending.signal, key);
    if (ending.why) throw ending.why;
    return answer;
  } catch (thrown) {
    const { error, status } = readFailure(ending.why ?? thrown, false, { key, baseUrl: server.baseUrl, clock });
    if (status !== undefined && [404, 405, 501].includes(status)) throw new SonnyError('UNSUPPORTED', error.details);
    throw error;
  } finally {
    watchdog.end();
    ending.release();
  }
}
