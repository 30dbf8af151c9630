import { expect, it } from 'vitest';
import type { ConflictChoice } from '../../../shared/protocol/conflict.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { coded } from './seasoning.ts';
import { isPartlyBack, nothingUndone } from '../../../shared/protocol/undo-fate.ts';
import { planned, Shelf, world, type World } from './shelf-world.ts';

const two = [
  planned('s1', { jar: 'a', what: 'salt' }),
  planned('s2', { jar: 'b', what: 'pepper' }, { dependsOn: ['s1'] }),
];
const is = (status: RunView['status']) => (view: RunView) => view.status === status;

/** A run that is done, of which the person then changes jar b, and undoes it: one step is back, one was left alone. */
const contested = async (steps = two): Promise<{ w: World; runId: string; key: string }> => {
  const w = world(steps, { prepares: true });
  w.shelf.jars.set('b', 'cumin');
  const runId = w.manager.start('season the soup');
  await w.reach(runId, is('awaiting-approval'));
  w.approve(runId);
  await w.reach(runId, is('done'));
  w.shelf.jars.set('b', 'my own mixture');
  w.manager.command({ type: 'run.undo', runId }, 'person');
  const view = await w.reach(runId, is('undone-partly'));
  return { w, runId, key: view.steps.at(-1)?.conflict?.key ?? '' };
};

const choose = async (w: World, runId: string, key: string, choice: ConflictChoice): Promise<RunView> => {
  w.manager.command({ type: 'run.resolve', runId, key, choice }, 'person');
  return w.reach(runId, (v) => v.status === 'undone' || v.status === 'undone-partly');
};
const rows = (w: World) => [...w.journal.read()].map(({ event }) => event);

it('an undo keeps a person’s change and shows it in three versions', async () => {
  const { w, runId } = await contested();
  expect([...w.shelf.jars]).toEqual([['b', 'my own mixture']]);
  expect(w.manager.runs.get(runId).view.steps[1]?.conflict).toMatchObject({
    before: { text: 'cumin' },
    left: { text: 'pepper' },
    now: { text: 'my own mixture' },
    choices: ['keep', 'restore'],
  });
});

it('what a person wants to keep is kept, and the undo is whole', async () => {
  const { w, runId, key } = await contested();
  const view = await choose(w, runId, key, 'keep');
  expect([view.status, view.sentence]).toEqual(['undone', 'Undone, and what you changed yourself was kept.']);
  expect(w.shelf.jars.get('b')).toBe('my own mixture');
});

it('an undo that took nothing back says so, and why, whatever becomes of it', async () => {
  const { w, runId, key } = await contested(two.slice(1).map((step) => ({ ...step, dependsOn: [] })));
  const view = w.manager.runs.get(runId).view;
  expect([view.sentence, nothingUndone(view)]).toEqual(['Nothing was undone: the jar holds something newer.', true]);
  const kept = await choose(w, runId, key, 'keep');
  expect([kept.sentence, nothingUndone(kept)]).toEqual([
    'Nothing was undone: you kept what you changed yourself.',
    true,
  ]);
  const restored = await choose(w, runId, key, 'restore');
  expect([restored.sentence, nothingUndone(restored)]).toEqual(['Undone: everything is as it was.', false]);
});

it('an undo that took a part of it back does not say that nothing was', async () => {
  const { w, runId } = await contested();
  const view = w.manager.runs.get(runId).view;
  expect([view.sentence, nothingUndone(view)]).toEqual([
    'Undone as far as possible; see the steps that are not.',
    false,
  ]);
  // Of many files some are back though the step is not.
  const [, step] = view.steps;
  const some = { ...step!, evidence: [{ path: 'filesystem' as const, say: 'a is back', holds: true }] };
  expect(nothingUndone({ ...view, steps: [some] })).toBe(false);
  expect(nothingUndone({ ...view, steps: [step!] })).toBe(true);
});

