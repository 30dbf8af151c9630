import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  lstatSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findPlace } from '../../../automation/sandbox/linux/place.ts';
import { nodeFlags } from '../../../automation/sandbox/linux/command.ts';
import { runWalled, type Runner } from '../../../automation/sandbox/linux/run.ts';
import { seccompFilter, isMachine } from '../../../automation/sandbox/linux/seccomp.ts';
import type { SandboxEnd, SandboxJob } from '../../../shared/ports/sandbox.ts';
import { ATTEMPTS, type Attempt, type Outside } from './attempts.ts';

// Processes of their own are started, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const SECRET = `canary-${'5ecret'.repeat(4)}`;
const ABSTRACT = `sonny-test-${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), 'sonny-outside-'));
const given = mkdtempSync(join(tmpdir(), 'sonny-given-'));
let reached = 0;
const servers: Server[] = [];
const udp = createSocket('udp4').on('message', () => reached++);
let outside: Outside;
let runner: Runner;

const listening = (where: { port?: number; host?: string; path?: string }): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      reached++;
      socket.end(SECRET);
    });
    servers.push(server);
    server.listen(where, () => resolve(server));
  });

beforeAll(async () => {
  process.env['SONNY_TEST_KEY'] = SECRET;
  writeFileSync(join(folder, 'secret.txt'), SECRET);
  chmodSync(join(folder, 'secret.txt'), 0o644);
  chmodSync(folder, 0o777);
  const database = new DatabaseSync(join(folder, 'kept.db'));
  database.exec(`CREATE TABLE kept (text); INSERT INTO kept VALUES ('${SECRET}')`);
  database.close();
  chmodSync(given, 0o755);
  writeFileSync(join(given, 'note'), 'a note');
  writeFileSync(join(given, 'addon.node'), readFileSync(process.execPath).subarray(0, 4096));
  symlinkSync(join(folder, 'secret.txt'), join(given, 'link'));
  symlinkSync(`..${folder.slice(tmpdir().length)}/secret.txt`, join(given, 'relative-link'));
  symlinkSync(folder, join(given, 'folder-link'));
  await listening({ path: join(given, 'socket') });
  const tcp = await listening({ port: 0, host: '::' });
  await listening({ path: `\0${ABSTRACT}` });
  await new Promise<void>((resolve) => udp.bind(0, '0.0.0.0', resolve));
  const { port } = tcp.address() as { port: number };
  const address = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
  outside = {
    secretFile: join(folder, 'secret.txt'),
    folder,
    database: join(folder, 'kept.db'),
    tcp: port,
    udp: udp.address().port,
    socket: join(given, 'socket'),
    abstract: ABSTRACT,
    address: address ?? '127.0.0.1',
    pid: process.pid,
  };
  const place = await findPlace(process.execPath);
  if (place === null || !isMachine(process.arch)) throw new Error('bubblewrap is not installed');
  runner = { place, filter: seccompFilter(process.arch), timeZone: 'UTC', now: Date.now };
});
afterAll(() => {
  for (const server of servers) server.close();
  udp.close();
  for (const made of [folder, given]) rmSync(made, { recursive: true, force: true });
  delete process.env['SONNY_TEST_KEY'];
});

/** Everything about the files that a program might have changed. */
const fingerprint = (): string => {
  const hash = createHash('sha256');
  for (const root of [folder, given])
    for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
      const { mode, size, mtimeMs, ino } = lstatSync(join(root, name));
      hash.update(JSON.stringify([name, mode, size, mtimeMs, ino]));
    }
  return hash
    .update(readFileSync(join(folder, 'secret.txt')))
    .update(readFileSync(join(given, 'note')))
    .digest('hex');
};

/** Command lines of processes that are left of a program. */
const left = (entry: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8')];
      } catch {
        return [];
      }
    })
    .filter((line) => line.includes(entry));

/** Of one attempt, by the clock: what waits longer than this is ended. */
const MOST_MS = 2500;

/** Flags without Node's own permission model. */
const HELD: readonly string[] = ['--no-warnings', '--max-old-space-size=64'];

/** Makes one attempt; gives what it achieved, and what it left behind. */
const achieved = async ({ code, ends }: Attempt, index: number, flags: Runner['flags']): Promise<string[]> => {
  const entry = `attempt-${process.pid}-${index}.mjs`;
  const job: SandboxJob = {
    program: { [entry]: code(outside), 'attempt.mjs': 'console.log("ESCAPED")' },
    entry,
    given: [{ from: given, at: '/given' }],
    folders: ['/made'],
    reads: ['/given/', '/made/'],
    writes: ['/made/'],
    limits: { cpuSeconds: 1, memoryMegabytes: 64, diskMegabytes: 4, outputBytes: 1_000_000 },
  };
  const before = fingerprint();
  const lines: string[] = [];
  const progress = { signal: new AbortController().signal, deadline: Date.now() + MOST_MS, log: () => {} };
  const end: SandboxEnd = await runWalled(job, progress, (line) => lines.push(line), {
    ...runner,
    ...(flags ? { flags } : {}),
  });
  const said = [end.stdout, end.stderr, ...lines].join('\n');
  const achievements: readonly (readonly [string, boolean])[] = [
    ['it got hold of the secret', said.includes(SECRET)],
    [`it says so: ${end.stdout.slice(0, 500)}`, end.stdout.includes('ESCAPED')],
    [
      `it was not ended, but ${end.by}: ${end.stderr.slice(0, 500)}`,
      ends !== undefined && !ends.some((by) => by === end.by),
    ],
    ['it reached a server', reached > 0],
    ['it changed files', fingerprint() !== before],
    [`it left processes: ${left(entry).join(' ')}`, left(entry).length > 0],
    ['it changed the host’s own objects', 'polluted' in {}],
  ];
  return achievements.flatMap(([say, holds]) => (holds ? [say] : []));
};

describe.runIf(process.platform === 'linux')('nothing leaves the walls', { concurrent: true }, () => {
  test('there are at least 25 attempts', () => {
    expect(ATTEMPTS.length).toBeGreaterThanOrEqual(25);
  });
  test.each(ATTEMPTS.map((attempt, index) => ({ ...attempt, index })))('$name', async ({ index, ...attempt }) => {
    expect(await achieved(attempt, index, nodeFlags)).toEqual([]);
    // Node's own permission model is one wall of several: the others hold without it. What uses something up they meet anyway.
    if (!attempt.ends) expect(await achieved(attempt, index, () => HELD)).toEqual([]);
  });
});
