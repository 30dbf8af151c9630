import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createMcpPlug } from '../../../automation/mcp/plug.ts';
import type { SonnyError } from '../../../shared/protocol/errors.ts';
import type { McpConnection, McpServer, Progress } from '../../../shared/ports/mcp.ts';

const clock = createSystemClock();
const require = createRequire(import.meta.url);
const HOSTILE = new URL('../../fixtures/mcp/hostile-server.ts', import.meta.url).pathname;
const binOf = (name: string): string => join(require.resolve(`@modelcontextprotocol/${name}/package.json`), '..');

let folder: string;
const open: McpConnection[] = [];
const ended: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonny-mcp-'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  ended.length = 0;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const progress = (milliseconds = 20_000, signal = new AbortController().signal): Progress => ({
  signal,
  deadline: clock.now() + milliseconds,
  log: () => {},
});

const connect = async (server: McpServer): Promise<McpConnection> => {
  const env = { PATH: process.env['PATH'], HOME: folder, KEY_FOR_IT: 'k', SECRET: 's' };
  const plug = createMcpPlug({ clock, folder, env });
  const told = { changed: () => {}, ended: (why: string) => void ended.push(why) };
  const made = await plug.open(server, told, progress());
  open.push(made);
  return made;
};
const local = (...command: string[]): McpServer => ({ kind: 'local', name: 'one', command, env: ['KEY_FOR_IT'] });
const hostile = (mode: string): Promise<McpConnection> => connect(local(process.execPath, HOSTILE, mode));

describe('servers as shipped', () => {
  test('server-filesystem over stdio: lists its tools, reads inside its folder and nowhere else', async () => {
    await writeFile(join(folder, 'a.txt'), 'inside');
    const server = await connect(local(process.execPath, join(binOf('server-filesystem'), 'dist/index.js'), folder));
    const tools = (await server.tools(progress())) as { name: string }[];
    expect(tools.map((t) => t.name)).toContain('read_text_file');
    const read = await server.call('read_text_file', { path: join(folder, 'a.txt') }, progress());
    expect(read).toEqual({ failed: false, text: 'inside', cut: false, leftOut: [] });
    expect(await server.call('read_text_file', { path: '/etc/passwd' }, progress())).toMatchObject({ failed: true });
  });

  test('server-everything over stdio: texts are kept, pictures are named and left out', async () => {
    const server = await connect(local(process.execPath, join(binOf('server-everything'), 'dist/index.js'), 'stdio'));
    expect(server.calls).toContain('Everything');
    expect(await server.call('echo', { message: 'hello' }, progress())).toMatchObject({ text: 'Echo: hello' });
    expect(await server.call('get-tiny-image', {}, progress())).toMatchObject({ leftOut: ['image'] });
  });

  test('server-everything over HTTP', async () => {
    const { server, url } = await everythingOverHttp();
    try {
      const remote = await connect({ kind: 'remote', name: 'far', url, token: null });
      expect(await remote.call('get-sum', { a: 2, b: 3 }, progress())).toMatchObject({ failed: false });
      expect((await remote.tools(progress())).length).toBeGreaterThan(5);
    } finally {
      server.kill('SIGKILL');
    }
  });
});

