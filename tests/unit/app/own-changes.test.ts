import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';
import { typed } from '../../fakes/typed.ts';

let program: SimulatedProgram;
let runId = '';
const note = (): string => join(program.home, 'note.txt');

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  await writeFile(note(), 'milk\n');
  runId = (await program.run('add the line "bread" to ~/note.txt and then create the folder ~/Papers')).id;
  await writeFile(note(), 'milk\nbread\nhoney\n');
  await writeFile(join(program.home, 'Papers', 'mine.txt'), 'mine');
});
afterEach(() => program.dispose());

const type = async (args: readonly string[], answers?: readonly string[]) => {
  const terminal = new FakeTerminal(answers);
  const code = await typed(program.sonny, args, terminal);
  return { code, asked: terminal.asked, said: [...terminal.told, ...terminal.printed] };
};

it('at a terminal an undo shows the three versions of what a person changed, and does as they choose', async () => {
  const { code, asked, said } = await type(['undo'], ['2', '1']);
  expect(asked).toEqual(Array(2).fill('Which number? (nothing: leave it as it is, undecided) '));
  const from = said.findIndex((line) => line.includes('You changed this file after Sonny did. What should stay?'));
  expect(said.slice(from + 1, from + 13).map((line) => line.replace(/, changed .*/u, ''))).toEqual([
    '  Before Sonny: 5 bytes',
    '    | milk',
    '  As Sonny left it: 11 characters',
    '    | milk',
    '    + bread',
    '  Now: 17 bytes',
    '    | milk',
    '    | bread',
    '    + honey',
    '  1. Keep mine (it stays as it is now)',
    '  2. Restore what was before (as before Sonny; your version is kept aside and can be had back)',
    '  3. Keep both (yours stays, and what was before comes beside it as “… (before Sonny)”)',
  ]);
  expect(said).toContainEqual(expect.stringContaining('You changed this folder after Sonny did. What should stay?'));
  expect(await readFile(note(), 'utf8')).toBe('milk\n');
  expect(existsSync(join(program.home, 'Papers', 'mine.txt'))).toBe(true);
  expect(code).toBe(0);
  expect(said).toContain('Undone, and what you changed yourself was kept.');
});

it('what was left undecided is chosen about later, and chosen anew', async () => {
  const first = await type(['undo'], ['', '']);
  expect(first.code).toBe(7);
  expect(first.said).toContainEqual(expect.stringContaining(`\`npm start -- answer ${runId}\` at a terminal`));

  const later = await type(['answer'], ['both', 'keep']);
  expect(later.code).toBe(0);
  expect(await readFile(note(), 'utf8')).toBe('milk\nbread\nhoney\n');
  expect(await readFile(join(program.home, 'note (before Sonny).txt'), 'utf8')).toBe('milk\n');
  expect(later.said).toContain(
    '↺ ~/note.txt: you kept yours, with what was before beside it; what was there before is at ~/note (before Sonny).txt.',
  );
  expect((await type(['answer'], ['1'])).said).toContainEqual(expect.stringContaining('No run waits for an answer.'));

  const anew = await type(['answer', runId], ['', '2']);
  expect(anew.said).toContainEqual(expect.stringContaining('At present you kept yours'));
  expect(existsSync(join(program.home, 'note (before Sonny).txt'))).toBe(true);
});

it('nobody chooses for them where nobody is at the terminal, but for what they typed with the command', async () => {
  expect((await type(['undo'])).code).toBe(7);
  const { code, said } = await type(['answer', runId]);
  expect(code).toBe(4);
  expect(said.join('\n')).not.toContain('Nothing waits');
  expect(said).toContainEqual(expect.stringContaining(`\`npm start -- answer ${runId} keep\``));
  expect(await readFile(note(), 'utf8')).toBe('milk\nbread\nhoney\n');

  // One answer is about one change: the note, then the folder.
  const first = await type(['answer', runId, 'keep']);
  expect(first.code).toBe(4);
  expect(first.said).toContain('↺ ~/note.txt: you kept yours.');
  expect((await type(['answer', runId, 'keep'])).code).toBe(0);
  expect(await readFile(note(), 'utf8')).toBe('milk\nbread\nhoney\n');
});
