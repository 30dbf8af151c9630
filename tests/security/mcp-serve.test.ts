import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createSimulatedDriver } from '../../automation/desktop/simulated/index.ts';
import { type Loopback, startLoopback } from '../../electron/server/loopback.ts';
import { mcpEndpoint } from '../../electron/server/mcp-front.ts';
import { OBSERVES } from '../../shared/protocol/observing.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../fakes/simulated-program.ts';
import { ask, upgrade } from './loopback-client.ts';

const TOP = join(import.meta.dirname, '../..');
const BEARER = 'b'.repeat(43);
const TOOLS = ['cancel_run', 'list_skills', 'plan_goal', 'run_goal', 'run_status', 'undo_run'];
const Report = z.object({
  run_id: z.string(),
  status: z.string(),
  ended: z.boolean(),
  waits_for_person: z.boolean(),
  steps: z.array(z.object({ title: z.string(), status: z.string(), risk: z.string() })),
  error: z.string().optional(),
  note: z.string().optional(),
});

let program: SimulatedProgram;
let host: Loopback;
let token: string;
const clients: Client[] = [];

beforeAll(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  host = await startLoopback({
    sonny: program.sonny,
    files: new Map(),
    now: Date.now,
    secret: () => randomBytes(32).toString('base64url'),
    bearer: BEARER,
    mcp: mcpEndpoint(program.sonny, '1.2.3'),
  });
  token = /Bearer (\S+)$/.exec(host.mcpLink())?.[1] ?? '';
});
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));
afterAll(async () => {
  await host.close();
  await program.dispose();
});

