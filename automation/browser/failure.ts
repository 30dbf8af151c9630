import { SonnyError } from '../../shared/protocol/errors.ts';

/** What Playwright rejected with, as an error of Sonny's. `what` is what was tried, in words. */
export const browserError = (thrown: unknown, what: string, signal: AbortSignal): SonnyError => {
  if (thrown instanceof SonnyError) return thrown;
  if (signal.aborted) return new SonnyError('CANCELLED', '', { cause: thrown });
  const { name = '', message = '' } = thrown instanceof Error ? thrown : {};
  const [line = ''] = message.split('\n');
  if (name === 'TimeoutError') return new SonnyError('DEADLINE', `${what} did not come to an end.`, { cause: thrown });
  if (/has been closed|Target crashed|Page crashed/u.test(message))
    return new SonnyError('DRIVER_DOWN', `The page was closed while ${what} was under way.`, { cause: thrown });
  if (/net::ERR_/u.test(message))
    return new SonnyError('TARGET_MISSING', `${what}: ${/net::ERR_\w+/u.exec(message)?.[0] ?? line}.`, {
      cause: thrown,
    });
  return new SonnyError('INTERNAL', `${what}: ${line}`, { cause: thrown });
};
