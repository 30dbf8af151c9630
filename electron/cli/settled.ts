import type { Client } from '../../shared/protocol/rpc-client.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { RunFeed } from './run-feed.ts';

/** For how long a run that was cut off may be looked at, in milliseconds; one that goes on acting is at work. */
const LOOKING = 10_000;

const isAtWork = ({ status }: Pick<RunView, 'status'>): boolean => status === 'acting' || status === 'undoing';

/** A run as it is once Sonny has looked what became of it, where it was cut off and that is just being looked at. */
export async function settled(client: Client, feed: RunFeed, runId: string): Promise<RunView> {
  const run = await client.dispatch({ type: 'run.get', runId });
  if (!isAtWork(run)) return run;
  return within(
    LOOKING,
    feed.until(runId, (now) => !isAtWork(now)),
    run,
  );
}

/** What comes in time, else what there is. */
async function within<T>(milliseconds: number, coming: Promise<T>, present: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => void (timer = setTimeout(() => resolve(present), milliseconds)));
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}
