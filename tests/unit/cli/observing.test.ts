import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, '../../../electron/cli/main.ts');

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonny-observing-'));
  mkdirSync(join(home, 'profile'));
  writeFileSync(join(home, 'profile/settings.json'), '{"mode": "observe"}');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function sonny(...args: string[]) {
  const env = { HOME: home, SONNY_HOME: join(home, 'profile'), PATH: home };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { out, err, code };
}

test('while Sonny observes, the terminal shows the plan, does nothing even with --yes, and ends with 3', async () => {
  const { out, err, code } = await sonny('run', 'create the folder ~/Notes', '--yes');
  expect(out).toContain('~/Notes');
  expect(out + err).toContain('choose Assist in Settings');
  expect(code).toBe(3);
  expect(existsSync(join(home, 'Notes'))).toBe(false);

  const looks = await sonny('run', 'list the folder ~/', '--yes');
  expect(looks.err).not.toContain('Observe');
  expect(looks.code).toBe(0);
}, 120_000);
