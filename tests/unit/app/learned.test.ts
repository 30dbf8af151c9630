import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../../automation/model/scripted.ts';
import { createSonny } from '../../../shared/app.ts';
import type { ModelRequest } from '../../../shared/ports/model.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
let requests: ModelRequest[] = [];

/** The program with a model that gives these answers one after another; what is asked beyond them it refuses. */
const open = async (...answers: readonly ScriptedAnswer[]): Promise<void> => {
  requests = [];
  const model = createScriptedModel({
    clock: createSystemClock(),
    script: (request) => {
      requests.push(request);
      return answers[requests.length - 1] ?? { error: 'MODEL_REFUSED' };
    },
  });
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { model });
  for (const folder of ['Downloads', 'Papers', 'Other']) await mkdir(join(program.home, folder));
  for (const name of ['Downloads/a.pdf', 'Downloads/b.pdf', 'Other/c.pdf']) await put(name);
};
afterEach(() => program.dispose());

const put = (name: string): Promise<void> => writeFile(join(program.home, name), name);
const list = (folder: string): Promise<string[]> => readdir(join(program.home, folder));
const plan = (...parts: object[]): ScriptedAnswer => ({ value: { kind: 'plan', parts } as ScriptedAnswer['value'] });
const learned = () => program.sonny.dispatch({ type: 'methods.list' });

const move = (from: string, to: string, words = `every PDF out of ${from}`) => ({
  words,
  do: 'files.move',
  args: { files: { folder: from, glob: '*.pdf' }, to },
});
const goal = (from: string, to: string): string => `could every PDF out of ${from} please live in ${to}`;
const done = async (text: string): Promise<RunView> => {
  const run = await program.run(text);
  expect(run.status, run.sentence).toBe('done');
  return run;
};

describe('what worked once', () => {
  it('is done again without a model, with what the new goal says', async () => {
    await open(plan(move('~/Downloads', '~/Papers')));
    const first = await done(goal('~/Downloads', '~/Papers'));
    expect(first.learned).toBeUndefined();
    expect(requests).toHaveLength(1);
    expect(await learned()).toMatchObject([
      {
        runId: first.id,
        say: 'could every pdf out of {path} please live in {path}',
        steps: ['files.move'],
        rests: expect.arrayContaining(['there is a folder ~/Papers']),
        used: 0,
      },
    ]);

    await mkdir(join(program.home, 'Elsewhere'));
    const second = await program.propose(goal('~/Other', '~/Elsewhere'));
    // Shown and approved like any plan, and the words that it answers are the new goal's.
    expect(second).toMatchObject({ status: 'awaiting-approval', learned: { runId: first.id } });
    expect(second.model).toBeUndefined();
    expect(second.steps[0]).toMatchObject({
      title: 'Move c.pdf to ~/Elsewhere',
      why: 'You asked: “every PDF out of ~/Other”.',
    });
    expect((await program.approve(second)).status).toBe('done');
    expect(requests).toHaveLength(1);
    expect(await list('Elsewhere')).toEqual(['c.pdf']);
    // Nothing of the first goal was touched by the second.
    expect(await list('Papers')).toEqual(['a.pdf', 'b.pdf']);
    expect(await learned()).toMatchObject([{ used: 1 }]);
    // Counted by the runs themselves: what is told of one again counts no second time, and the next life knows it.
    const { catalogue: _, ...ports } = program.ports;
    expect(await (await createSonny(ports)).dispatch({ type: 'methods.list' })).toMatchObject([{ used: 1 }]);
    await program.sonny.dispatch({ type: 'run.undo', runId: second.id });
    expect((await program.settled(second.id)).status).toBe('undone');
  });

  it('is done again without a model where a part takes what another gives, with what the new file says', async () => {
    const say = (from: string, to: string): string => `let ${to} say what ${from} says`;
    const parts = [
      { words: 'what ~/Downloads/a.pdf says', do: 'files.read', args: { path: '~/Downloads/a.pdf' } },
      {
        words: 'let ~/Papers/x.txt say',
        do: 'files.write',
        args: { path: '~/Papers/x.txt', text: { from: 1, output: 'text' } },
      },
    ];
    await open(plan(...parts));
    await done(say('~/Downloads/a.pdf', '~/Papers/x.txt'));
    await done(say('~/Other/c.pdf', '~/Papers/y.txt'));
    expect(requests).toHaveLength(1);
    expect(await readFile(join(program.home, 'Papers/y.txt'), 'utf8')).toBe('Other/c.pdf');
  });

  it('is known in the next life, and forgotten for good when a person says so', async () => {
    await open(plan(move('~/Downloads', '~/Papers')), plan(move('~/Other', '~/Papers')));
    await done(goal('~/Downloads', '~/Papers'));
    const { catalogue: _, ...ports } = program.ports;
    const next = await createSonny(ports);
    const [method] = await next.dispatch({ type: 'methods.list' });
    expect(method?.say).toContain('{path}');

    const id = method?.id ?? '';
    await expect(program.sonny.dispatch({ type: 'method.forget', id }, 'flag')).rejects.toMatchObject({
      code: 'NOT_AUTHORISED',
    });
    await program.sonny.dispatch({ type: 'method.forget', id });
    expect(await learned()).toEqual([]);
    await expect(program.sonny.dispatch({ type: 'method.forget', id })).rejects.toMatchObject({
      code: 'COMMAND_INVALID',
    });
    await done(goal('~/Other', '~/Papers'));
    expect(requests).toHaveLength(2);
  });

  it('is planned anew where a guard fails: what was seen for it is not so now', async () => {
    await open(plan(move('~/Downloads', '~/Papers')), plan(move('~/Other', '~/New')));
    await done(goal('~/Downloads', '~/Papers'));
    // There is no folder ~/New: the plan would come to other steps.
    const second = await done(goal('~/Other', '~/New'));
    expect(second.learned).toBeUndefined();
    expect(second.steps).toHaveLength(2);
    expect(requests).toHaveLength(2);
  });

  it('is planned anew where the goal is another: other words, another kind of value, or more of them', async () => {
    await open(plan(move('~/Downloads', '~/Papers')));
    await done(goal('~/Downloads', '~/Papers'));
    for (const other of [
      'could every PNG out of ~/Other please live in ~/Papers',
      'could every PDF out of Other please live in ~/Papers',
      `${goal('~/Other', '~/Papers')} and vanish`,
      'could every PDF out of ~/Other please not live in ~/Papers',
    ])
      expect((await program.propose(other)).learned).toBeUndefined();
    expect(requests).toHaveLength(5);
  });

  it('is planned anew the next time after it failed', async () => {
    await open(plan(move('~/Downloads', '~/Papers')));
    await done(goal('~/Downloads', '~/Papers'));
    const second = await program.propose(goal('~/Other', '~/Papers'));
    expect(second.learned).toBeDefined();
    await rm(join(program.home, 'Other'), { recursive: true });
    let run = second;
    while (run.approval) run = await program.approve(run);
    expect(run.status).toBe('failed');
    expect(await learned()).toEqual([]);
  });
});

