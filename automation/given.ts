import type { z } from 'zod';
import { SonnyError } from '../shared/protocol/errors.ts';

/** What a call was given, or a receipt that a journal kept, as it must be. Throws COMMAND_INVALID where it is not; `what` says which it is. */
export const given = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
  const result = schema.safeParse(value);
  if (!result.success) throw new SonnyError('COMMAND_INVALID', `${what}: ${result.error.message}`);
  return result.data;
};
