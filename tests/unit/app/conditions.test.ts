import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
const at = (name: string): string => join(program.home, name);

beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
  await mkdir(at('Downloads'));
});
afterEach(() => program.dispose());

const view = (runId: string): Promise<RunView> => program.sonny.dispatch({ type: 'run.get', runId });
/** Resolves once the first step of a run acts. */
const acting = (runId: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      view(runId).then(({ steps }) => {
        if (steps[0]?.status !== 'acting') return;
        stop();
        resolve();
      }, reject);
    };
    const stop = program.sonny.subscribe(look);
    look();
  });
const WAITS = 'wait for the file ~/Downloads/go.txt and';

/** Says yes to the plan and lets it wait; `meanwhile` is what happens before what it waits for comes. */
const waited = async (goal: string, meanwhile: () => Promise<void>): Promise<RunView> => {
  const planned = await program.propose(goal);
  expect(planned.status, planned.error?.details).toBe('awaiting-approval');
  const { nonce = '', planHash = '' } = planned.approval ?? {};
  await program.sonny.dispatch({ type: 'run.approve', runId: planned.id, nonce, planHash });
  await acting(planned.id);
  await meanwhile();
  await writeFile(at('Downloads/go.txt'), 'go');
  let run = await program.settled(planned.id);
  while (run.approval) run = await program.approve(run);
  return run;
};

describe('a condition that comes after a wait', () => {
  const GOAL = `${WAITS} if ~/Downloads/b.txt exists move it to ~/Papers, otherwise create a folder ~/None`;

  it('is shown with both its sides, and none of them is planned yet', async () => {
    const planned = await program.propose(GOAL);
    expect(planned.steps.map(({ title }) => title)).toEqual([
      'Wait for ~/Downloads/go.txt',
      'If by then something is at ~/Downloads/b.txt: move it to ~/Papers; otherwise: create a folder ~/None',
    ]);
    expect(planned.steps[1]?.changes).toEqual(['If so: move it to ~/Papers.', 'If not: create a folder ~/None.']);
    expect(planned.steps[1]?.dependsOn).toEqual(['s1']);
  });

  it('is decided by what is there then: something', async () => {
    const run = await waited(GOAL, () => writeFile(at('Downloads/b.txt'), 'b'));
    expect(run.status, run.error?.details ?? run.sentence).toMatch(/^done/u);
    expect(existsSync(at('Papers/b.txt'))).toBe(true);
    expect(existsSync(at('None'))).toBe(false);
    await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
    expect((await program.settled(run.id)).status).toBe('undone');
    expect(existsSync(at('Downloads/b.txt'))).toBe(true);
  });

  it('is decided by what is there then: nothing', async () => {
    const run = await waited(GOAL, async () => {});
    expect(run.status, run.error?.details ?? run.sentence).toMatch(/^done/u);
    expect(existsSync(at('None'))).toBe(true);
    for (const { id: stepId } of run.steps) {
      const why = await program.sonny.dispatch({ type: 'step.why', runId: run.id, stepId });
      expect(why.checked, why.question).toBe(true);
    }
  });

  it('asks about what is asked about by itself, and is held to what the goal is held to', async () => {
    await writeFile(at('Downloads/b.txt'), 'b');
    const goal = `${WAITS} if ~/Downloads/b.txt exists move it to the trash`;
    const planned = await program.propose(goal);
    const { nonce = '', planHash = '' } = planned.approval ?? {};
    await program.sonny.dispatch({ type: 'run.approve', runId: planned.id, nonce, planHash });
    await writeFile(at('Downloads/go.txt'), 'go');
    const asking = await program.settled(planned.id);
    expect(asking.approval?.stepId).not.toBeNull();
    expect(existsSync(at('Downloads/b.txt'))).toBe(true);
    await program.sonny.dispatch({ type: 'fact.assert', text: 'keep("~/Downloads/b.txt")' });
    let run = await program.approve(asking);
    while (run.approval) run = await program.approve(run);
    expect(run.steps.at(-2)?.error?.code ?? run.error?.code).toBe('CONSTRAINT_VIOLATED');
    expect(existsSync(at('Downloads/b.txt'))).toBe(true);
  });
});

