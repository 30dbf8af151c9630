import { beforeEach, describe, expect, test } from 'vitest';
import { EXIT, exitOfRun } from '../../../electron/cli/exit-codes.ts';
import type { RunResult } from '../../../electron/cli/result.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { fakeSteps } from '../../fakes/fake-plan.ts';
import { FakeSonny } from '../../fakes/fake-sonny.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { typed } from '../../fakes/typed.ts';
import { until } from '../../fakes/until.ts';

let sonny: FakeSonny;
beforeEach(() => {
  sonny = new FakeSonny();
});

function start(args: readonly string[], terminal = new FakeTerminal()) {
  return { exit: typed(sonny, args, terminal, { close: () => sonny.close() }), terminal };
}

const lastObject = (terminal: FakeTerminal): RunResult => JSON.parse(terminal.printed.at(-1) ?? '') as RunResult;
const types = () => sonny.commands.map(({ command }) => command.type);

test('where nothing was to be done nothing went wrong', () => {
  expect(exitOfRun({ status: 'nothing-to-do' })).toBe(EXIT.done);
});

const aStep = (of: Partial<StepView>): StepView => ({ ...(fakeSteps('write')[1] as StepView), ...of });

describe('a run that ended at a step which was refused', () => {
  const refused = aStep({ status: 'refused', error: new SonnyError('PLAN_CHANGED').view() });
  const ended = (...steps: StepView[]) => exitOfRun({ status: 'failed', steps });

  test('is refused while nothing was touched', () => {
    expect(ended(refused)).toBe(EXIT.refused);
    expect(ended(aStep({ status: 'verified', risk: 'R0' }), refused, aStep({ status: 'planned' }))).toBe(EXIT.refused);
  });

  test('says what is missing where that was why', () => {
    expect(ended(aStep({ status: 'refused', error: new SonnyError('MCP_UNREACHABLE').view() }))).toBe(EXIT.unhealthy);
  });

  test('has failed where something was done before, or may have been', () => {
    expect(ended(aStep({ status: 'verified' }), refused)).toBe(EXIT.failed);
    expect(ended(aStep({ status: 'unverified' }), refused)).toBe(EXIT.failed);
    const replaced = aStep({ status: 'skipped', error: new SonnyError('DEADLINE').view() });
    expect(ended(replaced, refused)).toBe(EXIT.failed);
    expect(ended(aStep({ status: 'failed', risk: 'R0' }), refused)).toBe(EXIT.failed);
  });
});

describe('run --yes --json', () => {
  test.each([
    ['write hello', 0, 'done'],
    ['write hello unverified', 10, 'done-unverified'],
    ['write hello and fail', 5, 'failed'],
    ['trash 12 files', 4, 'cancelled'],
    ['make me a sandwich', 2, 'refused'],
    ['do the impossible', 3, 'refused'],
    ['close which window', 4, 'cancelled'],
    [' ', 2, 'failed'],
  ])('%j ends with %d and prints one object', async (goal, code, status) => {
    const { exit, terminal } = start(['run', goal, '--yes', '--json']);
    expect(await exit).toBe(code);
    expect(terminal.printed).toHaveLength(1);
    expect(lastObject(terminal)).toMatchObject({ status, goal, exitCode: code, host: 'node' });
    expect(sonny.closed).toBe(true);
  });

  test('says everything by the flag where nobody is at the terminal', async () => {
    const { exit } = start(['run', 'write hello', '--yes', '--json']);
    await exit;
    expect(new Set(sonny.commands.map(({ origin }) => origin))).toEqual(new Set(['flag']));
  });

  test('the object has the steps with their evidence, the error stream the progress', async () => {
    const { exit, terminal } = start(['run', 'write', 'hello', '--yes', '--json']);
    await exit;
    expect(lastObject(terminal)).toMatchObject({
      runId: 'run-1',
      goal: 'write hello',
      sentence: 'Done: verified by reading the file.',
      steps: [
        { id: 's1', title: 'Open Mousepad', skill: 'app.open', status: 'verified', evidence: [{ holds: true }] },
        {},
        {},
      ],
    });
    expect(terminal.told).toContain('✓ Write the text — verified: read back: 8 of 8 characters');
  });

  test('approves the plan as a flag and never a step', async () => {
    const { exit, terminal } = start(['run', 'trash 12 files', '--yes', '--json']);
    await exit;
    expect(sonny.commands.filter(({ command }) => command.type === 'run.approve')).toMatchObject([{ origin: 'flag' }]);
    expect(lastObject(terminal).approval).toMatchObject({ stepId: 's3', title: 'Move 12 files to the trash' });
    expect(terminal.told.at(-2)).toBe('Needs a person’s approval: Move 12 files to the trash');
    expect(terminal.told.at(-1)).toMatch(/^Nothing waits for it any more: .* `npm start -- undo run-1` takes back/u);
  });

  test('at a terminal it asks for the step, as a person', async () => {
    const { exit, terminal } = start(['run', 'trash 12 files', '--yes', '--json'], new FakeTerminal(['y']));
    expect(await exit).toBe(0);
    expect(terminal.asked).toEqual(['Approve: Move 12 files to the trash? [y/N] ']);
    expect(sonny.commands.filter(({ command }) => command.type === 'run.approve').map(({ origin }) => origin)).toEqual([
      'flag',
      'person',
    ]);
  });
});

