import { createMcpHandler } from '@modelcontextprotocol/server';
import type { Front } from './front.ts';
import { createSonnyServer } from './tools.ts';

/** A longer request is refused unread, in bytes. */
const LONGEST_REQUEST = 256 << 10;

export interface McpEndpoint {
  /** Answers one request. Whose it is and where it comes from was looked at before. */
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** Serves Sonny over streamable HTTP, to both eras of the protocol. */
export const serveOverHttp = (front: Front, version: string): McpEndpoint => {
  const handler = createMcpHandler(() => createSonnyServer(front, version), { maxRequestBodySize: LONGEST_REQUEST });
  return { fetch: (request) => handler.fetch(request), close: () => handler.close() };
};
