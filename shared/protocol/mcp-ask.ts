import { z } from 'zod';
import { Json } from './json.ts';

const base = {
  name: z.string(),
  /** The server's words for it. */
  title: z.string(),
  about: z.string(),
  required: z.boolean(),
};
const Option = z.object({ value: z.string(), title: z.string() });

/** One thing that a server asks a person to fill in, as far as Sonny can show it. */
export const McpField = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    ...base,
    format: z.enum(['email', 'uri', 'date', 'date-time']).nullable(),
    least: z.number().nullable(),
    most: z.number().nullable(),
    preset: z.string().nullable(),
  }),
  z.object({
    type: z.literal('number'),
    ...base,
    whole: z.boolean(),
    least: z.number().nullable(),
    most: z.number().nullable(),
    preset: z.number().nullable(),
  }),
  z.object({ type: z.literal('switch'), ...base, preset: z.boolean().nullable() }),
  z.object({ type: z.literal('choice'), ...base, options: z.array(Option).min(1), preset: z.string().nullable() }),
  z.object({
    type: z.literal('choices'),
    ...base,
    options: z.array(Option).min(1),
    least: z.number().nullable(),
    most: z.number().nullable(),
    preset: z.array(z.string()),
  }),
]);
export type McpField = z.infer<typeof McpField>;

/** What a server asks a person while it does a call of theirs. All words but `server` and `tool` are its own. */
export const McpAskView = z.object({
  id: z.string(),
  server: z.string(),
  tool: z.string(),
  message: z.string(),
  /** To be filled in; empty where a page is to be opened instead, or a plain yes is wanted. */
  fields: z.array(McpField),
  /** A page that the server wants opened, exactly, and whose it is; null: none. */
  address: z.string().nullable(),
  where: z.string().nullable(),
});
export type McpAskView = z.infer<typeof McpAskView>;

/** `decline`: no. `cancel`: no answer. `accept`: `values` by the names of the fields. */
export const McpAnswer = z.discriminatedUnion('action', [
  z.object({ action: z.literal('accept'), values: z.record(z.string(), Json) }),
  z.object({ action: z.literal('decline') }),
  z.object({ action: z.literal('cancel') }),
]);
export type McpAnswer = z.infer<typeof McpAnswer>;
