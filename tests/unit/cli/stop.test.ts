import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopFile } from '../../../automation/stop/stop-file.ts';
import { announceServer } from '../../../electron/server/running-server.ts';
import { FakeSonny } from '../../fakes/fake-sonny.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { typed } from '../../fakes/typed.ts';

let profile: string;
let sonny: FakeSonny;
let opened: number;
beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), 'sonny-cli-stop-'));
  sonny = new FakeSonny();
  opened = 0;
});
afterEach(() => rmSync(profile, { recursive: true, force: true }));

const run = (args: readonly string[], terminal = new FakeTerminal()) =>
  typed(sonny, args, terminal, { profile, onopen: () => (opened += 1), close: () => sonny.close() });

test('stops without starting anything', async () => {
  expect(await run(['stop'])).toBe(0);
  expect(stopFile(profile).read()).toMatchObject({ source: 'command-line' });
  expect(opened).toBe(0);
});

test('stops a host that does not answer', async () => {
  // A port where nobody listens, and a process that lives: this one.
  await announceServer(profile, { pid: process.pid, port: 1, token: 'none' });
  expect(await run(['stop'])).toBe(0);
  expect(stopFile(profile).read()).not.toBeNull();
  expect(opened).toBe(0);
});

test.each(['a file', 'in a file', 'a place that takes no folders'])(
  'where the profile is %s, nothing is said to be stopped, and what to do is said',
  async (what) => {
    const file = join(profile, 'file');
    writeFileSync(file, '');
    const unusable = what === 'a file' ? file : what === 'in a file' ? join(file, 'x') : '/proc/sonny';
    const terminal = new FakeTerminal();
    expect(await typed(sonny, ['stop'], terminal, { profile: unusable })).toBe(5);
    expect(terminal.printed).toEqual([]);
    expect(terminal.told).toEqual([
      expect.stringMatching(/^FILE_DENIED: .* can’t be used\. /u),
      expect.stringContaining('SONNY_HOME'),
    ]);
  },
);

test('a second stop leaves what the first one said', async () => {
  stopFile(profile).write({ at: 1, source: 'corner', reason: 'held' });
  await run(['stop']);
  expect(stopFile(profile).read()).toEqual({ at: 1, source: 'corner', reason: 'held' });
});

test.each([['yes'], [' Y ']])('reset asks the person who is there, who says %j', async (answer) => {
  expect(await run(['stop', '--reset'], new FakeTerminal([answer]))).toBe(0);
  expect(sonny.commands).toEqual([{ command: { type: 'stop.reset' }, origin: 'person' }]);
});

test('reset without a yes resets nothing', async () => {
  expect(await run(['stop', '--reset'], new FakeTerminal(['no']))).toBe(6);
  expect(sonny.commands).toEqual([]);
});

test('reset where nobody is there does not speak for a person', async () => {
  const terminal = new FakeTerminal();
  expect(await run(['stop', '--reset'], terminal)).toBe(4);
  expect(terminal.told).toEqual([expect.stringContaining('Type `npm start -- stop --reset` in a terminal')]);
  expect(sonny.commands).toEqual([{ command: { type: 'stop.reset' }, origin: 'flag' }]);
});
