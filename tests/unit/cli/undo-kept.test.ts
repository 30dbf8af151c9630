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

test('of many files that were moved some go back: each place says how many, a redo is refused, and no older run is taken for it', async () => {
  for (const name of ['Three', 'Many', 'Notes']) mkdirSync(join(home, name));
  for (const name of ['Three/t1', 'Three/t2', 'Three/t3', 'Many/m1', 'Many/m2'])
    writeFileSync(join(home, `${name}.txt`), name);
  await sonny('run', 'move all files in ~/Many to ~/Notes', '--yes');
  await sonny('run', 'move all files in ~/Three to ~/Notes', '--yes');
  writeFileSync(join(home, 'Notes/t2.txt'), 'longer than it was before');

  const first = await sonny('undo', 'last');
  expect(first.err).toContain('2 of 3 are back; ~/Notes/t2.txt stays as it is.\n');
  expect(first.err).toContain('UNDO_CONFLICT: ~/Notes/t2.txt was changed since and was left.\n');
  expect(first.code).toBe(7);
  // What was refused meanwhile asks nothing: the undo is still the one that waits for an answer.
  expect((await sonny('run', 'tidy ~/Notes before 25:00')).code).toBe(2);
  const asked = await sonny('answer', 'last');
  expect(asked.err).toContain('As Sonny left it: at ~/Notes/t2.txt\n');
  expect(asked.err).not.toContain(home);

  const kept = await sonny('answer', 'last', 'keep');
  expect(kept.out).toContain('2 of 3 are back; ~/Notes/t2.txt stays as it is, as you chose.\n');
  expect(kept.code).toBe(0);
  expect((await sonny('history')).out).toMatch(/^↺ .* partly undone {2}move all files in ~\/Three to ~\/Notes$/mu);
  expect((await sonny('facts')).out).toContain(
    'The run of “move all files in ~/Three to ~/Notes” ended as undone-partly.',
  );

  const redone = await sonny('redo');
  expect(redone.err).toContain('Only a part of “Move 3 files to ~/Notes” was taken back');
  expect(redone.code).toBe(3);
  const again = await sonny('undo', 'last');
  expect(again.err).toMatch(
    /“move all files in ~\/Three to ~\/Notes” \(run-\w+\) was undone as far as you chose.*“move all files in ~\/Many to ~\/Notes”: `npm start -- undo run-\w+`/u,
  );
  expect(again.code).toBe(3);
  expect(existsSync(join(home, 'Notes/m1.txt'))).toBe(true);
}, 120_000);

test('of one undo a changed file and a place that is taken are each called what they are', async () => {
  for (const name of ['Two', 'Notes']) mkdirSync(join(home, name));
  for (const name of ['a', 'b']) writeFileSync(join(home, `Two/${name}.txt`), name);
  await sonny('run', 'move all files in ~/Two to ~/Notes', '--yes');
  writeFileSync(join(home, 'Notes/a.txt'), 'longer than it was before');
  writeFileSync(join(home, 'Two/b.txt'), 'mine');

  const { out } = await sonny('undo', 'last');
  expect(out).toContain('≠ ~/Notes/b.txt was left where it is; its old place is taken: ~/Two/b.txt (4 bytes)\n');
  expect(out).toContain('≠ ~/Notes/a.txt was changed since and left as it is\n');
  const asked = await sonny('answer', 'last');
  expect(asked.err).toContain(
    'Of 2 that were left, something else is at the old place of 1, and you changed 1 after Sonny did. What should stay?',
  );
  expect(asked.err).toContain('One answer is for them all, so only what each of them can have is offered.');
}, 120_000);
