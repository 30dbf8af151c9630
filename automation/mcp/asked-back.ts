import {
  ProtocolError,
  ProtocolErrorCode,
  type ElicitRequestParams,
  type ElicitResult,
} from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { Json, McpTold } from '../../shared/ports/mcp.ts';
import type { Line } from './line.ts';

const refused = (why: string): ProtocolError => new ProtocolError(ProtocolErrorCode.InvalidParams, why);

/** A server's question, brought to the person and their answer back. One that can't be shown is an error of the server's. */
export const askedBack = async (
  params: ElicitRequestParams,
  signal: AbortSignal,
  line: Line,
  asks: NonNullable<McpTold['asks']>,
): Promise<ElicitResult> => {
  const message = line.veil?.(params.message) ?? params.message;
  if (params.mode === 'url') {
    const address = URL.parse(params.url);
    if (!address || !line.mayOpen(address)) throw refused('This page is not opened: it has to be encrypted.');
    const { action } = await asks({ kind: 'address', message, address: address.href, where: address.origin }, signal);
    return { action };
  }
  const schema = z.json().parse(params.requestedSchema) as Json;
  const reply = await asks({ kind: 'form', message, schema }, signal).catch((thrown: unknown) => {
    throw refused(thrown instanceof Error ? thrown.message.slice(0, 200) : 'It can’t be shown.');
  });
  if (reply.action !== 'accept') return { action: reply.action };
  const content = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
  return { action: 'accept', content: content.parse(reply.values) };
};