describe('a condition inside another', () => {
  const ELSE_IF = `${WAITS} if ~/Downloads/a.txt exists move it to ~/A, otherwise if ~/Downloads/b.txt exists move it to ~/B, otherwise create a folder ~/None`;
  const made = (): readonly string[] => ['A/a.txt', 'B/b.txt', 'None'].filter((name) => existsSync(at(name)));

  it('is decided when the run comes to it, too', async () => {
    const planned = await program.propose(ELSE_IF);
    expect(planned.steps.map(({ skill }) => skill)).toEqual(['wait.file', 'plan.if']);
    expect(planned.steps[1]?.title).toContain('otherwise: if ~/Downloads/b.txt exists move it to ~/B');
  });

  it.each([
    ['both', ['a', 'b'], ['A/a.txt']],
    ['the second', ['b'], ['B/b.txt']],
    ['neither', [], ['None']],
  ])('goes by what is there then: %s', async (_, there, expected) => {
    const run = await waited(ELSE_IF, async () => {
      for (const name of there) await writeFile(at(`Downloads/${name}.txt`), name);
    });
    expect(run.status, run.error?.details ?? run.sentence).toMatch(/^done/u);
    expect(made()).toEqual(expected);
  });

  it.each([
    [['a'], []],
    [['b'], []],
    [['a', 'b'], ['B/b.txt']],
  ])('right after another needs both to be so: %j', async (there, expected) => {
    const goal = `${WAITS} if ~/Downloads/a.txt exists, if ~/Downloads/b.txt exists move it to ~/B`;
    const run = await waited(goal, async () => {
      for (const name of there) await writeFile(at(`Downloads/${name}.txt`), name);
    });
    expect(run.status, run.error?.details ?? run.sentence).toMatch(/^done/u);
    expect(made()).toEqual(expected);
  });

  it('is one of two where something comes in between: each is decided by itself', async () => {
    const goal = `${WAITS} if ~/Downloads/a.txt exists move it to ~/A, if ~/Downloads/b.txt exists move it to ~/B, otherwise create a folder ~/None`;
    const planned = await program.propose(goal);
    expect(planned.steps.map(({ skill }) => skill)).toEqual(['wait.file', 'plan.if', 'plan.if']);
    await program.sonny.dispatch({ type: 'run.cancel', runId: planned.id });
    const run = await waited(goal, () => writeFile(at('Downloads/a.txt'), 'a'));
    expect(run.status, run.error?.details ?? run.sentence).toMatch(/^done/u);
    expect(made()).toEqual(['A/a.txt', 'None']);
  });

  it('that can be told when it is planned does only one of the cases', async () => {
    await writeFile(at('Downloads/a.txt'), 'a');
    await writeFile(at('Downloads/b.txt'), 'b');
    const run = await program.run(ELSE_IF.replace(`${WAITS} `, ''));
    expect(run.status, run.sentence).toBe('done');
    expect(made()).toEqual(['A/a.txt']);
  });
});

describe('a condition that leans on what was opened before it', () => {
  it('is decided when its turn comes, and means the window of this run; done again after an undo it means the new one', async () => {
    const goal = `open the text editor, ${WAITS} if ~/Downloads/b.txt exists write "it came" in the text editor`;
    const planned = await program.propose(goal);
    expect(planned.steps.map(({ skill }) => skill)).toEqual(['app.open', 'wait.file', 'plan.if']);
    const { nonce = '', planHash = '' } = planned.approval ?? {};
    await program.sonny.dispatch({ type: 'run.approve', runId: planned.id, nonce, planHash });
    await writeFile(at('Downloads/b.txt'), 'b');
    await writeFile(at('Downloads/go.txt'), 'go');
    let run = await program.settled(planned.id);
    while (run.approval) run = await program.approve(run);
    expect(run.status, run.error?.details ?? run.sentence).toMatch(/^done/u);
    const write = run.steps.find(({ within }) => within !== undefined);
    expect(write?.args['window']).toEqual({ from: 's1', output: 'window' });
    expect(write?.status).toBe('verified');
    await program.sonny.dispatch({ type: 'run.undo', runId: run.id });
    expect((await program.settled(run.id)).status).toBe('undone');
    await program.sonny.dispatch({ type: 'run.redo', runId: run.id });
    const again = await program.settled(run.id);
    expect(again.status, again.error?.details ?? again.sentence).toMatch(/^done/u);
    const written = again.steps.find(({ within }) => within !== undefined);
    expect(written?.status).toBe('verified');
    expect(again.steps[0]?.outputs?.['window']).not.toEqual(run.steps[0]?.outputs?.['window']);
  });
});

describe('a condition that can be told when it is planned', () => {
  it('is decided then', async () => {
    await writeFile(at('Downloads/b.txt'), 'b');
    const planned = await program.propose(
      'if ~/Downloads/b.txt exists move it to ~/Papers, otherwise create a folder ~/None',
    );
    expect(planned.steps.map(({ skill }) => skill)).toEqual(['files.create-folder', 'files.move']);
  });
});
