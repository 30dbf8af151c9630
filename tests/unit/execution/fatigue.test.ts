import { describe, expect, it } from 'vitest';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import { HASTE } from '../../../shared/policy/fatigue.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { coded } from './seasoning.ts';
import { planned, Shelf, world, type World } from './shelf-world.ts';

/** Steps that are asked about one by one, each after the one before it. */
const golden = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    planned(`s${n}`, { jar: `jar ${n}`, what: 'gold' }, { risk: 'R3', dependsOn: n === 0 ? [] : [`s${n - 1}`] }),
  );
const waits = ({ approval, status }: RunView): boolean => approval !== undefined || status === 'done';
/** Says yes to so many prompts, each after so many milliseconds; gives the run where it waits for the next word. */
const answer = async (w: World, runId: string, times: number, after: number): Promise<RunView> => {
  for (let n = 0; n < times; n++) {
    await w.reach(runId, waits);
    w.clock.pass(after);
    w.approve(runId);
  }
  return w.reach(runId, waits);
};
const start = (w: World): string => w.manager.start('season the soup');
const say = (w: World, run: RunView, read?: readonly string[]): void => {
  const { nonce = '', planHash = '' } = run.approval ?? {};
  const more = read ? { read: [...read] } : {};
  w.manager.command({ type: 'run.approve', runId: run.id, nonce, planHash, stepByStep: false, ...more }, 'person');
};

describe('answers that come too quickly to have been read', () => {
  it('have all that is left asked at once, each step named and each to be read before a yes counts', async () => {
    const w = world(golden(7));
    const runId = start(w);
    const run = await answer(w, runId, HASTE.prompts, HASTE.median - 1);
    expect(w.shelf.calls).toHaveLength(HASTE.prompts - 1);
    expect(run.approval).toMatchObject({ stepId: 's4', label: 'Approve 3 steps', names: ['s4', 's5', 's6'] });
    expect(run.approval?.digest).toMatchObject([
      { stepId: 's4', title: 'Put gold into "jar 4"', lines: expect.arrayContaining(['jar: jar 4', 'what: gold']) },
      { stepId: 's5', title: 'Put gold into "jar 5"' },
      { stepId: 's6', title: 'Put gold into "jar 6"' },
    ]);
    expect(() => say(w, run)).toThrow(coded('NOT_READ'));
    expect(() => say(w, run, ['s4', 's6', 's1'])).toThrow('Put gold into "jar 5"');
    expect(w.shelf.calls).toHaveLength(HASTE.prompts - 1);
    say(w, run, ['s6', 's5', 's4']);
    await w.reach(runId, ({ status }) => status === 'done');
    expect(w.shelf.jars.size).toBe(7);
    const asked = [...w.journal.read({ runId })].filter(({ event }) => event.type === 'approval.asked');
    expect(asked).toHaveLength(HASTE.prompts + 1);
  });

  it('are judged by the middle one: who reads is asked step by step', async () => {
    const w = world(golden(6));
    const run = await answer(w, start(w), HASTE.prompts, HASTE.median);
    expect(run.approval?.stepId).toBe('s4');
    expect(run.approval).not.toHaveProperty('digest');
  });

  it('count over all runs of an hour, also after a restart, and not after that', async () => {
    const [journal, shelf] = [memoryJournal(), new Shelf()];
    const before = world(golden(4), { journal, shelf });
    await answer(before, start(before), HASTE.prompts, 10);
    const w = world(
      [planned('t', { jar: 'x', what: 'gold' }), planned('u', { jar: { from: 't', output: 'jar' }, what: 'gold' })],
      { journal, shelf, clock: before.clock },
    );
    w.manager.recover(10);
    const runId = w.manager.start('another');
    await w.reach(runId, waits);
    w.clock.pass(10);
    w.approve(runId);
    const run = await w.reach(runId, (view) => view.approval?.stepId === 't');
    // What the second step is about is not known before the first is done, so it can't be read yet.
    expect(run.approval).toMatchObject({ label: 'Approve 1 step', digest: [{ stepId: 't' }] });
    w.manager.command({ type: 'run.cancel', runId }, 'person');

    before.clock.pass(HASTE.within);
    const later = world([planned('v', { jar: 'y', what: 'gold' })], { journal, shelf, clock: before.clock });
    later.manager.recover(10);
    const next = later.manager.start('much later');
    await later.reach(next, waits);
    later.approve(next);
    const asked = await later.reach(next, (view) => view.approval?.stepId === 'v');
    expect(asked.approval).not.toHaveProperty('digest');
  });

  it('of a flag say nothing about a person', async () => {
    const [journal, shelf] = [memoryJournal(), new Shelf()];
    const w = world([planned('s', { jar: 'a', what: 'salt' })], { journal, shelf });
    for (let n = 0; n < HASTE.prompts; n++) {
      const runId = start(w);
      await w.reach(runId, waits);
      w.approve(runId, false, 'flag');
      await w.reach(runId, ({ status }) => status === 'done');
    }
    expect(w.manager.runs.newest(10).flatMap(({ usage }) => usage.decisions)).toEqual([]);
  });
});
