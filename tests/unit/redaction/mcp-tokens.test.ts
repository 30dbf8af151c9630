import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createSonny } from '../../../shared/app.ts';
import { createRecords } from '../../../shared/app/records.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import { isEnded } from '../../../shared/protocol/run.ts';
import { openOAuthServers, type OAuthServers } from '../../fakes/oauth-server.ts';
import { CANARIES, leaks } from './canaries.ts';

/** As they may stand in a header. */
const TOKENS = CANARIES.map(({ secret }) => secret.replaceAll('\n', '').replaceAll('\t', ' ').trim());
const SENT = TOKENS.filter((token) => /^[\x20-\x7e]+$/u.test(token));
const base = mkdtempSync(join(tmpdir(), 'sonny-tokens-'));

let servers: OAuthServers;
let sonny: Sonny;
const heard: string[] = [];
const journalled: string[] = [];
let metrics = '';

/** Says yes to all that is asked, until it has ended. */
const done = async (text: string): Promise<void> => {
  const { runId } = await sonny.dispatch({ type: 'run.start', text });
  for (;;) {
    const run = await sonny.dispatch({ type: 'run.get', runId });
    heard.push(JSON.stringify(run));
    if (isEnded(run.status) || run.status === 'paused') return;
    const { approval } = run;
    const read = approval?.digest?.map(({ stepId }) => stepId) ?? [];
    if (approval)
      await sonny.dispatch({ type: 'run.approve', runId, nonce: approval.nonce, planHash: approval.planHash, read });
    else await new Promise((resolve) => setImmediate(resolve));
  }
};

beforeAll(async () => {
  servers = await openOAuthServers();
  let token = '';
  servers.behaviour.token = () => token;
  servers.behaviour.refreshes = false;
  for (const method of ['warn', 'error', 'log'] as const)
    vi.spyOn(console, method).mockImplementation((...said) => void heard.push(said.join(' ')));
  const store = openStore(join(base, 'profile'));
  const opened = openAdapters({
    env: { PATH: process.env['PATH'], HOME: base },
    profile: join(base, 'profile'),
    store,
    virtual: false,
    say: (line) => heard.push(line),
    openBrowser: async (address) => (await fetch(address)).ok,
  });
  sonny = await createSonny(opened.ports);
  const records = createRecords(opened.records);
  sonny.subscribe((event) => void heard.push(JSON.stringify(event)));
  const hear = (value: unknown): void => void heard.push(JSON.stringify(value));
  const server = { kind: 'remote', name: 'calendar', url: servers.url } as const;
  const { hash } = await sonny.dispatch({ type: 'mcp.add', server });
  await sonny.dispatch({ type: 'mcp.approve', name: 'calendar', hash });
  for (const one of TOKENS) {
    token = one;
    const { signIn } = await sonny.dispatch({ type: 'mcp.sign-in', name: 'calendar' });
    await sonny.dispatch({ type: 'mcp.sign-in.open', name: 'calendar', address: signIn?.address ?? '' });
    await vi.waitUntil(async () => (await sonny.dispatch({ type: 'mcp.list' }))[0]?.signIn?.state === 'in', 20_000);
    if (SENT.includes(one)) await done('use calendar.gossip');
    hear(await sonny.dispatch({ type: 'mcp.list' }));
    servers.expire();
    hear(await sonny.dispatch({ type: 'mcp.look', name: 'calendar' }));
  }
  await records.keepStreams();
  metrics = (await records.expose()).text;
  for (const { event } of store.journal.read()) journalled.push(JSON.stringify(event));
  await sonny.close();
}, 120_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await servers.close();
  rmSync(base, { recursive: true, force: true });
});

describe('fifty tokens of a server that repeats them', () => {
  it('are fifty, and were sent', () => {
    expect(new Set(TOKENS).size).toBe(50);
    const sent = new Set(servers.requests.map(({ auth }) => auth));
    for (const one of SENT) expect(sent).toContain(`Bearer ${one}`);
    expect(SENT.length).toBeGreaterThan(40);
  });

  it('are in no row of the journal, though the tool answered with them', () => {
    const all = journalled.join('\n');
    expect(all.match(/You sent Bearer \[hidden\]/gu)?.length).toBeGreaterThan(40);
    expect(all).toContain('mcp.signed-in');
    expect(leaks(all, TOKENS)).toEqual([]);
  });

  it('are in no file, view, log, reply or metric', () => {
    for (const { parentPath, name } of readdirSync(base, { recursive: true, withFileTypes: true }).filter((e) =>
      e.isFile(),
    ))
      expect(leaks(readFileSync(join(parentPath, name), 'latin1'), TOKENS), name).toEqual([]);
    expect(leaks(heard.join('\n'), TOKENS)).toEqual([]);
    expect(metrics).toContain('sonny_runs_started_total');
    expect(leaks(metrics, TOKENS)).toEqual([]);
  });
});
