import { z } from 'zod';

/** Any value that survives JSON unchanged. Everything in the journal and on the wire is one. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export const Json: z.ZodType<Json> = z.json();
