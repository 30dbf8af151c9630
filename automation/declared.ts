import type { z } from 'zod';
import { SonnyError } from '../shared/protocol/errors.ts';

/** A value as its skill declares it. Throws INTERNAL where it is another: whoever calls a skill has checked its arguments before. */
export const declared = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new SonnyError('INTERNAL', `${what} is not what the skill declares: ${result.error.message}`);
};
