import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Ids } from '../../shared/ports/ids.ts';

/** Base 32 in the order of code units, so that ids sort as text; without letters that read like digits. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

const encode = (value: number, width: number): string => {
  let text = '';
  for (let rest = value; text.length < width; rest = Math.floor(rest / 32)) text = DIGITS[rest % 32] + text;
  return text;
};

/**
 * Ids that sort in the order they were made, as `run-01kd3v9q4m002xk7c9f2a`: milliseconds, a count within the millisecond,
 * chance. The order holds even when the clock is set back. Secrets have 256 bits.
 */
export const createSystemIds = (clock: Pick<Clock, 'now'>): Ids => {
  let last = 0;
  let count = 0;
  return {
    next(kind) {
      const now = Math.max(clock.now(), last);
      count = now === last ? count + 1 : 0;
      last = now;
      const chance = Array.from({ length: 8 }, () => DIGITS[randomInt(32)]).join('');
      return `${kind}-${encode(now, 10)}${encode(count, 4)}${chance}`;
    },
    secret: () => randomBytes(32).toString('base64url'),
  };
};
