import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, '../../../electron/cli/main.ts');

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonny-nobody-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function sonny(...args: string[]) {
  const env = { HOME: home, SONNY_HOME: join(home, 'profile'), PATH: home };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code: code as number };
}

test('a run that nobody could answer says what was done, what it needed a person for, and that it waits no more', async () => {
  writeFileSync(join(home, 'a.txt'), 'mine');
  const goal = 'create the folder ~/Notes and then replace ~/a.txt with "hi"';
  const { out, err, code } = await sonny('run', goal, '--yes');
  expect(code).toBe(4);
  expect(out).toContain('✓ Create the folder ~/Notes — verified');
  expect(out).toContain(
    '⊘ Write “hi” to ~/a.txt, in place of what it holds — refused: Nobody was there to answer, which counts as no\n',
  );
  expect(`${out}${err}`).not.toMatch(/Waiting for your word|in time/u);
  expect(err).toMatch(/^Needs a person’s approval: Write “hi” to ~\/a\.txt, in place of what it holds$/mu);
  const [, runId = ''] = /`npm start -- undo (run-\w+)` takes back what was done\.$/mu.exec(err) ?? [];
  expect(readFileSync(join(home, 'a.txt'), 'utf8')).toBe('mine');

  const history = await sonny('history');
  expect(history.out).not.toMatch(/waits for you/u);
  expect((await sonny('undo', runId)).code).toBe(0);
  expect(existsSync(join(home, 'Notes'))).toBe(false);
}, 120_000);

test('what was asked stands before what it could have been answered with', async () => {
  writeFileSync(join(home, 'a.txt'), 'mine');
  const { err, code } = await sonny('run', 'delete all files');
  expect(code).toBe(4);
  expect(err).toMatch(/^In which folder are the files\?\n {2}\S/mu);
}, 120_000);

test('the same as one object', async () => {
  const { out, code } = await sonny('run', 'create the folder ~/Notes', '--json');
  expect(code).toBe(4);
  expect(JSON.parse(out)).toMatchObject({
    status: 'cancelled',
    sentence: 'Nobody was there to answer, which counts as no.',
    approval: { stepId: null, title: 'the plan', label: 'Run 1 step' },
    exitCode: 4,
  });
}, 120_000);
