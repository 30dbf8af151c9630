import { z } from 'zod';
import { complaintOf } from './complaint.ts';
import { ClientMessage, HostMessage, PROTOCOL_VERSION } from './envelope.ts';
import { SonnyError } from './errors.ts';

/** Enough of a message to answer it, whatever else is wrong with it. */
const Head = z.looseObject({ kind: z.string(), id: z.number().int().optional(), version: z.number().optional() });

export type Parsed<T> =
  | { readonly ok: true; readonly message: T }
  | {
      readonly ok: false;
      readonly error: SonnyError;
      /** Of the command that is at fault, if it is one. */ readonly id: number | null;
    };

/** What a client sent. A greeting in another version is SCHEMA_VERSION, everything else that is wrong COMMAND_INVALID. */
export const parseClientMessage = (text: string): Parsed<ClientMessage> => parse(text, ClientMessage, 'hello');

/** What a host sent, by the same rules. */
export const parseHostMessage = (text: string): Parsed<HostMessage> => parse(text, HostMessage, 'welcome');

function parse<T>(text: string, schema: z.ZodType<T>, greeting: string): Parsed<T> {
  const value = jsonOf(text);
  const head = Head.safeParse(value);
  const { kind, version, id } = head.success ? head.data : {};
  if (kind === greeting && version !== PROTOCOL_VERSION) {
    const details = `This side speaks ${PROTOCOL_VERSION}, the other ${version ?? 'does not say'}.`;
    return { ok: false, error: new SonnyError('SCHEMA_VERSION', details), id: null };
  }
  const whole = schema.safeParse(value);
  if (whole.success) return { ok: true, message: whole.data };
  return { ok: false, error: new SonnyError('COMMAND_INVALID', complaintOf(whole.error, 'message')), id: id ?? null };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