it('before what was there is restored, the person’s version is in the journal; chosen anew, it is back', async () => {
  const { w, runId, key } = await contested();
  const view = await choose(w, runId, key, 'restore');
  expect([view.status, view.steps[1]?.status, w.shelf.jars.get('b')]).toEqual(['undone', 'undone', 'cumin']);
  const types = rows(w).map(({ type }) => type);
  expect(types.indexOf('conflict.intended')).toBeLessThan(types.indexOf('conflict.settled'));
  expect(rows(w).find((row) => row.type === 'conflict.intended')).toMatchObject({
    prepared: { mine: 'my own mixture' },
  });
  const again = await choose(w, runId, key, 'keep');
  expect([again.status, w.shelf.jars.get('b')]).toEqual(['undone', 'my own mixture']);
});

it('a choice that is said twice is made once, and one that is not offered is refused', async () => {
  const { w, runId, key } = await contested();
  await choose(w, runId, key, 'restore');
  const count = rows(w).length;
  await choose(w, runId, key, 'restore');
  expect(rows(w)).toHaveLength(count);
  expect(() => w.manager.command({ type: 'run.resolve', runId, key, choice: 'both' }, 'person')).toThrow(
    coded('COMMAND_INVALID'),
  );
  expect(() => w.manager.command({ type: 'run.resolve', runId, key: 'no-act', choice: 'keep' }, 'person')).toThrow(
    coded('COMMAND_NOT_NOW'),
  );
});

it('a crash while a choice is carried out loses nobody’s version', async () => {
  const { w, runId, key } = await contested();
  w.shelf.before = () => new Promise(() => {});
  w.manager.command({ type: 'run.resolve', runId, key, choice: 'restore' }, 'person');
  await w.reach(runId, (v) => v.steps[1]?.status === 'acting' && rows(w).at(-1)?.type === 'conflict.intended');
  const shelf = new Shelf();
  shelf.jars.set('b', 'cumin');
  const second = world(two, { journal: w.journal, shelf, prepares: true });
  second.manager.recover(10);
  const view = await second.reach(runId, is('undone-partly'));
  expect(view.steps[1]?.error?.code).toBe('INTERRUPTED');
  const kept = await choose(second, runId, key, 'keep');
  expect([kept.status, shelf.jars.get('b')]).toEqual(['undone', 'my own mixture']);
});

it.each([null, 'keep'] as const)(
  'an undo that kept a change (chosen: %s) can be taken back: what was undone is done again, what was kept is not touched',
  async (choice) => {
    const { w, runId, key } = await contested();
    if (choice) await choose(w, runId, key, choice);
    const calls = w.shelf.calls.length;
    w.manager.command({ type: 'run.redo', runId }, 'person');
    const view = await w.reach(runId, (v) => v.status === 'done' || v.status === 'done-unverified');
    expect(w.shelf.calls.slice(calls)).toEqual([`${runId}/s1/2`]);
    expect([...w.shelf.jars].toSorted()).toEqual([
      ['a', 'salt'],
      ['b', 'my own mixture'],
    ]);
    expect(view.steps.map((s) => s.id)).toEqual(['s1', 's2']);
    w.manager.command({ type: 'run.undo', runId }, 'person');
    await w.reach(runId, (v) => v.status === 'undone' || v.status === 'undone-partly');
    expect([...w.shelf.jars]).toEqual([['b', 'my own mixture']]);
  },
);

it('a step is partly back whatever was chosen about the rest, until that is back too', async () => {
  const { w, runId } = await contested(two.slice(1).map((step) => ({ ...step, dependsOn: [] })));
  const { view } = w.manager.runs.get(runId);
  const [step] = view.steps;
  const conflict = { ...step!.conflict!, back: 2 };
  for (const choice of [undefined, 'keep'] as const) {
    const left = { ...step!, evidence: [], conflict: { ...conflict, ...(choice ? { choice } : {}) } };
    expect([isPartlyBack(left), nothingUndone({ ...view, steps: [left] })]).toEqual([true, false]);
  }
  expect(isPartlyBack({ ...step!, status: 'undone', conflict })).toBe(false);
});
