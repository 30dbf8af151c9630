import { describe, expect, it } from 'vitest';
import { until } from '../../fakes/until.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Progress } from '../../../shared/ports/performer.ts';
import { planned, world, type World } from './shelf-world.ts';

const is = (status: string) => (view: { readonly status: string }) => view.status === status;
const typesOf = ({ journal }: World): string[] => [...journal.read()].map((row) => row.event.type);
const steps = [
  planned('s1', { jar: 'a', what: 'salt' }),
  planned('s2', { jar: 'b', what: 'oil' }, { dependsOn: ['s1'] }),
];

const aborted = ({ signal }: Progress): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new SonnyError('CANCELLED'))));

/** A run whose first act is under way and lasts until it is cut off. `late`: it has its effect all the same. */
const acting = async (late = false): Promise<{ w: World; runId: string }> => {
  const w = world(steps);
  let begun = false;
  w.shelf.before = (call, progress) => {
    begun = true;
    if (late) w.shelf.jars.set(String(call.args['jar']), String(call.args['what']));
    return aborted(progress);
  };
  const runId = w.manager.start('season the soup');
  await w.reach(runId, is('awaiting-approval'));
  w.approve(runId);
  await until(() => begun);
  w.shelf.before = () => {};
  return { w, runId };
};
const settled = async ({ w, runId }: { w: World; runId: string }, status: string): Promise<void> =>
  until(() => {
    w.clock.pass(100);
    const { view, open } = w.manager.runs.get(runId);
    return view.status === status && open.length === 0;
  });

describe('a person who takes over', () => {
  it('cuts the act off; what had not happened begins anew once they hand back, and what relies on it after it', async () => {
    const { w, runId } = await acting();
    expect(w.manager.takeOver('key')).toBe(true);
    expect(w.manager.runs.get(runId).view).toMatchObject({
      status: 'taken-over',
      sentence: 'You took over with the keyboard. Sonny has let go of mouse and keyboard.',
    });
    await settled({ w, runId }, 'taken-over');
    expect(w.manager.runs.get(runId).view.steps.map((s) => s.status)).toEqual(['waiting', 'planned']);
    expect(w.shelf.calls).toEqual([]);
    w.manager.command({ type: 'run.resume', runId }, 'person');
    await w.reach(runId, is('done'));
    expect(w.shelf.calls).toEqual([`${runId}/s1/2`, `${runId}/s2/1`]);
  });

  it('is told where it is not known whether the act had happened, and it is not repeated by itself', async () => {
    const { w, runId } = await acting();
    w.shelf.read = () => undefined;
    w.manager.takeOver('pointer');
    await settled({ w, runId }, 'taken-over');
    w.manager.command({ type: 'run.resume', runId }, 'person');
    const view = await w.reach(runId, is('failed'));
    expect(view.error).toMatchObject({ code: 'TAKEN_OVER', details: 'Whether it had happened is not known.' });
    expect(w.shelf.calls).toEqual([]);
  });

  it('finds an act verified whose effect came about all the same', async () => {
    const { w, runId } = await acting(true);
    w.manager.takeOver('button');
    await settled({ w, runId }, 'taken-over');
    expect(w.manager.runs.get(runId).view.steps[0]?.status).toBe('verified');
    w.manager.command({ type: 'run.resume', runId }, 'person');
    await w.reach(runId, is('done'));
    expect(w.shelf.calls).toEqual([`${runId}/s2/1`]);
  });

  it('can stop the run there', async () => {
    const { w, runId } = await acting();
    w.manager.takeOver('key');
    await settled({ w, runId }, 'taken-over');
    w.manager.command({ type: 'run.cancel', runId }, 'person');
    expect(w.manager.runs.get(runId).view).toMatchObject({
      status: 'cancelled',
      sentence: 'Stopped: no step was done to its end.',
    });
    expect(w.shelf.jars.size).toBe(0);
  });

  it('is refused nothing while nothing of Sonny’s has to do with mouse and keyboard', async () => {
    const w = world(steps);
    expect(w.manager.takeOver('key')).toBe(false);
    const runId = w.manager.start('season the soup');
    await w.reach(runId, is('awaiting-approval'));
    expect(w.manager.takeOver('pointer')).toBe(false);
    expect(typesOf(w)).not.toContain('run.taken-over');
  });

  it('finds what a step relies on looked at again before it begins anew', async () => {
    const { w, runId } = await acting();
    w.manager.takeOver('key');
    await settled({ w, runId }, 'taken-over');
    // The person has done the first step themselves: it is not done over what they did, but seen as it is.
    w.shelf.jars.set('a', 'salt');
    w.manager.command({ type: 'run.resume', runId }, 'person');
    await w.reach(runId, is('done'));
    expect(w.manager.runs.get(runId).acts.at(0)?.untouched).toBe(true);
  });

  it('during an undo has it wait, and go on when they hand back', async () => {
    const w = world(steps);
    const runId = w.manager.start('season the soup');
    await w.reach(runId, is('awaiting-approval'));
    w.approve(runId);
    await w.reach(runId, is('done'));
    w.manager.command({ type: 'run.undo', runId }, 'person');
    await until(() => w.manager.takeOver('key'));
    await until(() => w.manager.runs.get(runId).open.length === 0);
    expect(w.manager.runs.get(runId).view.status).toBe('taken-over');
    w.manager.command({ type: 'run.resume', runId }, 'person');
    await w.reach(runId, is('undone'));
    expect(w.shelf.jars.size).toBe(0);
  });

  it('leaves a crash meanwhile paused, with nothing repeated', async () => {
    const { w, runId } = await acting();
    w.manager.takeOver('key');
    await settled({ w, runId }, 'taken-over');
    const after = world(steps, { journal: w.journal, shelf: w.shelf });
    after.manager.recover(10);
    expect((await after.reach(runId, is('paused'))).status).toBe('paused');
    after.manager.command({ type: 'run.resume', runId }, 'person');
    await after.reach(runId, is('done'));
    expect(w.shelf.calls).toEqual([`${runId}/s1/2`, `${runId}/s2/1`]);
  });
});
