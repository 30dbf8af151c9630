import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const MAIN = join(import.meta.dirname, '../../../electron/cli/main.ts');

let home = '';
let children: ChildProcess[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonny-in-use-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

function start(...args: string[]) {
  const env = { HOME: home, SONNY_HOME: join(home, 'profile'), PATH: home };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return {
    pid: child.pid,
    said: Promise.all([text(child.stdout), text(child.stderr)]).then(([out, err]) => ({ out, err })),
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

test('while a run waits, others are told which process has the profile, and `stop` ends its waiting', async () => {
  const goal = 'create the folder ~/Begun and then wait for the file ~/go.txt and then create the folder ~/Never';
  const run = start('run', goal, '--yes');
  await vi.waitFor(() => expect(existsSync(join(home, 'Begun'))).toBe(true), { timeout: 60_000, interval: 50 });

  const { err } = await start('run', 'create the folder ~/Other').said;
  expect(err).toContain(`A run at another terminal uses it (process ${run.pid}).`);
  expect(err).toContain('`npm start -- stop`');

  expect(await start('stop').ended).toBe(0);
  expect(await run.ended).not.toBe(0);
  expect(existsSync(join(home, 'Never'))).toBe(false);
  expect(existsSync(join(home, 'profile/profile.pid'))).toBe(false);
}, 120_000);