describe('after hasty answers', () => {
  test('each step of a digest is shown and asked about by itself, and the yes says that they were read', async () => {
    const { exit, terminal } = start(['run', 'hastily trash 12 files', '--yes'], new FakeTerminal(['y']));
    expect(await exit).toBe(0);
    expect(terminal.asked).toEqual(['Read it, and may it be done? [y/N] ']);
    expect(terminal.told).toContain('1 of 1: Move 12 files to the trash');
    expect(sonny.commands.findLast(({ command }) => command.type === 'run.approve')?.command).toMatchObject({
      read: ['s3'],
    });
  });

  test('one no is a no to all of them', async () => {
    const { exit } = start(['run', 'hastily trash 12 files', '--yes'], new FakeTerminal(['']));
    expect(await exit).toBe(6);
    expect(types().at(-1)).toBe('run.deny');
  });
});

describe('run without --yes', () => {
  test('with nobody there shows the plan and ends with 4, having acted on nothing', async () => {
    const { exit, terminal } = start(['run', 'write hello']);
    expect(await exit).toBe(4);
    expect(terminal.printed).toContain('     Everything can be undone.');
    expect(terminal.told.at(-2)).toBe('Needs a person’s approval: the plan');
    expect(terminal.told.at(-1)).toMatch(/^Nothing waits for it any more: .* where you are asked\.$/u);
    expect(types()).toEqual(['run.start', 'settings.get', 'run.deny']);
  });

  test.each([
    ['y', 0, 'run.approve'],
    ['yes', 0, 'run.approve'],
    ['', 6, 'run.deny'],
    ['no', 6, 'run.deny'],
    ['yellow', 6, 'run.deny'],
  ])('the answer %j ends with %d', async (answer, code, last) => {
    const { exit, terminal } = start(['run', 'write hello'], new FakeTerminal([answer]));
    expect(await exit).toBe(code);
    expect(terminal.asked).toEqual(['Run 3 steps? [y/N] ']);
    expect(types().at(-1)).toBe(last);
  });

  test.each([
    ['2', 'b'],
    ['', null],
    ['9', null],
  ])('a question is answered by number: %j', async (number, candidateId) => {
    const { exit } = start(['run', 'close which window'], new FakeTerminal([number, 'n']));
    await exit;
    expect(sonny.commands[1]?.command).toMatchObject({ type: 'run.answer', questionId: 'q1', candidateId });
  });
});

test('--dry-run shows each step’s risk and undo and approves nothing', async () => {
  const { exit, terminal } = start(['run', 'write hello', '--dry-run', '--yes']);
  expect(await exit).toBe(0);
  expect(terminal.printed[1]).toMatch(/^ {2}2\. Write the text +R2 {2}can be undone$/);
  expect(types()).toEqual(['run.start', 'run.cancel']);
});

describe('an interrupt', () => {
  test('cancels once; the second ends the process', async () => {
    let resume: () => void = () => {};
    let paces = 0;
    sonny = new FakeSonny({
      pace: () => (++paces === 2 ? new Promise((resolve) => (resume = resolve)) : Promise.resolve()),
    });
    const { exit, terminal } = start(['run', 'write hello', '--yes', '--json']);
    await until(() => paces === 2);
    terminal.interrupt();
    terminal.interrupt();
    resume();
    expect(await exit).toBe(6);
    expect(lastObject(terminal)).toMatchObject({ status: 'cancelled', error: { code: 'CANCELLED' } });
    expect(terminal.killed).toEqual([130]);
  });

  test('while a question stands is a no', async () => {
    const { exit, terminal } = start(['run', 'write hello'], new FakeTerminal([]));
    await until(() => terminal.asked.length === 1);
    terminal.interrupt();
    expect(await exit).toBe(6);
  });
});