describe('what may decide something and was not said', () => {
  it('is not carried along: a folder that the model chose', async () => {
    await open(plan(move('~/Downloads', '~/Other', 'every PDF out of ~/Downloads')));
    const run = await program.run('could every PDF out of ~/Downloads go where it belongs');
    // The person is asked about it or shown it; nothing is learned from that.
    expect(['done', 'asking']).toContain(run.status);
    expect(await learned()).toEqual([]);
  });

  it('stays what the new goal says where one value stands in two places', async () => {
    const copy = { words: 'copy', do: 'files.copy', args: { files: ['~/Downloads/a.pdf'], to: '~/Papers' } };
    const back = { words: 'then list', do: 'files.find', args: { folder: '~/Papers', glob: '*', recursive: false } };
    await open(plan(copy, back));
    const text = (file: string, folder: string): string => `kindly copy ${file} over to ${folder} then list ${folder}`;
    await done(text('~/Downloads/a.pdf', '~/Papers'));
    expect((await learned())[0]?.say).toBe('kindly copy {path} over to {path} then list {path}');
    const second = await done(text('~/Other/c.pdf', '~/Downloads'));
    expect(second.learned).toBeDefined();
    expect(second.steps.map((s) => s.title).join()).not.toContain('Papers');
    // The same slot can't be two things.
    const third = await program.propose('kindly copy ~/Other/c.pdf over to ~/Downloads then list ~/Papers');
    expect(third.learned).toBeUndefined();
    expect(await readFile(join(program.home, 'Downloads/c.pdf'), 'utf8')).toBe('Other/c.pdf');
  });

  it('is not carried along in a path that is put together of what may change', async () => {
    const copy = { words: 'copy', do: 'files.copy', args: { files: ['~/Downloads/a.pdf'], to: '~/Papers' } };
    const note = { words: 'notes.txt', do: 'files.write', args: { path: '~/Papers/notes.txt', text: 'hello' } };
    await open(plan(copy, note));
    await done('kindly copy ~/Downloads/a.pdf over to ~/Papers with notes.txt saying "hello"');
    expect(await learned()).toEqual([]);
  });

  it('is not learned from a goal of another program', async () => {
    await open(plan(move('~/Downloads', '~/Papers')));
    const { runId } = await program.sonny.dispatch({
      type: 'run.start',
      text: goal('~/Downloads', '~/Papers'),
      by: 'an agent',
    });
    let run = await program.settled(runId);
    while (run.approval) run = await program.approve(run);
    expect(await learned()).toEqual([]);
  });
});
