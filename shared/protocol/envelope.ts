import { z } from 'zod';
import { Command } from './commands.ts';
import { ErrorView } from './errors.ts';
import { ScreenFrame, ViewEvent } from './views.ts';

/** Grows when a message changes its meaning. Sides with different numbers refuse each other (SCHEMA_VERSION). */
export const PROTOCOL_VERSION = 1;

/** Client to host. The first message is `hello`; `resumeFrom` is the last seq the client has, 0 for none. */
export const ClientMessage = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('hello'),
      version: z.number().int(),
      session: z.string().nullable(),
      resumeFrom: z.number().int().min(0),
      csrf: z.string().optional(),
    })
    .strict(),
  z.object({ kind: z.literal('command'), id: z.number().int(), command: Command }).strict(),
  z.object({ kind: z.literal('ping') }).strict(),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** Host to client. `welcome.resumed` is false when the host no longer has what the client missed: it then sends whole runs. */
export const HostMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('welcome'),
    version: z.number().int(),
    session: z.string(),
    resumed: z.boolean(),
    host: z.enum(['electron', 'node', 'linked']),
  }),
  z.object({ kind: z.literal('reply'), id: z.number().int(), value: z.unknown() }),
  z.object({ kind: z.literal('failed'), id: z.number().int(), error: ErrorView }),
  z.object({ kind: z.literal('event'), seq: z.number().int(), event: ViewEvent }),
  z.object({ kind: z.literal('frame'), frame: ScreenFrame }),
  z.object({ kind: z.literal('refused'), error: ErrorView }),
  z.object({ kind: z.literal('pong') }),
]);
export type HostMessage = z.infer<typeof HostMessage>;
