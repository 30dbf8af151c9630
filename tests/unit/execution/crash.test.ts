import { describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { until } from '../../fakes/until.ts';
import { Shelf, world } from './shelf-world.ts';
import { coded, is, passUntil, start, two } from './seasoning.ts';

describe('after a crash', () => {
  /** A run that was killed while its first step acted; `happened`: the effect had come about. */
  const killed = async (happened: boolean) => {
    const first = world(two);
    first.shelf.before = () => new Promise(() => {});
    const runId = await start(first);
    first.approve(runId);
    await first.reach(runId, (v) => v.steps[0]?.status === 'acting');
    if (happened) first.shelf.jars.set('a', 'salt');
    const second = world(two, { journal: first.journal, shelf: new Shelf() });
    for (const [jar, what] of first.shelf.jars) second.shelf.jars.set(jar, what);
    return { second, runId };
  };

  it('finds an effect that had come about, does not repeat it, and pauses there', async () => {
    const { second, runId } = await killed(true);
    second.manager.recover(10);
    const view = await second.reach(runId, is('paused'));
    expect(view.steps[0]?.status).toBe('verified');
    expect(second.shelf.calls).toEqual([]);
  });

  it('finds that it had not, says so, and lets the person try again', async () => {
    const { second, runId } = await killed(false);
    second.manager.recover(10);
    await passUntil(second, runId, 'failed');
    expect(second.manager.runs.get(runId).view.error).toMatchObject({
      code: 'INTERRUPTED',
      details: 'It had not happened.',
    });
    expect(second.shelf.calls).toEqual([]);
    second.manager.command({ type: 'run.retry', runId }, 'person');
    await second.reach(runId, is('done'));
    expect(second.shelf.calls).toEqual([`${runId}/s1/2`, `${runId}/s2/1`]);
  });

  it.each([
    ['yes', 'paused', 'unverified'],
    ['no', 'failed', 'failed'],
    [null, 'failed', 'failed'],
  ] as const)('asks where nothing can tell, and takes %s for an answer', async (candidateId, status, stepStatus) => {
    const { second, runId } = await killed(true);
    second.shelf.read = () => undefined;
    second.manager.recover(10);
    await passUntil(second, runId, 'asking');
    const { question } = second.manager.runs.get(runId).view;
    expect(question?.ask).toContain('Put salt into');
    second.manager.command({ type: 'run.answer', runId, questionId: question?.id ?? '', candidateId }, 'person');
    const view = await second.reach(runId, is(status));
    expect(view.steps[0]?.status).toBe(stepStatus);
    expect(second.shelf.calls).toEqual([]);
  });

  it('has what an act left half-made removed once its run is at rest, and looks again at each start', async () => {
    const swept: string[] = [];
    const sweep = async ({ key }: Call): Promise<void> => void swept.push(key);
    const first = world(two);
    first.shelf.before = () => new Promise(() => {});
    const runId = await start(first);
    first.approve(runId);
    await first.reach(runId, (v) => v.steps[0]?.status === 'acting');
    first.shelf.jars.set('a', 'salt');

    const second = world(two, { journal: first.journal, shelf: first.shelf, sweep });
    first.shelf.before = () => {};
    second.manager.recover(10);
    await second.reach(runId, is('paused'));
    expect(swept).toEqual([]);
    second.manager.command({ type: 'run.cancel', runId }, 'person');
    expect(swept).toEqual([`${runId}/s1/1`]);

    const third = world(two, { journal: first.journal, shelf: first.shelf, sweep });
    third.manager.recover(10);
    expect(swept).toEqual([`${runId}/s1/1`, `${runId}/s1/1`]);
  });

  it('leaves a paused run paused, to go on later', async () => {
    const first = world(two);
    const runId = await start(first);
    first.approve(runId, true);
    await first.reach(runId, is('paused'));
    const second = world(two, { journal: first.journal, shelf: first.shelf });
    second.manager.recover(10);
    second.manager.command({ type: 'run.resume', runId }, 'person');
    const view = await second.reach(runId, is('done'));
    expect(view.steps.map((s) => s.status)).toEqual(['verified', 'verified']);
  });

  it('cancels what had not begun', async () => {
    const first = world(two);
    const runId = await start(first);
    const second = world(two, { journal: first.journal });
    second.manager.recover(10);
    expect(second.manager.runs.get(runId).view.status).toBe('cancelled');
  });

  it('rebuilds the same view from the journal', async () => {
    const first = world(two);
    const runId = await start(first);
    first.approve(runId);
    const view = await first.reach(runId, is('done'));
    expect(world(two, { journal: first.journal }).manager.runs.get(runId).view).toEqual(view);
  });
});

describe('a full disk', () => {
  it('starts nothing, tells, and loses no outcome', async () => {
    const w = world(two.slice(0, 1));
    const append = w.journal.append.bind(w.journal);
    let full = false;
    Object.assign(w.journal, {
      append: (...args: Parameters<typeof append>) => {
        if (full) throw new SonnyError('STORE_FULL');
        return append(...args);
      },
    });
    const runId = await start(w);
    w.shelf.before = () => void (full = true);
    w.approve(runId);
    await until(() => w.seen.some((e) => e.type === 'notice' && e.error.code === 'STORE_FULL'));
    expect(() => w.manager.start('more')).toThrow(coded('STORE_FULL'));
    full = false;
    await passUntil(w, runId, 'done');
    expect(w.shelf.calls).toHaveLength(1);
  });
});
