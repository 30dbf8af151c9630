import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CommandHome } from './command-home.ts';

let home: CommandHome;
beforeEach(() => {
  home = new CommandHome();
});
afterEach(() => home.end());

test('while a run waits, others are told which process has the profile, and `stop` ends its waiting', async () => {
  const goal = 'create the folder ~/Begun and then wait for the file ~/go.txt and then create the folder ~/Never';
  const run = home.start('run', goal, '--yes');
  await vi.waitFor(() => expect(existsSync(home.at('Begun'))).toBe(true), { timeout: 60_000, interval: 50 });

  const { err } = await home.start('run', 'create the folder ~/Other').ended;
  expect(err).toContain(`A run at another terminal uses it (process ${run.child.pid}).`);
  expect(err).toContain('`npm start -- stop`');

  expect((await home.start('stop').ended).code).toBe(0);
  expect((await run.ended).code).not.toBe(0);
  expect(existsSync(home.at('Never'))).toBe(false);
  expect(existsSync(home.at('profile/profile.pid'))).toBe(false);
}, 120_000);
