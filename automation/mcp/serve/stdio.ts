import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Front } from './front.ts';
import { createSonnyServer } from './tools.ts';

/** Serves Sonny on this process's standard input and output until `close`. Nothing else may write to the output meanwhile. */
export const serveOnStdio = (
  front: Front,
  version: string,
  onTrouble: (line: string) => void,
): { close(): Promise<void> } =>
  serveStdio(() => createSonnyServer(front, version), { onerror: (error) => onTrouble(error.message) });
