import { describe, expect, it } from 'vitest';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import { RUN_LIMITS } from '../../../shared/policy/budgets.ts';
import type { PlannedStep } from '../../../shared/protocol/events.ts';
import { planned, Shelf, world, type World } from './shelf-world.ts';

const is = (status: string) => (view: { readonly status: string }) => view.status === status;
const puts = (count: number): PlannedStep[] =>
  Array.from({ length: count }, (_, n) => planned(`s${n}`, { jar: `jar ${n}`, what: 'salt' }));

const begin = async (w: World, origin: 'person' | 'flag' = 'person'): Promise<string> => {
  const runId = w.manager.start('season the soup');
  await w.reach(runId, is('awaiting-approval'));
  w.approve(runId, false, origin);
  return runId;
};

describe('a budget', () => {
  it('of steps in a minute halts what no person approved before the effect; a person’s word lets it go on once', async () => {
    const w = world(puts(70));
    const runId = await begin(w, 'flag');
    const view = await w.reach(runId, is('failed'));
    expect(w.shelf.calls).toHaveLength(60);
    expect(view.error).toMatchObject({ code: 'BUDGET_RATE', details: expect.stringContaining('60 steps like') });
    expect(view.steps.filter((s) => s.status === 'refused').length).toBeGreaterThan(0);
    expect(() => w.manager.command({ type: 'run.raise', runId }, 'flag')).toThrow(/Only a person/);
    w.manager.command({ type: 'run.raise', runId }, 'person');
    await w.reach(runId, is('done'));
    expect(w.shelf.jars.size).toBe(70);
  });

  it('of steps in a minute is no limit to a plan that a person saw and approved', async () => {
    const w = world(puts(70));
    await w.reach(await begin(w), is('done'));
    expect(w.shelf.calls).toHaveLength(70);
  });

  it('counts what was begun before Sonny started, by the journal', async () => {
    const [journal, shelf] = [memoryJournal(), new Shelf()];
    const before = world(puts(60), { journal, shelf });
    await before.reach(await begin(before, 'flag'), is('done'));
    const after = world([planned('t', { jar: 'another', what: 'oil' })], { journal, shelf, clock: before.clock });
    after.manager.recover(10);
    const again = await begin(after, 'flag');
    expect((await after.reach(again, is('failed'))).error?.code).toBe('BUDGET_RATE');
    expect(shelf.jars.has('another')).toBe(false);
    after.clock.pass(60_001);
    after.manager.command({ type: 'run.retry', runId: again }, 'person');
    await after.reach(again, is('done'));
  });

  it('of time halts a run that was left lying', async () => {
    const w = world([
      planned('s1', { jar: 'a', what: 'salt' }),
      planned('s2', { jar: 'b', what: 'oil' }, { dependsOn: ['s1'] }),
    ]);
    const runId = w.manager.start('season the soup');
    await w.reach(runId, is('awaiting-approval'));
    w.approve(runId, true);
    await w.reach(runId, is('paused'));
    w.clock.pass(RUN_LIMITS.time + 1);
    w.manager.command({ type: 'run.resume', runId }, 'person');
    expect((await w.reach(runId, is('failed'))).steps.at(-1)?.error?.code).toBe('BUDGET_TIME');
    expect(w.shelf.jars.has('b')).toBe(false);
  });

  it('of model cost is held to from the rows', async () => {
    const [journal, shelf] = [memoryJournal(), new Shelf()];
    const before = world(puts(1), { journal, shelf });
    const runId = before.manager.start('season the soup');
    await before.reach(runId, is('awaiting-approval'));
    journal.append([{ type: 'model.called', at: 1, runId, model: 'm', cost: RUN_LIMITS.cost + 0.01 }]);
    const w = world(puts(1), { journal, shelf });
    w.approve(runId);
    expect((await w.reach(runId, is('failed'))).error?.code).toBe('BUDGET_COST');
    w.manager.command({ type: 'run.raise', runId }, 'person');
    await w.reach(runId, is('done'));
  });

  it('can’t be raised where none has halted the run', async () => {
    const w = world(puts(1));
    const runId = await begin(w);
    await w.reach(runId, is('done'));
    expect(() => w.manager.command({ type: 'run.raise', runId }, 'person')).toThrow(/not halted by a budget/);
  });
});

describe('two noes to steps of one class', () => {
  const gold = [planned('s1', { jar: 'a', what: 'gold' }, { risk: 'R3' })];
  const deny = async (w: World): Promise<void> => {
    const runId = await begin(w);
    const view = await w.reach(runId, is('awaiting-step-approval'));
    w.manager.command({ type: 'run.deny', runId, nonce: view.approval?.nonce ?? '' }, 'person');
  };

  it('cool it down: it is not asked about for ten minutes, also after a restart, and then again', async () => {
    const journal = memoryJournal();
    const before = world(gold, { journal });
    await deny(before);
    await deny(before);
    const w = world(gold, { journal, clock: before.clock });
    w.manager.recover(10);
    const view = await w.reach(await begin(w), is('failed'));
    expect(view.error).toMatchObject({ code: 'COOLING_DOWN', details: expect.stringContaining('in 10 min') });
    expect(view.steps[0]?.status).toBe('refused');
    expect([...journal.read()].filter(({ event }) => event.type === 'step.refused')).toHaveLength(1);
    w.clock.pass(10 * 60_000);
    await w.reach(await begin(w), is('awaiting-step-approval'));
  });
});
