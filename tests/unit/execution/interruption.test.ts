import { describe, expect, it } from 'vitest';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import type { RunEvent } from '../../../shared/protocol/events.ts';
import { until } from '../../fakes/until.ts';
import { planned, Shelf, world, type World } from './shelf-world.ts';

const is = (status: string) => (view: { readonly status: string }) => view.status === status;
const typesOf = ({ journal }: World): string[] => [...journal.read()].map((row) => row.event.type);

const two = [
  planned('s1', { jar: 'a', what: 'salt' }),
  planned('s2', { jar: 'b', what: 'oil' }, { dependsOn: ['s1'] }),
];

describe('an undo that a crash cut short', () => {
  it('takes nothing more back by itself, says how far it came, and goes on when it is told to', async () => {
    const [journal, shelf] = [memoryJournal(), new Shelf()];
    const before = world(two, { journal, shelf });
    const runId = before.manager.start('season the soup');
    await before.reach(runId, is('awaiting-approval'));
    before.approve(runId);
    await before.reach(runId, is('done'));
    for (const type of ['undo.started', 'undo.intended'] as const)
      journal.append([{ type, at: 1, runId, stepId: 's2', key: `${runId}/s2/1` }]);

    const after = world(two, { journal, shelf });
    after.manager.recover(10);
    await after.manager.close();
    expect(after.manager.runs.get(runId).view.status).toBe('undone-partly');
    expect(after.manager.runs.get(runId).view.sentence).toBe(
      'The undo stopped before its end: undo once more to go on with it.',
    );
    expect([...shelf.jars]).toEqual([
      ['a', 'salt'],
      ['b', 'oil'],
    ]);
    expect(typesOf(after).slice(-4)).toEqual(['undo.started', 'undo.intended', 'undo.ended', 'undo.finished']);

    const again = world(two, { journal, shelf });
    again.manager.command({ type: 'run.undo', runId }, 'person');
    await again.reach(runId, is('undone'));
    expect(shelf.jars.size).toBe(0);
  });
});

describe('an undo that a crash cut off where it can be seen what came of it', () => {
  /** A run of so many steps, whose undo was cut off while it took the last one back; `isBack`: it had done so. */
  const cutOff = async (steps: typeof two, isBack: boolean, more: readonly RunEvent['type'][] = []) => {
    const [journal, shelf] = [memoryJournal(), new Shelf()];
    const before = world(steps, { journal, shelf });
    const runId = before.manager.start('season the soup');
    await before.reach(runId, is('awaiting-approval'));
    before.approve(runId);
    await before.reach(runId, is('done'));
    const { id: stepId, args } = steps.at(-1)!;
    for (const type of ['undo.started', 'undo.intended', ...more] as const)
      journal.append([{ type, at: 1, runId, stepId, key: `${runId}/${stepId}/1`, kind: 'key' } as RunEvent]);
    if (isBack) shelf.jars.delete(String(args['jar']));
    const swept: string[] = [];
    const after = world(steps, {
      journal,
      shelf,
      looksBack: true,
      sweep: async ({ key }) => void swept.push(key),
    });
    after.manager.recover(10);
    return { after, runId, shelf, swept };
  };

  it.each([[[]], [['run.taken-over']]] as const)('ends as undone where all is back, also after %j', async (more) => {
    const { after, runId, shelf, swept } = await cutOff(two.slice(0, 1), true, more);
    const view = await after.reach(runId, is('undone'));
    expect(view).toMatchObject({
      sentence: 'Undone: everything is as it was.',
      steps: [{ status: 'undone', evidence: [{ say: 'the jar is as it was' }] }],
    });
    expect(view.error).toBeUndefined();
    expect([shelf.jars.size, swept]).toEqual([0, [`${runId}/s1/1`]]);
  });

  it('does not take back once more what is back, and waits with the rest for the person’s word', async () => {
    const { after, runId, shelf } = await cutOff(two, true);
    const view = await after.reach(runId, is('undone-partly'));
    expect(view.steps.map(({ status }) => status)).toEqual(['verified', 'undone']);
    expect(view.sentence).toBe('The undo stopped before its end: undo once more to go on with it.');
    expect([...shelf.jars]).toEqual([['a', 'salt']]);
    after.manager.command({ type: 'run.undo', runId }, 'person');
    await after.reach(runId, is('undone'));
    expect(typesOf(after).filter((type) => type === 'undo.intended')).toHaveLength(2);
  });

  it('is cut off as before where it is not back', async () => {
    const { after, runId } = await cutOff(two, false);
    const view = await after.reach(runId, is('undone-partly'));
    expect(view.steps[1]).toMatchObject({ status: 'failed', error: { code: 'INTERRUPTED' } });
  });
});

describe('a run that is cancelled', () => {
  it('between two steps says how far it was, also where one was still under way', async () => {
    const shelf = new Shelf();
    const w = world(two, { shelf });
    const held = Promise.withResolvers<void>();
    let acts = 0;
    shelf.before = () => (++acts === 2 ? held.promise : Promise.resolve());
    const runId = w.manager.start('season the soup');
    await w.reach(runId, is('awaiting-approval'));
    w.approve(runId);
    await until(() => acts === 2);
    w.manager.command({ type: 'run.cancel', runId }, 'person');
    expect(w.manager.runs.get(runId).view.sentence).toBe('Stopped.');
    held.resolve();
    const { sentence, steps } = await w.reach(runId, is('cancelled'));
    const done = steps.filter(({ status }) => status === 'verified').length;
    expect(done).toBeGreaterThan(0);
    expect(sentence).toBe(`Stopped: ${done} of 2 steps ${done === 1 ? 'was' : 'were'} done.`);
  });

  it('while it looks at what it would ask about, asks nothing any more', async () => {
    const w = world([planned('s1', { jar: 'a', what: 'gold' })]);
    const runId = w.manager.start('season the soup');
    await w.reach(runId, is('awaiting-approval'));
    w.approve(runId);
    w.manager.command({ type: 'run.cancel', runId }, 'person');
    await w.manager.close();
    expect(typesOf(w).filter((type) => type === 'approval.asked')).toHaveLength(1);
    expect(w.manager.runs.get(runId).view.sentence).toBe('Stopped before anything was done.');
  });

  it('while it asks whether an act had happened, ends with that unknown', async () => {
    const journal = memoryJournal();
    const shelf = new Shelf();
    const begun = world(two, { journal, shelf });
    let acting = false;
    shelf.before = () => new Promise(() => void (acting = true));
    const runId = begun.manager.start('season the soup');
    await begun.reach(runId, is('awaiting-approval'));
    begun.approve(runId);
    await until(() => acting);

    shelf.read = () => undefined;
    const after = world(two, { journal, shelf });
    after.manager.recover(10);
    await until(() => {
      after.clock.pass(1000);
      return after.manager.runs.get(runId).view.status === 'asking';
    });
    after.manager.command({ type: 'run.cancel', runId }, 'person');
    const view = await after.reach(runId, is('failed'));
    expect(view.error?.details ?? view.error?.say).toContain('not known');
    expect(shelf.calls).toEqual([]);
  });
});
