import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CommandHome } from './command-home.ts';

const LONG = { timeout: 60_000, interval: 50 };

let home: CommandHome;
beforeEach(() => {
  home = new CommandHome();
});
afterEach(() => home.end());

test('a run that is stopped from another terminal says so in plain characters, and does nothing further', async () => {
  const run = home.start(
    'run',
    'create the folder ~/Begun and then wait 600 seconds and then create the folder ~/Never',
    '--yes',
  );
  await vi.waitFor(() => expect(run.told()).toContain('✓ Create the folder ~/Begun'), LONG);
  expect((await home.start('stop').ended).code).toBe(0);
  const { err, out, code } = await run.ended;
  expect(code, err).toBe(6);
  expect(err.split('\n')).toContain(
    'Sonny is stopped: `npm start -- stop` was given. Nothing acts until you reset the stop.',
  );
  // What a terminal could not show would stand in its place.
  expect(err + out).not.toMatch(/\p{Cc}(?<![\n\t])|\uFFFD/u);
  expect(existsSync(home.at('Never'))).toBe(false);
}, 120_000);