describe('a server that misbehaves', () => {
  test('and never answers is ended at the deadline, with what it is', async () => {
    const server = await hostile('silent');
    await expect(server.call('add', {}, progress(300))).rejects.toMatchObject({ code: 'DEADLINE' });
    expect(ended).toHaveLength(1);
    await expect(server.call('add', {}, progress())).rejects.toMatchObject({ code: 'MCP_BAD_ANSWER' });
  });

  test('and does not even shake hands is unreachable in time: how long it had is said, and what it said itself', async () => {
    const thrown = await createMcpPlug({ clock, folder, env: process.env })
      .open(local(process.execPath, HOSTILE, 'mute'), { changed: () => {}, ended: () => {} }, progress(4000))
      .then(
        () => null,
        (error: unknown) => error as SonnyError,
      );
    expect(thrown?.code).toBe('MCP_UNREACHABLE');
    const [, seconds, child] =
      /^It did not answer as an MCP server does within (\d) seconds\. .* It said: building the index with (\d+)$/u.exec(
        thrown?.details ?? '',
      ) ?? [];
    expect(seconds).toBe('4');
    // What it has started has ended with it.
    await expect.poll(() => stateOf(Number(child))).toMatch(/gone|Z/u);
  });

  test('and ends at whatever it does not know, as some older ones do, is asked as they are', async () => {
    const server = await hostile('old');
    expect(server.calls).toBe('hostile 1');
    expect(ended).toEqual([]);
  });

  test('and is cancelled ends, even where it takes no signal', async () => {
    const server = await hostile('environment');
    const { pid } = JSON.parse((await server.call('add', {}, progress())).text) as { pid: number };
    await server.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');

    const stubborn = await hostile('stubborn');
    const cancel = new AbortController();
    const call = stubborn.call('add', {}, progress(20_000, cancel.signal));
    cancel.abort();
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test.skipIf(process.platform !== 'linux')('and starts others is ended with them', async () => {
    const server = await hostile('has-children');
    const child = Number((await server.call('add', {}, progress())).text);
    expect(process.kill(child, 0)).toBe(true);
    await server.close();
    await expect.poll(() => stateOf(child)).toMatch(/gone|Z/u);
  });

  test('gets only the variables that it needs and that were named, and a folder of its own', async () => {
    const server = await hostile('environment');
    const { names, cwd } = JSON.parse((await server.call('add', {}, progress())).text) as {
      names: string[];
      cwd: string;
    };
    expect(names).toContain('KEY_FOR_IT');
    expect(names).not.toContain('SECRET');
    expect(names.every((name) => /^(PATH|HOME|LANG|LOGNAME|SHELL|TERM|USER|TMPDIR|KEY_FOR_IT)$/.test(name))).toBe(true);
    expect(cwd).toBe(join(folder, 'one'));
  });

  test.each([
    ['huge', 'MCP_BAD_ANSWER'],
    ['wrong-shape', 'MCP_BAD_ANSWER'],
    ['dies', 'MCP_BAD_ANSWER'],
  ])('%s: %s, and it is ended', async (mode, code) => {
    const server = await hostile(mode);
    await expect(server.call('add', {}, progress())).rejects.toMatchObject({ code });
    expect(ended.length).toBeGreaterThan(0);
  });

  test('what it says last is said with its end', async () => {
    const server = await hostile('dies');
    await expect(server.call('add', {}, progress())).rejects.toMatchObject({
      details: expect.stringContaining('out of luck'),
    });
  });

  test('and sends what is no JSON is ended at the deadline', async () => {
    const server = await hostile('bad-json');
    await expect(server.call('add', {}, progress(300))).rejects.toMatchObject({ code: 'DEADLINE' });
  });

  test('and answers at length is cut, and the cut is told', async () => {
    const server = await hostile('long');
    const answer = await server.call('add', {}, progress());
    expect(answer.cut).toBe(true);
    expect(answer.text).toHaveLength(200_000);
  });

  test('and is not there at all is unreachable, with the reason', async () => {
    await expect(connect(local('/nowhere/at-all'))).rejects.toMatchObject({
      code: 'MCP_UNREACHABLE',
      details: expect.stringContaining('ENOENT'),
    });
    await expect(
      connect({ kind: 'remote', name: 'far', url: 'http://127.0.0.1:9/mcp', token: null }),
    ).rejects.toMatchObject({ code: 'MCP_UNREACHABLE' });
  });
});

/** What the system says a process does. */
const stateOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.charAt(0) ?? '';
  } catch {
    return 'gone';
  }
};

/** A port that was free just now. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

async function everythingOverHttp(): Promise<{ server: ChildProcess; url: string }> {
  const port = await freePort();
  const server = spawn(process.execPath, [join(binOf('server-everything'), 'dist/index.js'), 'streamableHttp'], {
    env: { PATH: process.env['PATH'], PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/listening/i.test(said)) resolve();
    });
    server.once('exit', () => reject(new Error(said)));
  });
  return { server, url: `http://127.0.0.1:${port}/mcp` };
}
