import { expect, it } from 'vitest';
import { z } from 'zod';
import type { PlannedStep } from '../../../shared/protocol/events.ts';
import { SomeText } from '../../../shared/skills/schema.ts';
import { defineSkill } from '../../../shared/skills/skill.ts';
import { planned, world } from './shelf-world.ts';

const is = (status: string) => (view: { readonly status: string }) => view.status === status;

const watch = defineSkill({
  name: 'jar.watch',
  summary: 'Waits until somebody opens a jar',
  parameters: z.object({ jar: SomeText }).strict(),
  outputs: [],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only waits' },
  needs: () => [],
  changes: () => [],
  title: () => 'Watch a jar',
  effects: () => [],
  verifiedBy: 'looking again',
  checks: () => [],
  resources: () => [{ name: 'input', mode: 'read' }],
  deadline: 60_000,
  waits: true,
  idempotent: true,
  examples: [],
});

/** A world whose first run watches a jar before it fills one. */
const kitchen = () => {
  const opened = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const steps: PlannedStep[] = [
    planned('w', { jar: 'a' }, { skill: 'jar.watch', risk: 'R0' }),
    planned('a', { jar: 'a', what: 'salt' }, { dependsOn: ['w'] }),
  ];
  const w = world(steps, {
    more: {
      skills: [watch],
      performers: [
        {
          skills: ['jar.watch'],
          perform: async () => {
            begun.resolve();
            await opened.promise;
            return { status: 'done', outputs: {}, evidence: [], receipt: null };
          },
          undo: async () => ({ status: 'undone', evidence: [] }),
        },
      ],
      observers: [],
    },
  });
  const begin = async (): Promise<string> => {
    const runId = w.manager.start('season the soup');
    await w.reach(runId, is('awaiting-approval'));
    w.approve(runId);
    return runId;
  };
  return { w, steps, opened, begun, begin };
};

it('a run that only waits keeps no other one from acting, nor its undo', async () => {
  const { w, steps, opened, begun, begin } = kitchen();
  const waiting = await begin();
  await begun.promise;
  steps.splice(0, 2, planned('b', { jar: 'b', what: 'pepper' }));
  const other = await begin();
  await w.reach(other, is('done'));
  w.manager.command({ type: 'run.undo', runId: other }, 'person');
  await w.reach(other, is('undone'));
  expect(w.shelf.jars.size).toBe(0);
  opened.resolve();
  await w.reach(waiting, is('done'));
  expect([...w.shelf.jars]).toEqual([['a', 'salt']]);
});

it('when its wait is over it acts once the other one has acted', async () => {
  const { w, steps, opened, begun, begin } = kitchen();
  const filled = Promise.withResolvers<void>();
  const filling = Promise.withResolvers<void>();
  w.shelf.before = async ({ args }) => {
    if (args['jar'] !== 'b') return;
    filling.resolve();
    await filled.promise;
  };
  const waiting = await begin();
  await begun.promise;
  steps.splice(0, 2, planned('b', { jar: 'b', what: 'pepper' }));
  const other = await begin();
  await filling.promise;
  opened.resolve();
  await w.reach(waiting, ({ steps: [first] }) => first?.status === 'verified');
  expect([...w.shelf.jars]).toEqual([]);
  await expect.poll(() => w.manager.behind(waiting)).toBe('season the soup');
  expect(w.manager.behind(other)).toBeNull();
  filled.resolve();
  await w.reach(waiting, is('done'));
  await w.reach(other, is('done'));
  expect([...w.shelf.jars.keys()]).toEqual(['b', 'a']);
  expect(w.manager.behind(waiting)).toBeNull();
});

it('a look goes on while another run acts, and while one asks for an approval', async () => {
  const { w, steps, opened, begin } = kitchen();
  opened.resolve();
  const filled = Promise.withResolvers<void>();
  const filling = Promise.withResolvers<void>();
  w.shelf.before = async () => {
    filling.resolve();
    await filled.promise;
  };
  const look = steps.shift();
  steps.splice(0, 1, planned('b', { jar: 'b', what: 'pepper' }));
  const acting = await begin();
  await filling.promise;
  steps.splice(0, 1, planned('c', { jar: 'c', what: 'gold' }, { risk: 'R3' }));
  const asking = w.manager.start('gild the soup');
  await w.reach(asking, is('awaiting-approval'));
  steps.splice(0, 1, ...(look ? [look] : []));
  const looking = w.manager.start('watch the soup');
  await w.reach(looking, is('awaiting-approval'));
  w.approve(looking);
  expect((await w.reach(looking, is('done'))).steps.map(({ id }) => id)).toEqual(['w']);
  expect(w.manager.runs.get(asking).view.status).toBe('awaiting-approval');
  filled.resolve();
  await w.reach(acting, is('done'));
});
