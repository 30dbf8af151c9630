import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, '../../../electron/cli/main.ts');

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sonny-kept-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function sonny(...args: string[]) {
  const env = { HOME: home, SONNY_HOME: join(home, 'profile'), PATH: home };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { out, err, code: await ended };
}

test('an undo names what a person changed and where to choose, and a second one repeats nothing', async () => {
  const goal = 'create the folder ~/Notes and then zip the folder ~/Notes as ~/notes.zip';
  const ran = await sonny('run', goal, '--yes');
  expect(ran.out).toContain('verified');
  writeFileSync(join(home, 'Notes/mine.txt'), 'my own');

  const first = await sonny('undo', 'last');
  expect(first.out).toContain('notes.zip is gone again');
  expect(first.out).toContain('≠ ~/Notes was changed since and left as it is: a folder with 1 thing (mine.txt)\n');
  expect(first.out).toContain(`open the window with \`npm start\` and there the run “${goal}”.`);
  expect(first.err).toContain('~/Notes is not empty any more and was left: it holds mine.txt.');

  // It is theirs to decide; an older run is not kept from being undone by it.
  const second = await sonny('undo', 'last');
  expect(second.err).toContain('No run in the history can be undone.');
  expect(second.out).not.toContain('is gone again');
  expect(second.out).toContain('≠ ~/Notes was changed since');
  expect(existsSync(join(home, 'notes.zip'))).toBe(false);
  expect(readFileSync(join(home, 'Notes/mine.txt'), 'utf8')).toBe('my own');
}, 120_000);

test('what waits for a person does not keep an older run from being undone, and a place that is taken is called so', async () => {
  for (const name of ['Papers', 'Downloads']) mkdirSync(join(home, name));
  writeFileSync(join(home, 'Downloads/a.txt'), 'mine');
  await sonny('run', 'create the folder ~/Older', '--yes');
  await sonny('run', 'move ~/Downloads/a.txt to ~/Papers', '--yes');
  expect(existsSync(join(home, 'Papers/a.txt'))).toBe(true);
  writeFileSync(join(home, 'Downloads/a.txt'), 'another');

  const first = await sonny('undo');
  expect(first.out).toContain(
    '≠ ~/Papers/a.txt was left where it is; its old place is taken: ~/Downloads/a.txt (7 bytes)\n',
  );
  expect(first.err).toMatch(/^Nothing was undone: There is something at ~\/Downloads\/a\.txt again; /mu);
  expect((await sonny('history')).out).toMatch(/^≠ .* not undone  move ~\/Downloads\/a\.txt to ~\/Papers$/mu);
  const second = await sonny('undo');
  expect(second.out).toMatch(/“move ~\/Downloads\/a\.txt to ~\/Papers” \(run-\w+\) can’t be undone without you\./u);
  expect(second.out).toContain('Undoing “create the folder ~/Older”');
  expect(existsSync(join(home, 'Older'))).toBe(false);
}, 120_000);

test('what becomes of a change is taken from the command line, where nobody is at the terminal to be asked', async () => {
  for (const name of ['Papers', 'Downloads']) mkdirSync(join(home, name));
  writeFileSync(join(home, 'Downloads/a.txt'), 'mine');
  await sonny('run', 'copy ~/Downloads/a.txt to ~/Papers', '--yes');
  writeFileSync(join(home, 'Papers/a.txt'), 'changed');
  await sonny('undo');

  const asked = await sonny('answer', 'last');
  expect(asked.code).toBe(4);
  expect(asked.err).toContain('What should stay?');
  expect(asked.err).toMatch(
    /Answer with one of: `npm start -- answer run-\w+ keep`, `npm start -- answer run-\w+ restore`/u,
  );
  const kept = await sonny('answer', 'last', 'keep');
  expect(kept.out).toContain('↺ ~/Papers/a.txt: you kept yours.');
  expect(kept.code).toBe(0);
  expect(readFileSync(join(home, 'Papers/a.txt'), 'utf8')).toBe('changed');

  const [run = ''] = /run-\w+/u.exec(asked.err) ?? [];
  const restored = await sonny('answer', run, 'restore');
  expect(restored.out).toContain('what was before is back');
  expect(existsSync(join(home, 'Papers/a.txt'))).toBe(false);
}, 120_000);