const connected = async (mode: 'auto' | 'legacy'): Promise<Client> => {
  const client = new Client({ name: 'another agent', version: '1' }, { versionNegotiation: { mode } });
  clients.push(client);
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${host.port}/mcp`), { requestInit: { headers } }),
  );
  return client;
};
const textOf = (result: Awaited<ReturnType<Client['callTool']>>): string => {
  const [block] = result.content;
  return block?.type === 'text' ? block.text : '';
};
const report = async (client: Client, name: string, args: Record<string, unknown>): Promise<z.infer<typeof Report>> =>
  Report.parse(JSON.parse(textOf(await client.callTool({ name, arguments: args }))));
const approveAsPerson = async (runId: string): Promise<void> => {
  let run = await program.settled(runId);
  while (run.approval) run = await program.approve(run);
};

describe.each(['auto', 'legacy'] as const)('a client of the protocol’s %s era', (mode) => {
  test('lists Sonny’s tools; none of them approves', async () => {
    const client = await connected(mode);
    expect(client.getServerVersion()).toMatchObject({ name: 'sonny', version: '1.2.3' });
    const { tools } = await client.listTools();
    expect(tools.map((t) => t.name).sort()).toEqual(TOOLS);
    const skills = textOf(await client.callTool({ name: 'list_skills', arguments: {} }));
    expect(skills).toContain('files.move');
  });

  test('asks for work and hits the approval: nothing is done before a person says yes', async () => {
    const client = await connected(mode);
    const folder = join(program.home, `From ${mode}`);
    const asked = await report(client, 'run_goal', { goal: `create a folder "~/From ${mode}"` });
    expect(asked).toMatchObject({ status: 'awaiting-approval', waits_for_person: true, ended: false });
    expect(existsSync(folder)).toBe(false);
    const run = await program.sonny.dispatch({ type: 'run.get', runId: asked.run_id });
    // The window says who asks, and that the words are not the person's own.
    // The older protocol names the client only once, and here each request stands alone.
    expect(run.by).toBe(mode === 'auto' ? 'another agent' : 'an MCP client');
    expect(run.steps[0]).toMatchObject({ asks: true, risk: 'R3' });

    const [now] = await Promise.all([
      report(client, 'run_status', { run_id: asked.run_id, wait_seconds: 20 }),
      approveAsPerson(asked.run_id),
    ]);
    expect(['awaiting-step-approval', 'done']).toContain(now.status);
    await program.settled(asked.run_id);
    expect(await report(client, 'run_status', { run_id: asked.run_id })).toMatchObject({ status: 'done', ended: true });
    expect(existsSync(folder)).toBe(true);

    const undoing = await report(client, 'undo_run', { run_id: asked.run_id });
    expect(undoing).toMatchObject({ waits_for_person: true, steps: [{ risk: 'R3' }] });
    expect(existsSync(folder)).toBe(true);
    await approveAsPerson(undoing.run_id);
    const undone = await program.settled(asked.run_id);
    expect(undone.status, undone.sentence).toBe('undone');
    expect(existsSync(folder)).toBe(false);
  });

  test('is told that Sonny only observes, and where that is changed, where it would wait for a yes in vain', async () => {
    const set = (to: 'observe' | 'assist') => program.sonny.dispatch({ type: 'settings.set', settings: { mode: to } });
    const client = await connected(mode);
    const goal = `create a folder "~/Seen ${mode}"`;
    try {
      await set('observe');
      const asked = await report(client, 'run_goal', { goal });
      expect(asked).toMatchObject({ status: 'awaiting-approval', note: OBSERVES });
      expect(await report(client, 'run_status', { run_id: asked.run_id })).toMatchObject({ note: OBSERVES });
      await set('assist');
      expect((await report(client, 'run_status', { run_id: asked.run_id })).note).toBeUndefined();
      await report(client, 'cancel_run', { run_id: asked.run_id });
    } finally {
      await set('assist');
    }
  });

  test('is told how far a run is while it waits, only ever forward', async () => {
    const client = await connected(mode);
    const goal = `create a folder ~/One${mode}; create a folder ~/Two${mode}`;
    const asked = await report(client, 'run_goal', { goal });
    const approving = approveAsPerson(asked.run_id);
    const told: { progress: number; total?: number | undefined; message?: string | undefined }[] = [];
    for (let ended = false; !ended;) {
      const each: typeof told = [];
      const args = { run_id: asked.run_id, wait_seconds: 20 };
      const result = await client.callTool(
        { name: 'run_status', arguments: args },
        { onprogress: (it) => void each.push(it) },
      );
      ({ ended } = Report.parse(JSON.parse(textOf(result))));
      expect(each.map(({ progress }) => progress)).toEqual([...new Set(each.map(({ progress }) => progress))].sort());
      told.push(...each);
    }
    await approving;
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ total, message }) => total === 2 && message !== '')).toBe(true);
  });

  test('sees a plan and leaves nothing that waits for a yes', async () => {
    const client = await connected(mode);
    const planned = await report(client, 'plan_goal', { goal: 'create a folder ~/Plans' });
    expect(planned).toMatchObject({ waits_for_person: false, steps: [{ title: 'Create the folder ~/Plans' }] });
    expect((await program.settled(planned.run_id)).status).toBe('cancelled');
  });

  test('is told what is wrong in coded words', async () => {
    const client = await connected(mode);
    const refused = await report(client, 'run_goal', { goal: 'conquer the world' });
    expect(refused).toMatchObject({ status: 'refused', error: expect.stringContaining('GOAL_NOT_UNDERSTOOD') });
    const own = await program.propose('create a folder ~/Mine');
    const result = await client.callTool({ name: 'run_status', arguments: { run_id: own.id } });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain('RUN_NOT_FOUND');
    await program.sonny.dispatch({ type: 'run.cancel', runId: own.id });
  });
});

describe('the loopback address', () => {
  const rpc = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });
  const post = (headers: Record<string, string>) =>
    ask(host.port, '/mcp', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: rpc,
    });

  test('answers no request without its token, from another host or from a page', async () => {
    expect((await post({})).status).toBe(403);
    expect((await post({ authorization: `Bearer ${'x'.repeat(43)}` })).status).toBe(403);
    const right = { authorization: `Bearer ${token}` };
    expect((await post({ ...right, host: 'evil.example' })).status).toBe(403);
    expect((await post({ ...right, origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ ...right, origin: 'null' })).status).toBe(403);
    expect((await post(right)).status).toBe(200);
  });

  test('its token opens nothing else, and no other right opens it', async () => {
    const right = { authorization: `Bearer ${token}` };
    expect(await upgrade(host.port, right)).toBe(403);
    expect((await ask(host.port, '/cli/link', { method: 'POST', headers: right, body: '{}' })).status).toBe(403);
    expect((await ask(host.port, '/metrics', { headers: right })).status).toBe(403);
    expect((await post({ authorization: `Bearer ${BEARER}` })).status).toBe(403);
  });
});

test.skipIf(!existsSync(join(TOP, 'dist/renderer/index.html')))(
  'a program starts `mcp serve` and speaks to it over stdio',
  async () => {
    const home = await mkdtemp(join(tmpdir(), 'sonny-mcp-serve-'));
    const client = new Client({ name: 'starter', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
    try {
      await client.connect(
        new StdioClientTransport({
          command: process.execPath,
          args: [join(TOP, 'electron/cli/main.ts'), 'mcp', 'serve'],
          env: { HOME: home, SONNY_HOME: join(home, 'profile'), PATH: home },
          stderr: 'ignore',
        }),
      );
      expect((await client.listTools()).tools.map((t) => t.name).sort()).toEqual(TOOLS);
      expect(await report(client, 'plan_goal', { goal: 'create a folder ~/Papers' })).toMatchObject({
        steps: [{ title: 'Create the folder ~/Papers' }],
      });
    } finally {
      await client.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);
