import type { Started } from '../start-sonny.ts';
import { type Loopback, startLoopback } from './loopback.ts';
import { mcpEndpoint } from './mcp-front.ts';
import { announceServer, withdrawServer } from './running-server.ts';
import type { StaticFile } from './static-files.ts';

export interface DoorOptions {
  readonly profile: string;
  readonly version: string;
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Told how many windows and terminals with a person came in by it. */
  readonly onWatchers: (count: number) => void;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

/**
 * The way into a running program from other processes of the same user: windows in a browser, the command line, other programs over MCP. It is
 * announced in the profile, so that whoever comes second finds it and does not ask for the profile itself.
 */
export async function openDoor(
  { sonny, screen, records, secret }: Pick<Started, 'sonny' | 'screen' | 'records' | 'secret'>,
  { profile, version, ...options }: DoorOptions,
): Promise<Loopback> {
  const token = secret();
  const loopback = await startLoopback({
    ...options,
    sonny,
    screen,
    now: Date.now,
    secret,
    bearer: token,
    metrics: records.expose,
    mcp: mcpEndpoint(sonny, version),
  });
  await announceServer(profile, { pid: process.pid, port: loopback.port, token });
  return {
    ...loopback,
    async close() {
      await withdrawServer(profile);
      await loopback.close();
    },
  };
}
