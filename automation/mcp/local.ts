import { mkdirSync } from 'node:fs';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { McpServer } from '../../shared/ports/mcp.ts';
import type { Line } from './line.ts';
import { ownPathFirst } from './own-path.ts';
import { mayReach } from './sign-in/guard.ts';
import { descendantsOf } from './descendants.ts';

/** A message that is longer ends the server, in bytes. */
const LONGEST_MESSAGE = 4 << 20;
/** So much of what a server writes for its log is kept, to say why it ended. */
const LAST_WORDS = 400;

/** A program that starts others (as `npx` does) is not ended by ending it alone. */
const kill = (pids: readonly number[]): void => {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
};

/** How long a program has to end by itself once its input has. */
const MOMENT_MS = 1000;

/** Only what a program needs to run at all. */
const NEEDED = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SYSTEMROOT'];

/**
 * A program and all that it has started, however its connection ends. A class of its own also has the first question to a server put to the
 * very program that is then used: the library asks a second one beside the plain class, whose words and whose children nobody gets to see.
 */
class Program extends StdioClientTransport {
  override async close(): Promise<void> {
    await this.end(false);
  }

  /** @param atOnce without the moment to end by itself */
  async end(atOnce: boolean): Promise<void> {
    const { pid } = this;
    if (pid === null) return super.close();
    // What it has started is found while it is still there to be found by.
    const all = [pid, ...(await descendantsOf(pid))];
    if (atOnce) kill(all);
    const late = setTimeout(() => kill(all), MOMENT_MS);
    await super.close().catch(() => {});
    clearTimeout(late);
    kill(all.slice(1));
  }
}

/**
 * A program of this machine as an MCP server: its argv as it was shown, no shell, a folder of its own to run in, and of Sonny's environment
 * only what every program needs and what the person named.
 */
export const localLine = (
  server: Extract<McpServer, { kind: 'local' }>,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Line => {
  const [command = '', ...args] = server.command;
  const passed = [...NEEDED, ...server.env].flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, name === 'PATH' ? ownPathFirst(value) : value] as const];
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const transport = new Program({
    command,
    args,
    env: Object.fromEntries(passed),
    cwd: folder,
    stderr: 'pipe',
    maxBufferSize: LONGEST_MESSAGE,
  });
  let said = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-LAST_WORDS);
  });
  return {
    transport,
    folders: server.folders ?? [],
    // A program of this machine may well have a page of its own here.
    mayOpen: (address) => mayReach(new URL('http://localhost'), address),
    why: () => said.replace(/\s+/gu, ' ').trim(),
    end: (atOnce) => transport.end(atOnce),
  };
};
