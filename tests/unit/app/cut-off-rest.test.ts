import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { remedies } from '../../../renderer/run/trouble/remedies.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { cutOffAfter } from '../../fakes/cut-off.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { killedWithin, type KilledProgram } from '../../fakes/killed-program.ts';
import { typed } from '../../fakes/typed.ts';

let killed: KilledProgram;
afterEach(() => killed.dispose());

const NAMES = [1, 2, 3, 4, 5, 6].map((n) => `p${n}.pdf`);

const kill = async (skill: string, goal: string, done = 3): Promise<void> => {
  killed = await killedWithin({
    goal,
    plug: (real, cut) => cutOffAfter(done, skill, () => real(skill), cut),
    async seed({ home }) {
      await mkdir(join(home, 'From'));
      await mkdir(join(home, 'To'));
      for (const name of NAMES) await writeFile(join(home, 'From', name), name);
    },
  });
};

const list = async (folder: string): Promise<readonly string[]> =>
  (await readdir(join(killed.home, folder))).filter((name) => !name.startsWith('.')).sort();

const answered = async (candidateId: string | null): Promise<RunView> => {
  const { question } = await killed.next.settled(killed.runId);
  await killed.next.sonny.dispatch({
    type: 'run.answer',
    runId: killed.runId,
    questionId: question?.id ?? '',
    candidateId,
  });
  return killed.next.settled(killed.runId);
};

const words = (run: RunView): readonly string[] =>
  remedies(run).map((remedy) => (remedy === 'goal' ? remedy : remedy.words));

const CASES: readonly [string, string, string, readonly string[], readonly string[]][] = [
  ['files.copy', 'copy all PDFs in ~/From to ~/To', 'Copy 3 files to ~/To', NAMES, NAMES],
  ['files.move', 'move all PDFs in ~/From to ~/To', 'Move 3 files to ~/To', [], NAMES],
  ['files.trash', 'delete all PDFs in ~/From', 'Put 3 files into the trash', [], []],
];

describe.each(CASES)('six files, of which a crash let three be done with %s', (skill, goal, rest, from, to) => {
  it('are asked about with what can be read back of them', async () => {
    await kill(skill, goal);
    const { question } = await killed.next.settled(killed.runId);
    expect(question?.ask).toContain('3 of 6 are done (p1.pdf, p2.pdf, p3.pdf), 3 are not (p4.pdf, p5.pdf, p6.pdf)');
  });

  it.each(['no', null])(
    'are, answered %j, offered to be brought to their end, and not to be begun anew',
    async (word) => {
      await kill(skill, goal);
      const failed = await answered(word);
      expect(failed.otherWay).toBe(`${rest}.`);
      expect(words(failed)).toContain('Do the rest');
      expect(words(failed)).not.toContain('Try again');
      expect(words(failed)).not.toContain('Another way');
    },
  );

  it('are brought to their end at the terminal: what is done is not done again, and all of it can be undone', async () => {
    await kill(skill, goal);
    const terminal = new FakeTerminal(['no', 'rest', 'y', 'y']);
    const code = await typed(killed.next.sonny, ['answer'], terminal);
    const said = [...terminal.told, ...terminal.printed].join('\n');
    expect(said).toContain(`  1. Do the rest: ${rest}\n  2. Undo what was done`);
    expect(said).not.toContain('Try the step again');
    expect(code, said).toBe(0);
    expect([await list('From'), await list('To')]).toEqual([from, to]);
    expect(await typed(killed.next.sonny, ['undo', 'last'], new FakeTerminal())).toBe(0);
    expect([await list('From'), await list('To')]).toEqual([NAMES, []]);
  });

  it('may be left out, and what comes after them is done', async () => {
    await kill(skill, `${goal} and then create the folder ~/After`, 0);
    const terminal = new FakeTerminal(['no', 'skip']);
    const code = await typed(killed.next.sonny, ['answer'], terminal);
    const said = [...terminal.told, ...terminal.printed].join('\n');
    expect([code, existsSync(join(killed.home, 'After'))], said).toEqual([11, true]);
    expect(said).toContain('Done but for 1 step you left out.');
    expect([await list('From'), await list('To')]).toEqual([NAMES, []]);
  });

  it('may be tried again where none of them was done', async () => {
    await kill(skill, goal, 0);
    const failed = await answered('no');
    expect(words(failed)).toContain('Try again');
  });
});

it('six files that were all moved when a crash came are not asked about: that they are is read back', async () => {
  await kill('files.move', 'move all PDFs in ~/From to ~/To', NAMES.length);
  const run = await killed.next.settled(killed.runId);
  expect(run).toMatchObject({ status: 'paused', steps: [{ status: 'verified' }] });
  expect(run.steps[0]?.evidence).toEqual([{ path: 'filesystem', say: 'all 6 are done', holds: true }]);
  expect(await typed(killed.next.sonny, ['undo', 'last'], new FakeTerminal())).toBe(0);
  expect([await list('From'), await list('To')]).toEqual([NAMES, []]);
});

it('six files that were all copied when a crash came are verified once a person says that they were not there before', async () => {
  await kill('files.copy', 'copy all PDFs in ~/From to ~/To', NAMES.length);
  const run = await answered('yes');
  expect(run.steps[0]).toMatchObject({ status: 'verified', evidence: [{ say: 'all 6 are done' }] });
});
