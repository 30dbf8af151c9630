import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CommandHome } from './command-home.ts';

const LONG = { timeout: 60_000, interval: 50 };

let home: CommandHome;
beforeEach(() => {
  home = new CommandHome();
});
afterEach(() => home.end());

const sonny = (...args: string[]) => home.start(...args).ended;

const GOAL = 'create the folder ~/Begun and then wait for the file ~/go.txt and then create the folder ~/Never';

const waiting = async () => {
  const run = home.start('run', GOAL, '--yes');
  await vi.waitFor(() => expect(run.told()).toContain('✓ Create the folder ~/Begun'), LONG);
  await vi.waitFor(() => expect(existsSync(home.at('profile/terminal.json'))).toBe(true), LONG);
  // Whoever reads is answered after what was begun before: the step that waits.
  expect((await sonny('history')).code).toBe(0);
  return run;
};

test('a run that was cut off is told of by the next command, and goes on or is undone at the terminal', async () => {
  await sonny('run', 'create the folder ~/Older', '--yes');
  const run = await waiting();
  run.child.kill('SIGKILL');
  await run.ended;

  const told = await sonny('doctor');
  expect(told.err).toMatch(
    /^“create the folder ~\/Begun .*” \(run-\w+\) was cut off at step 2 of 3, “Wait for ~\/go\.txt”, which changes nothing: it is taken up again when the run goes on\.$/mu,
  );
  expect(told.err).toMatch(/`npm start -- answer run-\w+`/u);

  const listed = await sonny('history');
  expect(listed.err).toBe('');
  expect(listed.out).toContain(
    '    “Wait for ~/go.txt” was cut off. It changes nothing, and is taken up again when you go on.\n',
  );
  expect((await sonny('why')).out).toContain('is taken up again when the run goes on');

  const left = await sonny('answer');
  expect([left.code, left.err]).toEqual([4, expect.stringMatching(/`npm start -- answer run-\w+ go-on`/u)]);
  writeFileSync(home.at('go.txt'), 'go');
  const goneOn = await sonny('answer', 'last', 'go-on');
  expect([goneOn.code, existsSync(home.at('Never'))], goneOn.err).toEqual([0, true]);

  const last = await sonny('undo');
  expect(last.out).toContain(`Undoing “${GOAL}” (run-`);
  const there = ['Begun', 'Never', 'Older'].filter((name) => existsSync(home.at(name)));
  expect([last.code, there]).toEqual([0, ['Older']]);
}, 180_000);

// Two runs, as each waits for a minute, and commands take their time on a busy machine.
test('beside a run that waits others may read', async () => {
  const run = await waiting();
  const listed = await sonny('history');
  expect([listed.code, listed.out]).toEqual([0, expect.stringMatching(/^● .* acting {2}create the folder/u)]);
  expect(await sonny('why')).toMatchObject({ code: 0, out: expect.stringContaining('You asked') });
  writeFileSync(home.at('go.txt'), 'go');
  expect((await run.ended).code).toBe(0);
}, 180_000);

test('beside a run that waits others may do nothing else', async () => {
  const run = await waiting();
  expect(await sonny('facts', '--say', 'important("x")')).toMatchObject({
    code: 3,
    err: expect.stringContaining('PROFILE_IN_USE'),
  });
  const other = await sonny('run', 'create the folder ~/Other', '--yes');
  expect(other).toMatchObject({ code: 3, err: expect.stringContaining(`(process ${run.child.pid})`) });
  writeFileSync(home.at('go.txt'), 'go');
  expect((await run.ended).code).toBe(0);
  expect(existsSync(home.at('profile/terminal.json'))).toBe(false);
}, 180_000);

test('undo passes over what only looked, and says which run it takes back', async () => {
  mkdirSync(home.at('Papers'));
  await sonny('run', 'create the folder ~/Older', '--yes');
  await sonny('run', 'list the files in ~/Papers', '--yes');
  const undone = await sonny('undo');
  expect(undone.out).toMatch(/^Undoing “create the folder ~\/Older” \(run-\w+\)\.\n/u);
  expect(existsSync(home.at('Older'))).toBe(false);
  expect(await sonny('undo')).toMatchObject({ code: 2, err: expect.stringContaining('No run in the history') });
}, 120_000);
