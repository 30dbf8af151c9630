import { expect, test } from 'vitest';
import { picturing } from '../../../shared/execution/act/picturing.ts';
import { Runs } from '../../../shared/execution/runs.ts';
import type { Pictures } from '../../../shared/ports/pictures.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { until } from '../../fakes/until.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { planned, Shelf, world, type World } from './shelf-world.ts';

const hashOf = (letter: string): string => letter.repeat(64);
const [BEFORE, AFTER] = [hashOf('b'), hashOf('a')];

/** Shows whether salt is in the jar. */
const camera = (shelf: Shelf): Pictures => ({
  take: async () => ({ sha256: shelf.jars.has('a') ? AFTER : BEFORE }),
  get: async () => null,
});
const step = planned('s1', { jar: 'a', what: 'salt' });
const is = (status: string) => (view: RunView) => view.status === status;
const begun = async (w: World): Promise<string> => {
  const runId = w.manager.start('season the soup');
  await w.reach(runId, is('awaiting-approval'));
  w.approve(runId);
  return runId;
};
const first = (view: RunView): StepView | undefined => view.steps[0];

test('a step’s pictures are named by its row and its view, and a replay gives the same', async () => {
  const shelf = new Shelf();
  const w = world([step], { shelf, pictures: camera(shelf) });
  const runId = await begun(w);
  const view = await w.reach(runId, is('done'));
  expect(first(view)?.pictures).toEqual({ before: BEFORE, after: AFTER });
  expect([...w.journal.read()].find(({ event }) => event.type === 'step.ended')?.event).toMatchObject({
    pictures: { before: BEFORE, after: AFTER },
  });
  expect(new Runs(w.journal).get(runId).view).toEqual(view);
});

test('an act does not wait longer than a moment for the picture before it, which is then dropped', async () => {
  const shelf = new Shelf();
  const signals: AbortSignal[] = [];
  const pictures: Pictures = {
    take: async ({ signal }) => {
      signals.push(signal);
      return signals.length === 1 ? new Promise(() => {}) : { sha256: AFTER };
    },
    get: async () => null,
  };
  const w = world([step], { shelf, pictures });
  const runId = await begun(w);
  await until(() => [...w.journal.read()].at(-1)?.event.type === 'step.intended' && w.clock.sleeping > 0);
  w.clock.pass(49);
  expect(shelf.calls).toEqual([]);
  w.clock.pass(1);
  expect(first(await w.reach(runId, is('done')))?.pictures).toEqual({ after: AFTER });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test('an outcome does not wait for ever for the picture after it', async () => {
  const shelf = new Shelf();
  let asked = 0;
  const pictures: Pictures = {
    take: async () => (++asked === 2 ? new Promise(() => {}) : { sha256: BEFORE }),
    get: async () => null,
  };
  const w = world([step], { shelf, pictures });
  const runId = await begun(w);
  await until(() => asked === 2);
  w.clock.pass(600);
  expect(first(await w.reach(runId, is('done')))?.pictures).toEqual({ before: BEFORE });
});

test('a stop does not wait for a picture', async () => {
  const shelf = new Shelf();
  let asked = 0;
  const pictures: Pictures = {
    take: async () => (++asked === 2 ? new Promise(() => {}) : { sha256: BEFORE }),
    get: async () => null,
  };
  const w = world([step, planned('s2', { jar: 'b', what: 'oil' }, { dependsOn: ['s1'] })], { shelf, pictures });
  const runId = await begun(w);
  await until(() => asked === 2);
  w.manager.stop();
  const view = await w.reach(runId, is('cancelled'));
  expect(first(view)).toMatchObject({ status: 'verified', pictures: { before: BEFORE } });
});

test('a step that is done again has the pictures of the last time', async () => {
  const shelf = new Shelf();
  let taken = 0;
  const pictures: Pictures = { take: async () => ({ sha256: hashOf(String(++taken)) }), get: async () => null };
  const w = world([step], { shelf, pictures });
  const runId = await begun(w);
  await w.reach(runId, is('done'));
  w.manager.command({ type: 'run.undo', runId }, 'person');
  const undone = await w.reach(runId, is('undone'));
  expect(first(undone)?.pictures).toEqual({ before: hashOf('1'), after: hashOf('2') });
  w.manager.command({ type: 'run.redo', runId }, 'person');
  expect(first(await w.reach(runId, is('done')))?.pictures).toEqual({ before: hashOf('3'), after: hashOf('4') });
});

test('only what acts on windows is pictured', async () => {
  let taken = 0;
  const pictures: Pictures = { take: async () => ({ sha256: hashOf(String(++taken)) }), get: async () => null };
  const ports = { pictures, skills: SKILLS, clock: new ManualClock() };
  const progress = () => ({ signal: new AbortController().signal, deadline: 0, log: () => {} });
  const of = async (skill: string): Promise<number> => {
    taken = 0;
    const { before, after } = picturing({ skill, args: {} }, ports, progress, new AbortController().signal);
    await before();
    await after();
    return taken;
  };
  for (const skill of ['files.move', 'files.write', 'clipboard.write'])
    expect([skill, await of(skill)]).toEqual([skill, 0]);
  for (const skill of ['text.write', 'element.click', 'window.focus', 'keys.press', 'app.open', 'screen.capture'])
    expect([skill, await of(skill)]).toEqual([skill, 2]);
});
