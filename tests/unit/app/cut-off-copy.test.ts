import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { linkedClient } from '../../../electron/cli/clients.ts';
import { programOf } from '../../../electron/cli/program.ts';
import { undoRun } from '../../../electron/cli/undo-run.ts';
import { undoSentence, undoable } from '../../../renderer/words/undo.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { cutOffAfter } from '../../fakes/cut-off.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { typed } from '../../fakes/typed.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let killed: SimulatedProgram;
let next: SimulatedProgram | undefined;
let runId: string;

const papers = async (): Promise<readonly string[]> =>
  (await readdir(join(killed.home, 'Papers'))).filter((name) => !name.startsWith('.')).sort();

beforeEach(async () => {
  let copied = (): void => {};
  const oneIsThere = new Promise<void>((resolve) => void (copied = resolve));
  const plug = cutOffAfter(
    1,
    'files.copy',
    () => killed.ports.performers.findLast(({ skills }) => skills.includes('files.copy'))!,
    copied,
  );
  killed = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { performers: [plug] });
  await mkdir(join(killed.home, 'Papers'));
  await mkdir(join(killed.home, 'Big'));
  for (const n of [1, 2, 3, 4]) await writeFile(join(killed.home, 'Big', `big${n}.pdf`), `big ${n}`);
  await killed.run('create the folder ~/Other');
  const run = await killed.propose('copy all PDFs in ~/Big to ~/Papers');
  runId = run.id;
  const { nonce = '', planHash = '' } = run.approval ?? {};
  await killed.sonny.dispatch({ type: 'run.approve', runId, nonce, planHash });
  await oneIsThere;
  // What was on the disk at that moment is what a killed program leaves.
  const { home } = killed;
  const profile = `${killed.profile}-left`;
  await cp(killed.profile, profile, { recursive: true });
  next = await openSimulatedProgram(createSimulatedDriver(), undefined, false, {}, { home, profile });
});
afterEach(async () => {
  await next?.dispose();
  await killed.dispose();
});

const answered = async (candidateId: string | null): Promise<RunView> => {
  const { question } = await next!.settled(runId);
  expect(question?.subject).toMatch(/^happened:/);
  await next!.sonny.dispatch({ type: 'run.answer', runId, questionId: question?.id ?? '', candidateId });
  return next!.settled(runId);
};

const undo = (which: string) =>
  undoRun(
    programOf(
      (origin) => linkedClient(next!.sonny, () => 'secret', origin),
      async () => {},
    ),
    which,
    () => {},
  );

describe('four files, of which a crash let one be copied', () => {
  it('are asked about with what is there now', async () => {
    const { question } = await next!.settled(runId);
    expect(question?.ask).toBe(
      'Sonny was interrupted while it did this: “Copy 4 files to ~/Papers”. Read back just now: 1 of 4 is done (big1.pdf), 3 are not (big2.pdf, big3.pdf, big4.pdf). So not all of it happened.',
    );
    expect(question?.candidates.map(({ label }) => label)).toEqual(['Not all of it happened']);
  });

  it.each(['no', null])('are undone as was promised after the answer %j', async (answer) => {
    const run = await answered(answer);
    expect(await papers()).toEqual(['big1.pdf']);
    expect(undoable(run)).toHaveLength(1);
    expect(undoSentence(run)).toBe('Undo takes back “Copy 4 files to ~/Papers”.');
    expect(await undo(runId)).toMatchObject({ status: 'undone' });
    expect(await papers()).toEqual([]);
  });

  const answer = async (args: readonly string[], answers?: readonly string[]) => {
    const terminal = new FakeTerminal(answers);
    const code = await typed(next!.sonny, ['answer', ...args], terminal);
    return { code, asked: terminal.asked, said: [...terminal.told, ...terminal.printed].join('\n') };
  };

  it('are answered for at the terminal, and undone there', async () => {
    const left = await answer([], ['']);
    expect(left).toMatchObject({ code: 4, asked: ['Which number? (nothing: leave it open) '] });
    expect(left.said).toContain('1 of 4 is done (big1.pdf)');
    expect(left.said).toContain(
      '  1. Not all of it happened (you then choose how to go on, and what was done of it can be undone)',
    );
    expect(left.said).toContain(`It waits for an answer: \`npm start -- answer ${runId}\`.`);

    const nobody = await answer([]);
    expect(nobody.code).toBe(4);
    expect(nobody.said).toContain(`\`npm start -- answer ${runId} no\``);
    expect((await answer(['last', 'perhaps'])).said).toContain('takes one of these: no, unknown.');

    const no = await answer([], ['1', '']);
    expect(no.code).toBe(4);
    expect(no.said).toContain('You said that not all of it had happened.');
    expect(no.said).toContain('  1. Do the rest: Copy 3 files to ~/Papers\n  2. Undo what was done');
    expect(await papers()).toEqual(['big1.pdf']);
    expect((await answer([], ['2'])).code).toBe(0);
    expect(await papers()).toEqual([]);
    expect((await answer([], [''])).said).toContain('No run waits for an answer.');
  });

  it('leave what the person changed since', async () => {
    await answered('no');
    await writeFile(join(killed.home, 'Papers', 'big1.pdf'), 'mine');
    expect(await undo(runId)).toMatchObject({ status: 'undone-partly' });
    expect(await papers()).toEqual(['big1.pdf']);
  });

  it('are copied and taken back with what was there, when tried again', async () => {
    await answered('no');
    await next!.sonny.dispatch({ type: 'run.retry', runId });
    expect(await next!.settled(runId)).toMatchObject({ status: 'done' });
    expect(await papers()).toHaveLength(5);
    expect(await undo(runId)).toMatchObject({ status: 'undone' });
    expect(await papers()).toEqual([]);
  });

  it('count as not copied by the person’s word, beside what was read back', async () => {
    const { steps } = await answered('no');
    expect(steps[0]?.evidence).toEqual([
      { path: 'filesystem', say: '1 of 4 is done (big1.pdf)', holds: true },
      { path: 'filesystem', say: '3 of 4 are not done (big2.pdf, big3.pdf, big4.pdf)', holds: false },
      { path: 'person', say: 'you said that not all of it had happened', holds: false },
    ]);
  });

  it.each(['last', 'id'])('wait for the answer: undo %s says so and undoes no other run', async (which) => {
    if (which === 'id') await next!.settled(runId);
    const result = await undo(which === 'id' ? runId : which);
    expect(result.error?.code).toBe('COMMAND_NOT_NOW');
    expect(result.error?.details).toMatch(/say (first )?whether it happened/i);
    if (which === 'last') expect(result.error?.details).toContain(`“copy all PDFs in ~/Big to ~/Papers” (${runId})`);
    expect(existsSync(join(killed.home, 'Other'))).toBe(true);
    expect(await papers()).toEqual(['big1.pdf']);
  });
});
