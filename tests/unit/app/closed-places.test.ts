import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel } from '../../../automation/model/scripted.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  await mkdir(join(program.home, '.ssh'));
  await writeFile(join(program.home, '.ssh', 'id_rsa'), 'a key');
  await writeFile(join(program.home, 'Documents', 'a.txt'), 'a');
});
afterEach(() => program.dispose());

const KEYS = '~/.ssh is closed to Sonny: it holds keys';

describe('a plan onto a closed place is refused when it is made', () => {
  it.each([
    ['delete ~/.ssh', KEYS],
    ['zip ~/.ssh', KEYS],
    ['read ~/.ssh/id_rsa', KEYS],
    ['create a file ~/.ssh/q.txt with "hello"', KEYS],
    ['list the files in ~/.ssh', KEYS],
    ['move all PDFs in ~/.ssh to ~/x', KEYS],
    ['copy /etc/hostname to ~/x', '/etc/hostname is closed to Sonny: it works in your home folder'],
    ['create the folder ~/x and copy ~/Documents/a.txt to ~/.config/x', '~/.config is closed to Sonny: programs keep'],
    ['wait for the file ~/.ssh/new', KEYS],
    ['open ~/.ssh/id_rsa in the text editor', KEYS],
  ])('%s', async (goal, why) => {
    const run = await program.propose(goal);
    expect(run).toMatchObject({ status: 'refused', error: { code: 'FILE_DENIED' }, suggestions: [] });
    expect(run.error?.details).toContain(why);
    const because = await program.sonny.dispatch({ type: 'run.why', runId: run.id });
    expect(because).toMatchObject({ answer: run.error?.details, checked: true });
    for (const { id } of run.steps)
      expect(await program.sonny.dispatch({ type: 'step.why', runId: run.id, stepId: id })).toMatchObject({
        checked: true,
      });
    const said = because.lines.map(({ say }) => say).join('\n');
    expect(said).not.toContain('nothing makes it so');
    expect(said).not.toContain('nothing brings it about');
  });

  it('and what is beside it is planned', async () => {
    expect((await program.propose('read ~/Documents/a.txt')).status).not.toBe('refused');
  });
});

describe('an answer that would be refused is not offered', () => {
  it('and where every answer would be, that is said at once', async () => {
    const run = await program.propose('write "hello" and save it as /etc/motd2');
    expect(run).toMatchObject({ status: 'refused', error: { code: 'FILE_DENIED' } });
    expect(run.error?.details).toContain('/etc/motd2 is closed to Sonny: it works in your home folder');
    expect((await program.propose('write "hello" and save it as ~/motd2.txt')).question?.ask).toBe(
      'Where should it be written?',
    );
  });

  it('such as a file that a link in the usual places leads out of them', async () => {
    await writeFile(join(program.home, 'Documents', 'notes.txt'), 'mine');
    await mkdir(join(program.home, 'Desktop'), { recursive: true });
    await mkdir(join(program.home, 'Downloads'), { recursive: true });
    await writeFile(join(program.home, 'Downloads', 'notes.txt'), 'mine, too');
    await symlink('/etc/hostname', join(program.home, 'Desktop', 'notes.txt'));
    const run = await program.propose('read notes.txt');
    expect(run.question?.candidates.map(({ label }) => label)).toEqual([
      '~/Documents/notes.txt',
      '~/Downloads/notes.txt',
    ]);
  });

  it('nor one of a model’s that names such a place', async () => {
    await program.dispose();
    const clock = createSystemClock();
    const value = {
      kind: 'ask',
      ask: 'Which one is to be greeted?',
      candidates: ['~/motd2', '/etc/motd2', 'All of them'],
    };
    const model = createScriptedModel({ clock, script: () => ({ value }) });
    program = await openSimulatedProgram(createSimulatedDriver(), clock, false, { model });
    const run = await program.propose('could you greet the motd thing for me');
    expect(run.question?.candidates.map(({ label }) => label)).toEqual(['~/motd2', 'All of them']);
  });
});
