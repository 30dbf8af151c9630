import { expect, it } from 'vitest';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import { outcomeOfStep } from '../../../shared/protocol/step-outcome.ts';
import { is, passUntil, start } from './seasoning.ts';
import { planned, world, type World } from './shelf-world.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';

const salt = planned('s1', { jar: 'a', what: 'salt' });
const gold = planned('s2', { jar: 'b', what: 'gold' }, { risk: 'R3' });

/** A run that asks about its one risky step, all that may begin before it being done. */
const asked = async (w: World): Promise<string> => {
  const runId = await start(w);
  w.approve(runId);
  await w.reach(runId, is('awaiting-step-approval'));
  return runId;
};

const deny = (w: World, runId: string, origin: 'person' | 'flag' = 'person'): void => {
  const { approval } = w.manager.runs.get(runId).view;
  w.manager.command({ type: 'run.deny', runId, nonce: approval?.nonce ?? '' }, origin);
};

it('a no to one step of a run, all else of which is done, is no failure and no stop', async () => {
  const w = world([salt, gold]);
  const runId = await asked(w);
  deny(w, runId);
  const view = await w.reach(runId, is('done-partly'));
  expect(view.sentence).toBe('Done but for 1 step you refused.');
  expect(view.steps.map(({ status }) => status)).toEqual(['verified', 'refused']);
  expect(view.steps.map(outcomeOfStep)).toEqual(['verified', 'refused']);
  expect(view.error).toBeUndefined();
  w.manager.command({ type: 'run.undo', runId }, 'person');
  expect((await w.reach(runId, is('undone'))).steps.map(({ status }) => status)).toEqual(['undone', 'refused']);
});

it('where nobody was there to answer, nobody is said to have refused', async () => {
  const w = world([salt, gold]);
  const runId = await asked(w);
  deny(w, runId, 'flag');
  expect((await w.reach(runId, is('done-partly'))).sentence).toBe('Done but for 1 step nobody answered for.');
});

it('a no after which steps are left says what was said no to, and how far the run is', async () => {
  const w = world([salt, gold, planned('s3', { jar: 'c', what: 'salt' }, { dependsOn: ['s2'] })]);
  const runId = await asked(w);
  deny(w, runId);
  const view = await w.reach(runId, is('cancelled'));
  expect(view.sentence).toBe('You said no to “Put gold into "b"”: 1 of 3 steps was done.');
  expect(view.steps.map(({ status }) => status)).toEqual(['verified', 'refused', 'skipped']);
});

it('a step that is not even asked about after noes leaves the rest done', async () => {
  const journal = memoryJournal();
  const w = world([salt, gold], { journal });
  for (let i = 0; i < 2; i++) deny(w, await asked(w));
  const runId = await start(w);
  w.approve(runId, false, 'flag');
  expect((await w.reach(runId, is('done-partly'))).sentence).toBe('Done but for 1 step like those you refused.');
});

it('a run whose every step was left out is not said to be done', async () => {
  const w = world([salt]);
  w.shelf.before = () => {
    throw new SonnyError('NOT_RESPONDING');
  };
  const runId = await start(w);
  w.approve(runId);
  await passUntil(w, runId, 'failed');
  w.manager.command({ type: 'run.skip', runId }, 'person');
  expect((await w.reach(runId, is('cancelled'))).sentence).toBe('You left out every step.');
});
