import { expect, it } from 'vitest';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { is, start } from './seasoning.ts';
import { planned, world } from './shelf-world.ts';

it('a run that went on another way is done again in the order in which it came about', async () => {
  const w = world([planned('s1', { jar: 'a', what: 'salt' }), planned('s2', { jar: 'b', what: 'salt' })], {
    // Different jars may be filled at once.
    skill: { resources: ({ jar }) => [{ name: String(jar), mode: 'write' }] },
    replanner: {
      foresee: async () => ({ say: 'another jar' }),
      replan: async () => ({
        plan: {
          hash: 'other',
          risk: 'R2',
          forecast: { steps: 1, undoable: 1, pointOfNoReturn: null, say: '' },
          // It needs nothing of a step that was done when it was planned.
          steps: [planned('s3', { jar: 'c', what: 'salt' })],
        },
        keeps: ['s1', 's2'],
        say: 'another jar',
      }),
    },
  });
  const full: string[][] = [];
  w.shelf.before = async ({ args }) => {
    if (args['jar'] === 'b') throw new SonnyError('FILE_DENIED', 'the jar is shut');
    if (args['jar'] === 'c') full.push([...w.shelf.jars.keys()]);
    await new Promise(setImmediate);
  };
  const id = await start(w);
  w.approve(id);
  await w.reach(id, is('failed'));
  w.manager.command({ type: 'run.replan', runId: id }, 'person');
  await w.reach(id, is('awaiting-approval'));
  w.approve(id);
  await w.reach(id, is('done'));
  w.manager.command({ type: 'run.undo', runId: id }, 'person');
  await w.reach(id, is('undone'));
  expect(w.shelf.jars.size).toBe(0);
  w.manager.command({ type: 'run.redo', runId: id }, 'person');
  await w.reach(id, is('done'));
  expect(full).toEqual([['a'], ['a']]);
});
