import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { undoRun } from '../../../electron/cli/undo-run.ts';
import { linkedClient } from '../../../electron/cli/clients.ts';
import { programOf } from '../../../electron/cli/program.ts';
import { runGoal } from '../../../electron/cli/run-goal.ts';
import { startSonny, type Started } from '../../../electron/start-sonny.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';

let root: string;
let started: Started;
let said: string[];
const home = (): string => join(root, 'home');
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'sonny-late-'));
  mkdirSync(join(home(), 'Papers'), { recursive: true });
  writeFileSync(join(home(), 'a.pdf'), 'a');
  said = [];
  const env = { HOME: home(), PATH: '/nowhere' };
  started = await startSonny({
    env,
    profile: join(root, 'profile'),
    say: (line) => said.push(line),
    desktop: 'when-needed',
  });
});
afterEach(async () => {
  await started.close();
  rmSync(root, { recursive: true, force: true });
});

const program = () =>
  programOf(
    (origin) => linkedClient(started.sonny, started.secret, origin),
    async () => {},
  );
const run = (goal: string) =>
  runGoal(
    program(),
    goal,
    { yes: true, dryRun: false, say: () => {}, after: () => () => {} },
    new FakeTerminal(['y', 'y']),
  );

it('files are worked on, looked up and put back without a desktop, and nothing is said of one', async () => {
  expect(await run('move ~/a.pdf to ~/Papers')).toMatchObject({ status: 'done' });
  expect(readFileSync(join(home(), 'Papers/a.pdf'), 'utf8')).toBe('a');
  expect(await started.sonny.dispatch({ type: 'history.list', limit: 5 })).toHaveLength(1);
  expect(await undoRun(program(), 'last', () => {})).toMatchObject({ status: 'undone' });
  expect(existsSync(join(home(), 'a.pdf'))).toBe(true);
  expect(said).toEqual([]);
});

it('what needs one says what is missing when it comes to it', async () => {
  const { error, sentence } = await run('take a screenshot');
  expect(JSON.stringify([error, sentence])).toContain('apt-get install xvfb');
});
