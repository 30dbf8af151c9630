import { expect, it, describe } from 'vitest';
import { advance } from '../../../shared/execution/state.ts';
import { isRunEvent, type PlannedStep } from '../../../shared/protocol/events.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { Press, step } from './press-world.ts';
import { is, start } from './seasoning.ts';
import type { World } from './shelf-world.ts';

const PATH = '/home/a/leaf.txt';
const [print, risky, checked] = [{ path: PATH }, { path: PATH, risk: 'R3' }, { path: PATH, checked: true }];
const bind = step('s2', 'press.bind', { path: PATH }, ['s1']);
const missing = { relation: 'file', args: [PATH], predicted: true, observed: false };

/** Lets a plan run to where it ends, with every yes. */
const finish = async (w: World, runId: string, status: string): Promise<RunView> => {
  const approve = (v: RunView): boolean => v.approval !== undefined || is(status)(v);
  for (let view = await w.reach(runId, approve); view.approval; view = await w.reach(runId, approve)) w.approve(runId);
  return w.reach(runId, is(status));
};
const play = async (press: Press, steps: readonly PlannedStep[], status: string) => {
  const w = press.world(steps);
  const runId = await start(w);
  return { w, runId, view: await finish(w, runId, status) };
};
const lying = (): Press => {
  const press = new Press();
  press.acts = () => {};
  return press;
};

describe('what a step predicts', () => {
  it('is no surprise where it is so', async () => {
    const press = new Press();
    const { view, w } = await play(press, [step('s1', 'press.print', print), bind], 'done');
    expect(view.steps.map((s) => s.status)).toEqual(['verified', 'verified']);
    expect([...w.journal.read()].filter(({ event }) => 'surprises' in event)).toEqual([]);
  });

  it('makes a step unverified where it is not so, whatever its performer says, and the run goes on', async () => {
    const other = step('s2', 'press.print', { path: '/home/a/other.txt' }, ['s1']);
    const press = new Press();
    const truly = press.acts;
    press.acts = (skill, args) => (args['path'] === PATH ? undefined : truly(skill, args));
    const { view } = await play(press, [step('s1', 'press.print', print), other], 'done-unverified');
    expect(view.steps.map((s) => s.status)).toEqual(['unverified', 'verified']);
    const say = 'predicted that there is a file ~/leaf.txt, saw that there is no file ~/leaf.txt';
    expect(view.steps[0]?.surprises).toEqual([{ say, ...missing }]);
    expect(view.steps[0]?.error).toBeUndefined();
    expect(view.sentence).toBe(`Done, but “press.print s1” was not as predicted: ${say}.`);
  });

  it('halts the run at a step that changes much', async () => {
    const press = lying();
    const other = step('s2', 'press.print', { path: '/home/a/other.txt' }, ['s1']);
    const { view } = await play(press, [step('s1', 'press.print', risky), other], 'failed');
    expect(view.steps.map((s) => s.status)).toEqual(['failed', 'planned']);
    expect(view.error).toMatchObject({ code: 'SURPRISE', details: expect.stringContaining('no file ~/leaf.txt') });
    expect(press.done).toHaveLength(1);
  });

  it('halts the run before a step that needs it, and can be tried again and undone', async () => {
    const press = lying();
    const { view, w, runId } = await play(press, [step('s1', 'press.print', print), bind], 'failed');
    expect(view.steps[0]).toMatchObject({ status: 'failed', error: { code: 'SURPRISE' }, surprises: [missing] });
    expect(press.done).toEqual([`${runId}/s1/1`]);
    press.acts = (_, args) => void press.paths.set(String(args['path']), 'file');
    w.manager.command({ type: 'run.retry', runId }, 'person');
    const again = await finish(w, runId, 'done');
    expect(again.steps.map((s) => s.surprises)).toEqual([undefined, undefined]);
    w.manager.command({ type: 'run.undo', runId }, 'person');
    await w.reach(runId, is('undone'));
  });

  it('is not looked at again where the step’s own check has just read it', async () => {
    const press = new Press();
    await play(press, [step('s1', 'press.print', checked)], 'done');
    expect(press.looks).toEqual(['document.text']);
    await play(press, [step('s1', 'press.print', print)], 'done');
    expect(press.looks).toEqual(['file']);
  });

  it('surprises nobody where nothing can be read', async () => {
    const press = lying();
    press.readable = false;
    const { view } = await play(press, [step('s1', 'press.print', risky)], 'done');
    expect(view.steps[0]?.surprises).toBeUndefined();
  });

  it('may be a folder where a file was guessed, unless a step needs the file', async () => {
    const press = new Press();
    press.acts = (_, args) => void press.paths.set(String(args['path']), 'folder');
    await play(press, [step('s1', 'press.print', risky)], 'done');
    const { view } = await play(press, [step('s1', 'press.print', print), bind], 'failed');
    expect(view.steps[0]?.surprises).toMatchObject([missing]);
  });
});

describe('what steps to come stand on', () => {
  const closing = [step('s1', 'press.close', { window: 1 }), step('s2', 'press.close', { window: 2 }, ['s1'])];

  it('halts the run when an act takes it away, though all it predicted is so', async () => {
    const press = new Press();
    press.windows.add(1).add(2);
    press.acts = () => press.windows.clear();
    const { view } = await play(press, closing, 'failed');
    expect(view.steps.map((s) => s.status)).toEqual(['failed', 'planned']);
    const gone = { relation: 'window', args: ['w:2'], predicted: true, observed: false };
    expect(view.steps[0]?.surprises).toMatchObject([gone]);
    expect(press.done).toHaveLength(1);
  });

  it('does not count what a step in between is still to bring about', async () => {
    const press = new Press();
    press.acts = (skill, { path }) => {
      if (skill === 'press.print' && press.done.length > 1) press.paths.set(String(path), 'file');
    };
    const steps = [
      step('s1', 'press.print', print),
      step('s2', 'press.print', print, ['s1']),
      step('s3', 'press.bind', { path: PATH }, ['s2']),
    ];
    const { view } = await play(press, steps, 'done-unverified');
    expect(view.steps.map((s) => s.status)).toEqual(['unverified', 'verified', 'verified']);
  });
});

it('a surprise is in the journal and replays to the same view', async () => {
  const { view, w, runId } = await play(lying(), [step('s1', 'press.print', print), bind], 'failed');
  const rows = [...w.journal.read({ runId })].map((row) => row.event).filter(isRunEvent);
  const replayed = rows.reduce<ReturnType<typeof advance>['state'] | undefined>(
    (state, event) => advance(state, event).state,
    undefined,
  );
  expect(replayed?.view).toEqual(view);
  expect(rows.find((row) => row.type === 'step.ended')).toMatchObject({ surprises: [missing], receipt: {} });
});
