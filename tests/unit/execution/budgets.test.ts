import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import type { Replanner } from '../../../shared/execution/planner.ts';
import { RUN_LIMITS } from '../../../shared/policy/budgets.ts';
import type { Call } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { PlannedStep } from '../../../shared/protocol/events.ts';
import { Paths } from '../../../shared/skills/schema.ts';
import { defineSkill } from '../../../shared/skills/skill.ts';
import { planned, Shelf, world, type World } from './shelf-world.ts';

const is = (status: string) => (view: { readonly status: string }) => view.status === status;
const puts = (count: number): PlannedStep[] =>
  Array.from({ length: count }, (_, n) => planned(`s${n}`, { jar: `jar ${n}`, what: 'salt' }));

const stampSkill = defineSkill({
  name: 'files.stamp',
  summary: 'Stamps files',
  parameters: z.object({ files: Paths }).strict(),
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'takes the stamp away' },
  needs: () => [],
  changes: () => [],
  title: () => 'Stamp files',
  effects: () => [],
  verifiedBy: 'looking at the stamp',
  checks: () => [],
  resources: () => [],
  deadline: 1000,
  idempotent: true,
  examples: [],
});

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

  it('of files counts each file once, halts the step that would touch too many, and goes on at a person’s word', async () => {
    const files = (from: number, count: number): string[] =>
      Array.from({ length: count }, (_, n) => `/home/a/${from + n}.txt`);
    const stamp = (id: string, given: readonly string[]): PlannedStep =>
      planned(id, { files: [...given] }, { skill: 'files.stamp', dependsOn: id === 's1' ? [] : ['s1'] });
    const stamped: number[] = [];
    const more = {
      skills: [stampSkill],
      performers: [
        {
          skills: ['files.stamp'],
          perform: async ({ args }: Call) => {
            stamped.push((args['files'] as string[]).length);
            const evidence = [{ path: 'filesystem', say: 'stamped', holds: true } as const];
            return { status: 'done', outputs: {}, evidence, receipt: null } as const;
          },
          undo: async () => ({ status: 'undone', evidence: [] }) as const,
        },
      ],
      observers: [],
    };
    const most = RUN_LIMITS.files;
    // The second step touches what the first has: no more files than the limit. The third one file more.
    const w = world([stamp('s1', files(0, most)), stamp('s2', files(1, most - 1)), stamp('s3', files(most, 1))], {
      more,
    });
    const runId = await begin(w);
    const view = await w.reach(runId, is('failed'));
    expect(view.error).toMatchObject({ code: 'BUDGET_FILES', details: expect.stringContaining(`${most + 1} files`) });
    expect(stamped).toEqual([most, most - 1]);
    w.manager.command({ type: 'run.raise', runId }, 'person');
    await w.reach(runId, is('done'));
    expect(stamped).toEqual([most, most - 1, 1]);
  });

  it('of other ways: the third try of what failed twice is refused before the effect, until a person lets it', async () => {
    let ways = 0;
    const again = (): PlannedStep => planned(`w${++ways}`, { jar: 'a', what: 'salt' });
    const replanner: Replanner = {
      foresee: async () => ({ say: 'the same once more' }),
      replan: async () => ({
        plan: {
          hash: `h${ways}`,
          risk: 'R2',
          forecast: { steps: 1, undoable: 1, pointOfNoReturn: null, say: '' },
          steps: [again()],
        },
        keeps: ['s1', ...Array.from({ length: ways - 1 }, (_, n) => `w${n + 1}`)],
        say: 'the same once more',
      }),
    };
    const w = world([planned('s1', { jar: 'a', what: 'salt' })], { replanner });
    let works = false;
    w.shelf.before = () => {
      if (!works) throw new SonnyError('FILE_DENIED', 'the jar is shut');
    };
    const runId = await begin(w);
    const failed = await w.reach(runId, is('failed'));
    expect(failed).toMatchObject({ otherWay: 'the same once more', error: { code: 'FILE_DENIED' } });
    const another = async () => {
      w.manager.command({ type: 'run.replan', runId }, 'person');
      await w.reach(runId, is('awaiting-approval'));
      w.approve(runId);
      return w.reach(runId, is('failed'));
    };
    expect((await another()).error?.code).toBe('FILE_DENIED');
    works = true;
    expect((await another()).error).toMatchObject({
      code: 'LOOP_BROKEN',
      details: expect.stringContaining('has failed before'),
    });
    expect(w.shelf.jars.size).toBe(0);
    w.manager.command({ type: 'run.raise', runId }, 'person');
    await w.reach(runId, is('done'));
    expect(w.shelf.jars.get('a')).toBe('salt');
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
  const deny = async (w: World, origin: 'person' | 'flag'): Promise<void> => {
    const runId = await begin(w, origin);
    const view = await w.reach(runId, is('awaiting-step-approval'));
    w.manager.command({ type: 'run.deny', runId, nonce: view.approval?.nonce ?? '' }, 'person');
  };

  it('cool it down: it is not asked about for ten minutes, also after a restart, and then again', async () => {
    const journal = memoryJournal();
    const before = world(gold, { journal });
    await deny(before, 'flag');
    await deny(before, 'flag');
    const w = world(gold, { journal, clock: before.clock });
    w.manager.recover(10);
    const view = await w.reach(await begin(w, 'flag'), is('failed'));
    expect(view.error).toMatchObject({ code: 'COOLING_DOWN', details: expect.stringContaining('in 10 min') });
    expect(view.steps[0]?.status).toBe('refused');
    expect([...journal.read()].filter(({ event }) => event.type === 'step.refused')).toHaveLength(1);
    w.clock.pass(10 * 60_000);
    await w.reach(await begin(w, 'flag'), is('awaiting-step-approval'));
  });

  it('do not outweigh a yes of the person to a plan with such a step, once it was given after them', async () => {
    const w = world(gold);
    await deny(w, 'person');
    await deny(w, 'person');
    w.clock.pass(1_000);
    const view = await w.reach(await begin(w, 'person'), is('awaiting-step-approval'));
    expect(view.approval?.stepId).toBe('s1');
  });
});
