import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CommandHome } from './command-home.ts';

let home: CommandHome;
beforeEach(() => {
  home = new CommandHome();
});
afterEach(() => home.end());

/** Whatever only looks. */
const LOOKS = [
  ['history'],
  ['why', 'last'],
  ['facts'],
  ['facts', '--relations'],
  ['suppose', 'keep("~/Papers")'],
  ['rules'],
  ['rules', '--text'],
  ['model'],
  ['mcp', 'list'],
  ['peers'],
  ['audit', 'verify'],
  ['audit', 'head'],
];

test('while a run waits, others are told which process has the profile, and `stop` ends its waiting', async () => {
  const goal = 'create the folder ~/Begun and then wait for the file ~/go.txt and then create the folder ~/Never';
  const run = home.start('run', goal, '--yes');
  await vi.waitFor(() => expect(existsSync(home.at('Begun'))).toBe(true), { timeout: 60_000, interval: 50 });

  const { err } = await home.start('run', 'create the folder ~/Other').ended;
  expect(err).toMatch(
    /“create the folder ~\/Begun .*” \(run-\w+\) is under way at another terminal \(process \d+\)\./u,
  );
  expect(err).toContain(`(process ${run.child.pid}).`);
  expect(err).toContain('`npm start -- stop`');

  for (const args of LOOKS) {
    const { code, err: trouble } = await home.start(...args).ended;
    expect([args.join(' '), trouble.includes('PROFILE_IN_USE'), code]).toEqual([args.join(' '), false, 0]);
  }

  expect((await home.start('stop').ended).code).toBe(0);
  expect((await run.ended).code).not.toBe(0);
  expect(existsSync(home.at('Never'))).toBe(false);
  expect(existsSync(home.at('profile/profile.pid'))).toBe(false);
}, 120_000);
