import { expect, it } from 'vitest';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { passUntil } from './seasoning.ts';
import { planned, Shelf, world, type World } from './shelf-world.ts';

const two = [
  planned('s1', { jar: 'a', what: 'salt' }),
  planned('s2', { jar: 'b', what: 'pepper' }, { dependsOn: ['s1'] }),
];
const is = (status: RunView['status']) => (view: RunView) => view.status === status;

/** Starts the run and lets it go on until it has failed. */
const failed = async (w: World): Promise<string> => {
  const runId = w.manager.start('season the soup');
  await w.reach(runId, is('awaiting-approval'));
  w.approve(runId);
  await passUntil(w, runId, 'failed');
  return runId;
};

const undoneAs = async (w: World, runId: string): Promise<RunView['status']> => {
  w.manager.command({ type: 'run.undo', runId }, 'person');
  return (await w.reach(runId, (v) => v.status === 'undone' || v.status === 'undone-partly')).status;
};

it('an undo is not whole when a step had acted before it failed, and nothing is known to take back', async () => {
  const w = world(two);
  w.shelf.before = ({ key }) => {
    if (!key.includes('/s2/')) return;
    w.shelf.jars.set('b', 'pepper');
    throw new SonnyError('NOT_RESPONDING');
  };
  expect(await undoneAs(w, await failed(w))).toBe('undone-partly');
  expect([...w.shelf.jars]).toEqual([['b', 'pepper']]);
});

it('an undo is whole when a step failed and its effect is not there', async () => {
  const w = world(two);
  w.shelf.before = ({ key }) => {
    if (key.includes('/s2/')) throw new SonnyError('NOT_RESPONDING');
  };
  expect(await undoneAs(w, await failed(w))).toBe('undone');
  expect(w.shelf.jars.size).toBe(0);
});

it('an undo is whole when a step broke off after it acted, and what was there was kept before it', async () => {
  const w = world(two, { prepares: true });
  w.shelf.before = ({ key }) => {
    if (!key.includes('/s2/')) return;
    w.shelf.jars.set('b', 'pepper');
    throw new SonnyError('NOT_RESPONDING');
  };
  expect(await undoneAs(w, await failed(w))).toBe('undone');
  expect(w.shelf.jars.size).toBe(0);
});

it.each(['had', 'had not'])(
  'an undo is whole when an act that a crash cut off %s happened, and what was there was kept',
  async (had) => {
    const first = world(two, { prepares: true });
    first.shelf.jars.set('b', 'cumin');
    first.shelf.before = ({ key }) => (key.includes('/s2/') ? new Promise(() => {}) : undefined);
    const runId = first.manager.start('season the soup');
    await first.reach(runId, is('awaiting-approval'));
    first.approve(runId);
    await first.reach(runId, (view) => view.steps[1]?.status === 'acting');

    const shelf = new Shelf();
    shelf.jars.set('a', 'salt').set('b', had === 'had' ? 'pepper' : 'cumin');
    // Nobody can see whether it happened, and the person doesn't know.
    shelf.read = () => undefined;
    const second = world(two, { journal: first.journal, shelf, prepares: true });
    second.manager.recover(10);
    await passUntil(second, runId, 'asking');
    const { question } = second.manager.runs.get(runId).view;
    second.manager.command({ type: 'run.answer', runId, questionId: question?.id ?? '', candidateId: null }, 'person');
    await second.reach(runId, is('failed'));
    expect(await undoneAs(second, runId)).toBe('undone');
    expect([...shelf.jars]).toEqual([['b', 'cumin']]);
  },
);

it('an undo is not whole when a crash took what was needed to take a step back', async () => {
  const first = world(two);
  first.shelf.before = ({ key }) => (key.includes('/s2/') ? new Promise(() => {}) : undefined);
  const runId = first.manager.start('season the soup');
  await first.reach(runId, is('awaiting-approval'));
  first.approve(runId);
  await first.reach(runId, (view) => view.steps[1]?.status === 'acting');

  const shelf = new Shelf();
  shelf.jars.set('a', 'salt').set('b', 'pepper');
  const second = world(two, { journal: first.journal, shelf });
  second.manager.recover(10);
  await second.reach(runId, is('paused'));
  expect(await undoneAs(second, runId)).toBe('undone-partly');
  expect([...shelf.jars]).toEqual([['b', 'pepper']]);
});
