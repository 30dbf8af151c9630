import { join } from 'node:path';
import type { Clock } from '../../shared/ports/clock.ts';
import type { McpPlug } from '../../shared/ports/mcp.ts';

export interface McpPlugOptions {
  readonly clock: Clock;
  /** Where programs that are started run, each in a folder of its name. */
  readonly folder: string;
  /** Where values of the variables are that a person named for a server. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Speaks MCP to programs it starts and to addresses. The protocol's own code is read when it is first needed. */
export const createMcpPlug = ({ clock, folder, env }: McpPlugOptions): McpPlug => ({
  async open(server, told, progress) {
    const { connect } = await import('./connection.ts');
    const { localLine } = await import('./local.ts');
    const { remoteLine } = await import('./remote.ts');
    const line = server.kind === 'local' ? localLine(server, join(folder, server.name), env) : remoteLine(server, env);
    return connect(line, told, clock, progress);
  },
});
