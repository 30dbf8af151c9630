import { SonnyError } from '../../shared/protocol/errors.ts';

const CHECK = 'Check the address, and whether the site can be reached from this machine; then try again.';

/** Why the browser has no page, in words. `error` is Chromium's (net_error_list.h). */
const unreached = (error: string, host: string): { readonly say: string; readonly hint: string } => {
  if (/^ERR_(?:CERT|SSL|BAD_SSL)/u.test(error))
    return { say: `${host} can’t prove that it is that site.`, hint: 'Check the address. Sonny opens no such page.' };
  if (/^ERR_(?:INTERNET_DISCONNECTED|NETWORK_|PROXY|TUNNEL)/u.test(error))
    return {
      say: `The network does not lead to ${host}.`,
      hint: 'Connect this machine to the network, then try again.',
    };
  if (/^ERR_(?:NAME_|ADDRESS_INVALID)/u.test(error)) return { say: `No site called ${host} was found.`, hint: CHECK };
  if (/^ERR_(?:CONNECTION|ADDRESS|EMPTY_RESPONSE|TIMED_OUT|SOCKET)/u.test(error))
    return { say: `${host} does not answer.`, hint: CHECK };
  return { say: `${host} gave no page (${error}).`, hint: CHECK };
};

/** What Playwright rejected with, as an error of Sonny's. `what` is what was tried, in words. */
export const browserError = (thrown: unknown, what: string, signal: AbortSignal): SonnyError => {
  if (thrown instanceof SonnyError) return thrown;
  if (signal.aborted) return new SonnyError('CANCELLED', '', { cause: thrown });
  const { name = '', message = '' } = thrown instanceof Error ? thrown : {};
  const [line = ''] = message.split('\n');
  if (name === 'TimeoutError') return new SonnyError('DEADLINE', `${what} did not come to an end.`, { cause: thrown });
  if (/has been closed|Target crashed|Page crashed/u.test(message))
    return new SonnyError('DRIVER_DOWN', `The page was closed while ${what} was under way.`, { cause: thrown });
  const { error, at } = /net::(?<error>ERR_\w+)(?: at (?<at>\S+))?/u.exec(message)?.groups ?? {};
  if (error !== undefined) {
    const { say, hint } = unreached(error, (at !== undefined && URL.parse(at)?.host) || 'The site');
    return new SonnyError('TARGET_MISSING', say, { cause: thrown, hint });
  }
  return new SonnyError('INTERNAL', `${what}: ${line}`, { cause: thrown });
};
