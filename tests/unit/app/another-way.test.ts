import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver, SIMULATED_APPLICATIONS } from '../../../automation/desktop/simulated/index.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { Driver } from '../../../shared/ports/driver.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
/** What typing does; by default it types. */
let typing: Driver['enterText'];

beforeEach(async () => {
  const desktop = createSimulatedDriver();
  typing = (...args) => desktop.enterText(...args);
  program = await openSimulatedProgram({ ...desktop, enterText: (...args) => typing(...args) });
});
afterEach(() => program.dispose());

const at = (name: string): string => join(program.home, name);
const put = async (name: string): Promise<void> => {
  await mkdir(join(at(name), '..'), { recursive: true });
  await writeFile(at(name), name);
};
const tree = async (): Promise<readonly string[]> =>
  (await readdir(program.home, { recursive: true })).filter((f) => !f.startsWith('.')).sort();
const stateOf = (run: RunView): readonly (readonly [string, string])[] => run.steps.map((s) => [s.title, s.status]);
const send = (type: 'run.resume' | 'run.replan' | 'run.undo' | 'run.redo', runId: string): Promise<unknown> =>
  program.sonny.dispatch({ type, runId });

/** Plans a goal, does its first step, lets the world change, and goes on. */
const changedAfterOne = async (goal: string, change: () => Promise<void>): Promise<RunView> => {
  const run = await program.propose(goal);
  const { nonce = '', planHash = '' } = run.approval ?? {};
  await program.sonny.dispatch({ type: 'run.approve', runId: run.id, nonce, planHash, stepByStep: true });
  expect((await program.settled(run.id)).status).toBe('paused');
  await change();
  await send('run.resume', run.id);
  return program.settled(run.id);
};
const anotherWay = async (run: RunView): Promise<RunView> => {
  await send('run.replan', run.id);
  return program.settled(run.id);
};

describe('another way after a failed step', () => {
  const GOAL =
    'create the folder ~/Papers, then move all PDFs in ~/Downloads to ~/Papers, then create a file ~/Papers/list.txt with "x"';

  beforeEach(async () => {
    await put('Downloads/a.pdf');
    await put('Downloads/b.pdf');
  });

  it('goes on without a file that has vanished, when it is approved anew; undo takes everything back', async () => {
    const failed = await changedAfterOne(GOAL, () => rm(at('Downloads/b.pdf')));
    expect(failed.status).toBe('failed');
    expect(failed.otherWay).toContain('Move a.pdf to ~/Papers');
    const before = failed.approval;
    const other = await anotherWay(failed);
    expect(before).toBeUndefined();
    expect(other).toMatchObject({ status: 'awaiting-approval', approval: { label: 'Run 2 steps', stepId: null } });
    expect(stateOf(other)).toEqual([
      ['Create the folder ~/Papers', 'verified'],
      ['Move 2 files to ~/Papers', 'skipped'],
      ['Move a.pdf to ~/Papers', 'planned'],
      ['Write “x” to ~/Papers/list.txt', 'planned'],
    ]);
    expect(other.steps[2]?.why).toContain('no longer there');
    const done = await program.approve(other);
    expect(done.status, done.sentence).toBe('done');
    expect(await tree()).toEqual(['Documents', 'Downloads', 'Papers', 'Papers/a.pdf', 'Papers/list.txt']);
    await send('run.undo', done.id);
    expect((await program.settled(done.id)).status).toBe('undone');
    expect(await tree()).toEqual(['Documents', 'Downloads', 'Downloads/a.pdf']);
    await send('run.redo', done.id);
    const again = await program.settled(done.id);
    expect(again.status, again.sentence).toBe('done');
    expect(await tree()).toContain('Papers/a.pdf');
  });

  it('brings about again what a step has lost', async () => {
    const failed = await changedAfterOne(GOAL, () => rename(at('Papers'), at('Elsewhere')));
    expect(failed.otherWay).toBe('Create the folder ~/Papers, then: Move 2 files to ~/Papers, and 1 more.');
    const done = await program.approve(await anotherWay(failed));
    expect(done.status, done.sentence).toBe('done');
    expect(await tree()).toContain('Papers/b.pdf');
  });

  it('is not offered where it would only be the same once more, and is refused when asked for', async () => {
    const failed = await changedAfterOne('create the folder ~/Papers, then read ~/Downloads/a.pdf', async () => {
      await rm(at('Downloads/a.pdf'));
    });
    expect(failed.status).toBe('failed');
    expect(failed.otherWay).toBeUndefined();
    await expect(send('run.replan', failed.id)).rejects.toMatchObject({ code: 'NO_OTHER_WAY' });
  });

  it('is refused, and the run stays where it was, when the world has changed once more', async () => {
    const failed = await changedAfterOne(GOAL, () => rm(at('Downloads/b.pdf')));
    await rm(at('Downloads/a.pdf'));
    await rm(at('Papers'), { recursive: true });
    await writeFile(at('Papers'), 'a file where the folder was');
    const still = await anotherWay(failed);
    expect(still).toMatchObject({ status: 'failed', error: { code: 'NO_OTHER_WAY' } });
    expect(still.otherWay).toBeUndefined();
  });

  it('comes from the methods for what the failed step does: a text that can’t be typed is pasted', async () => {
    const [editor] = SIMULATED_APPLICATIONS;
    typing = async () => {
      throw new SonnyError('NOT_RESPONDING');
    };
    const failed = await program.run(`write "hello" in ${editor?.name}`);
    expect(failed.status, failed.sentence).toBe('failed');
    const other = await anotherWay(failed);
    expect(other.steps.slice(-2).map((s) => s.skill)).toEqual(['clipboard.write', 'text.paste']);
    expect(other.steps.at(-1)?.why).toContain('paste it instead of typing');
  });
});
