import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { announceServer, findServer, withdrawServer } from '../../../electron/server/running-server.ts';

let profile: string;
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'sonny-profile-'));
});
afterEach(() => rm(profile, { recursive: true, force: true }));

const server = { pid: process.pid, port: 4711, token: 'secret' };

test('a host is found by what it announced, which only its user can read', async () => {
  await writeFile(join(profile, 'server.json'), 'open to all', { mode: 0o644 });
  await announceServer(profile, server);
  expect(await findServer(profile)).toEqual(server);
  expect((await stat(join(profile, 'server.json'))).mode & 0o777).toBe(0o600);
  expect(await readdir(profile)).toEqual(['server.json']);
});

test('none is found after it withdrew, where its process is gone, or where the file says nothing', async () => {
  await announceServer(profile, server);
  await withdrawServer(profile);
  expect(await findServer(profile)).toBeNull();
  await announceServer(profile, { ...server, pid: 2 ** 30 });
  expect(await findServer(profile)).toBeNull();
  for (const text of ['', '{', '{"pid":1}']) {
    await writeFile(join(profile, 'server.json'), text);
    expect(await findServer(profile)).toBeNull();
  }
});
