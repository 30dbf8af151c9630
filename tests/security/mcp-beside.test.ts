import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { remoteClient } from '../../electron/cli/clients.ts';
import { summed } from '../../electron/server/watchers.ts';
import { openStore } from '../../electron/adapters.ts';
import { isEnded } from '../../shared/protocol/run.ts';
import type { Client as SonnyClient } from '../../shared/protocol/rpc-client.ts';

/**
 * Two processes and one profile: a host with its window, and `mcp serve` as other programs start it. Electron's host opens the same door to
 * other processes as the one here.
 */
const MAIN = join(import.meta.dirname, '../../electron/cli/main.ts');
const isBuilt = existsSync(join(import.meta.dirname, '../../dist/renderer/index.html'));
const Report = z.object({ run_id: z.string(), status: z.string(), waits_for_person: z.boolean() });
const Announced = z.object({ pid: z.number(), port: z.number(), token: z.string() });

let home: string;
let profile: string;
const children: ChildProcess[] = [];
const clients: (Client | SonnyClient)[] = [];
const env = (): Record<string, string> => ({ HOME: home, SONNY_HOME: profile, PATH: home });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sonny-beside-'));
  profile = join(home, 'profile');
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

/** A host as `npm start` starts it, once its window can be opened. */
const host = async (): Promise<{ end: () => Promise<void> }> => {
  const child = spawn(process.execPath, [MAIN, 'serve', '--no-open'], {
    env: env(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  return {
    async end() {
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
};
const announced = async (): Promise<z.infer<typeof Announced>> =>
  Announced.parse(JSON.parse(await readFile(join(profile, 'server.json'), 'utf8')));
/** A person at the host's window. */
const person = async (): Promise<SonnyClient> => {
  const client = remoteClient(await announced(), 'person');
  clients.push(client);
  return client;
};
/** Another program, which has started `mcp serve`. */
const program = async (): Promise<Client> => {
  const client = new Client({ name: 'starter', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
  clients.push(client);
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [MAIN, 'mcp', 'serve'], env: env(), stderr: 'ignore' }),
  );
  return client;
};
const call = async (client: Client, name: string, args: Record<string, unknown>): Promise<string> => {
  const { content } = await client.callTool({ name, arguments: args });
  const [block] = content;
  return block?.type === 'text' ? block.text : '';
};
const report = async (client: Client, name: string, args: Record<string, unknown>): Promise<z.infer<typeof Report>> =>
  Report.parse(JSON.parse(await call(client, name, args)));
/** Says yes as the person does, until the run has ended. */
const approved = (at: SonnyClient, runId: string): Promise<string> =>
  vi.waitUntil(async () => {
    const { status, approval } = await at.dispatch({ type: 'run.get', runId });
    const { nonce = '', planHash = '', digest } = approval ?? {};
    const read = digest?.map(({ stepId }) => stepId) ?? [];
    if (approval) await at.dispatch({ type: 'run.approve', runId, nonce, planHash, read }).catch(() => {});
    return isEnded(status) ? status : null;
  }, 30_000);

describe.skipIf(!isBuilt)('`mcp serve` beside a host of the same profile', () => {
  test('asks that host: the person there says yes, and one process has the profile', { timeout: 90_000 }, async () => {
    const running = await host();
    const { pid } = await announced();
    const [one, other] = await Promise.all([program(), program()]);
    expect((await announced()).pid).toBe(pid);

    const window = await person();
    const asked = await Promise.all(
      [one, other].map((it, i) => report(it, 'run_goal', { goal: `create a folder ~/From${i}`, wait_seconds: 20 })),
    );
    for (const [i, { run_id, status }] of asked.entries()) {
      expect(status).toBe('awaiting-approval');
      expect(existsSync(join(home, `From${i}`))).toBe(false);
      expect((await window.dispatch({ type: 'run.get', runId: run_id })).by).toBe('starter');
      expect(await approved(window, run_id)).toBe('done');
      expect(existsSync(join(home, `From${i}`))).toBe(true);
      // Either program sees what became of either run.
      for (const it of [one, other]) expect((await report(it, 'run_status', { run_id })).status).toBe('done');
    }

    // Their ends are not the host's.
    await one.close();
    await other.close();
    expect(await window.dispatch({ type: 'history.list', limit: 10 })).toHaveLength(2);
    await running.end();
    const { journal } = openStore(profile);
    const started = [...journal.read()].filter(({ event }) => event.type === 'run.started');
    expect(started).toHaveLength(2);
    expect(journal.notice).toBeFalsy();
    journal.close();
  });

  test('says so when the host has ended, and finds the one that is started next', { timeout: 90_000 }, async () => {
    const first = await host();
    const it = await program();
    expect(await call(it, 'list_skills', {})).toContain('files.move');
    await first.end();
    expect(await call(it, 'list_skills', {})).toContain('CONNECTION_LOST');
    await host();
    await vi.waitUntil(async () => (await call(it, 'list_skills', {})).includes('files.move'), 30_000);
    const asked = await report(it, 'run_goal', { goal: 'create a folder ~/Later', wait_seconds: 20 });
    expect(await approved(await person(), asked.run_id)).toBe('done');
  });

  test('is itself the host where none runs, and who comes later comes to it', { timeout: 90_000 }, async () => {
    const it = await program();
    const second = await program();
    const asked = await report(second, 'run_goal', { goal: 'create a folder ~/Second', wait_seconds: 20 });
    expect(asked.waits_for_person).toBe(true);
    expect(await approved(await person(), asked.run_id)).toBe('done');
    expect((await report(it, 'run_status', { run_id: asked.run_id })).status).toBe('done');
  });
});

test('who watches is counted over all doors', () => {
  const told: number[] = [];
  const door = summed((count) => void told.push(count));
  const [windows, terminals] = [door(), door()];
  windows(1);
  terminals(2);
  windows(0);
  terminals(0);
  expect(told).toEqual([1, 3, 2, 0]);
});
