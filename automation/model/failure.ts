import type { APIError } from 'openai';
import type { Clock } from '../../shared/ports/clock.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { titleOf, withVersion } from './web-page.ts';
import { withoutKey } from './without-key.ts';

/** What became of an exchange that failed, and whether it may be sent again. */
export interface Failure {
  readonly error: SonnyError;
  readonly again: boolean;
  /** Milliseconds that the server asks to wait; null where it does not say. */
  readonly wait: number | null;
  /** What the server refused it with, where it did. */
  readonly status?: number;
}

/** What a failure is told by. */
export interface Asked {
  readonly key: string | null;
  readonly baseUrl: string;
  readonly clock: Pick<Clock, 'now'>;
}

const LONGEST_WORDS = 400;
/** What the SDK says of an empty answer. */
const NO_WORDS = 'status code (no body)';
const OVERFLOW =
  /context[_ ](length|window|size)|maximum context|context.{0,40}exceed|exceed.{0,40}context|prompt is too long|too many tokens|input.{0,20}too (long|large)|n_ctx/i;
const BUSY = /rate.?limit|overloaded|too many requests|try again later|capacity/i;
const SPENT = /insufficient_quota|billing|credit balance|payment/i;

const never = (error: SonnyError): Failure => ({ error, again: false, wait: null });

/** The server's own words, on one line, without the key: some servers repeat it. Of a page, what it calls itself. */
const wordsOf = (thrown: unknown, key: string | null): string => {
  const message = (thrown instanceof Error ? thrown.message : String(thrown)).replace(/^\d{3} /, '');
  if (message === NO_WORDS) return '';
  const plain = /^\s*<(!doctype|html|\?xml)/i.test(message) ? titleOf(message) : message;
  return withoutKey(plain, key).replace(/\s+/g, ' ').trim().slice(0, LONGEST_WORDS);
};

/** Its words as its words: they are shown, and are nobody else's. */
const saidBy = (words: string, status?: number): string => {
  const number = status === undefined ? '' : `Status ${status}${words === '' ? ', without a word.' : '. '}`;
  return words === '' ? number : `${number}The server says: “${words}”`;
};

/** Milliseconds of `retry-after-ms` or `retry-after`, which holds seconds or a date. */
const askedToWait = (headers: Headers | undefined, clock: Pick<Clock, 'now'>): number | null => {
  const inMs = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (inMs >= 0) return inMs;
  const after = headers?.get('retry-after');
  if (!after) return null;
  const seconds = Number(after);
  if (seconds >= 0) return seconds * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? null : Math.max(0, date - clock.now());
};

const refused = (say: string, status: number): Failure => ({
  ...never(new SonnyError('MODEL_REFUSED', say)),
  status,
});

const isApiError = (thrown: unknown): thrown is APIError =>
  thrown instanceof Error && 'status' in thrown && 'headers' in thrown && 'requestID' in thrown;

/** Why no connection came about or one broke, as the system names it: ECONNREFUSED. */
const causeOf = (thrown: unknown): string => {
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z_]+$/.test(at.code)) return at.code;
  }
  return '';
};

const brokenOff = (say: string): Failure => ({ error: new SonnyError('MODEL_CUT_OFF', say), again: true, wait: null });

/**
 * Reads what the SDK threw. `begun`: the answer had begun. Never keeps what was thrown: it holds the request's headers.
 * Safe to send again is whatever the server did not take on, and an answer that broke off: asking a model changes nothing.
 */
export const readFailure = (thrown: unknown, begun: boolean, { key, baseUrl, clock }: Asked): Failure => {
  if (thrown instanceof SonnyError) return never(thrown);
  const words = wordsOf(thrown, key);
  if (!isApiError(thrown))
    return begun || thrown instanceof SyntaxError
      ? brokenOff('The connection broke, or what came over it.')
      : never(new SonnyError('MODEL_UNREACHABLE', 'The request could not be sent; check the address and the key.'));
  const { status, code, headers } = thrown;
  const says = `${code ?? ''} ${thrown.type ?? ''} ${words}`;
  // A connection that broke is told by the SDK, and by no server.
  const said = status === undefined && thrown.error === undefined ? words : saidBy(words, status);
  if (status === undefined) {
    if (OVERFLOW.test(says)) return never(new SonnyError('MODEL_TOO_LONG', said));
    if (BUSY.test(says)) return { error: new SonnyError('MODEL_BUSY', said), again: true, wait: null };
    if (begun) return brokenOff(said);
    const cause = causeOf(thrown);
    return {
      error: new SonnyError('MODEL_UNREACHABLE', cause === '' ? said || 'The connection broke.' : `${cause}.`),
      again: cause !== 'ENOTFOUND' && cause !== 'ECONNREFUSED',
      wait: null,
    };
  }
  if (status === 429) {
    if (SPENT.test(says)) return refused(said, status);
    return { error: new SonnyError('MODEL_BUSY', said), again: true, wait: askedToWait(headers, clock) };
  }
  if (status === 413 || OVERFLOW.test(says)) return never(new SonnyError('MODEL_TOO_LONG', said));
  if (status === 503 || status === 529)
    return { error: new SonnyError('MODEL_BUSY', said), again: true, wait: askedToWait(headers, clock) };
  // What it can't do at all it can't do the next time either.
  if (status === 501) return refused(said, status);
  if (status >= 500 || status === 408 || status === 409)
    return { error: new SonnyError('MODEL_FAILED', said), again: true, wait: askedToWait(headers, clock) };
  // The commonest mistake: an address without its version.
  const versioned = status === 404 ? withVersion(baseUrl) : '';
  return refused([said, versioned].filter(Boolean).join(' '), status);
};