describe('undo', () => {
  test('takes back the newest run that did something', async () => {
    await start(['run', 'write hello', '--yes']).exit;
    await start(['run', 'make me a sandwich']).exit;
    const { exit, terminal } = start(['undo', '--json']);
    expect(await exit).toBe(0);
    expect(lastObject(terminal)).toMatchObject({ status: 'undone', runId: 'run-1' });
    expect(terminal.told).toContain('↺ Open Mousepad — undone: read back: 8 of 8 characters');
  });

  test('passes over a run that was cancelled before anything was done', async () => {
    await start(['run', 'write hello', '--yes']).exit;
    expect(await start(['run', 'write hello'], new FakeTerminal(['n'])).exit).toBe(6);
    const { exit, terminal } = start(['undo', '--json']);
    expect(await exit).toBe(0);
    expect(lastObject(terminal)).toMatchObject({ status: 'undone', runId: 'run-1' });
  });

  test.each([['last'], ['run-99']])('%s is RUN_NOT_FOUND where there is none', async (which) => {
    const { exit, terminal } = start(['undo', which, '--json']);
    expect(await exit).toBe(2);
    expect(lastObject(terminal)).toMatchObject({ error: { code: 'RUN_NOT_FOUND' } });
  });
});

describe('other commands', () => {
  test('history lists runs, or says how to begin', async () => {
    const empty = start(['history']);
    await empty.exit;
    expect(empty.terminal.printed[0]).toContain('Nothing was run yet');
    await start(['run', 'write hello', '--yes']).exit;
    const { exit, terminal } = start(['history']);
    expect(await exit).toBe(0);
    expect(terminal.printed[0]).toMatch(/^✓ .+ run-1 {2}done {2}write hello$/);
  });

  test('history says that there are older runs and how to see them, and finds runs by words', async () => {
    let now = 0;
    sonny = new FakeSonny({ now: () => now++ });
    for (const words of ['one', 'two', 'three']) await start(['run', `write ${words}`, '--yes']).exit;
    const read = async (...args: string[]): Promise<readonly string[]> => {
      const { exit, terminal } = start(['history', ...args]);
      expect(await exit).toBe(0);
      return terminal.printed;
    };
    const [newest, older] = await read('--limit', '1');
    const id = /run-\d+/u.exec(newest ?? '')?.[0] ?? '';
    expect(older).toBe(`There are older ones: \`npm start -- history --before ${id}\``);
    const rest = await read('--before', id);
    expect(rest).toHaveLength(2);
    expect(rest.join('\n')).not.toContain(id);
    expect(await read('--limit', '3')).toHaveLength(3);
    expect(await read('--search', 'WRITE two')).toEqual([expect.stringMatching(/write two$/u)]);
    expect(await read('--search', 'nowhere')).toEqual(['None of the newest 1,000 runs has these words.']);
  });

  test('doctor prints what it found', async () => {
    const { exit, terminal } = start(['doctor']);
    expect(await exit).toBe(0);
    expect(terminal.printed).toEqual([
      '✓ Display: DISPLAY is :99',
      '≈ Model: built-in grammar Sonny works without it.',
    ]);
  });

  test.each([
    [['run']],
    [['fly']],
    [['history', '--limit', '0']],
    [['serve', '--port', '99999']],
    [['serve', '--host', '0.0.0.0']],
    [['run', 'x', '--unknown']],
  ])('%j is a usage error', async (args) => {
    const { exit, terminal } = start(args);
    expect(await exit).toBe(2);
    expect(terminal.told.join('\n')).toMatch(/error:/);
  });

  test('the help lists every exit code', async () => {
    const { exit, terminal } = start(['--help']);
    expect(await exit).toBe(0);
    const help = terminal.printed.join('\n');
    for (const code of Object.values(EXIT)) expect(help).toMatch(new RegExp(`^ +${code}  \\S`, 'mu'));
  });

  test('a goal in the place of a command is shown where it goes', async () => {
    const { exit, terminal } = start(['calculate 2 + 2']);
    expect(await exit).toBe(2);
    expect(terminal.told[0]).toContain('goes after “run”');
  });

  test('link needs a running Sonny', async () => {
    const { exit, terminal } = start(['link']);
    expect(await exit).toBe(3);
    expect(terminal.told[0]).toMatch(/^COMMAND_NOT_NOW: .*npm start/);
  });

  test('what keeps the program from starting is coded, also as JSON', async () => {
    const terminal = new FakeTerminal();
    const onopen = (): never => {
      throw new SonnyError('PROFILE_IN_USE', '/nowhere');
    };
    expect(await typed(sonny, ['run', 'write hello', '--json'], terminal, { onopen })).toBe(3);
    expect(lastObject(terminal)).toMatchObject({ status: 'failed', runId: null, error: { code: 'PROFILE_IN_USE' } });
  });
});
