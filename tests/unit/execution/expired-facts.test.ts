import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import { ExecutionManager } from '../../../shared/execution/manager.ts';
import type { HeldFacts } from '../../../shared/ports/held-facts.ts';
import type { Journal } from '../../../shared/ports/journal.ts';
import type { Observer, Query } from '../../../shared/ports/observer.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { isEnded, type RunView } from '../../../shared/protocol/run.ts';
import { GOOD_FOR, R } from '../../../shared/skills/relations.ts';
import { defineSkill } from '../../../shared/skills/skill.ts';
import { atom, type Literal } from '../../../shared/symbolic/atom.ts';
import { FactStore } from '../../../shared/symbolic/facts/fact-store.ts';
import { Relations } from '../../../shared/symbolic/facts/relation.ts';
import { BARE } from '../../fakes/bare-skill.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { until } from '../../fakes/until.ts';
import { planned } from './shelf-world.ts';

/** A door that is passed only where a file, a window and a key that nobody can look at are there. */
const pass = defineSkill({
  ...BARE,
  name: 'door.pass',
  summary: 'Passes a door',
  parameters: z.object({}).strict(),
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'goes back' },
  needs: () => [R.file('/door'), R.window('w:7'), atom('key')],
  title: () => 'Pass the door',
  idempotent: true,
});

/** How much time everything takes that can take any, in milliseconds; each list is begun anew at its end. */
interface Schedule {
  readonly looks: readonly number[];
  readonly disk: readonly number[];
  readonly approval: number;
  readonly keyFor: number;
  readonly setBack: number;
}

const LOOKED: Readonly<Record<string, Literal>> = { file: R.file('/door'), windows: R.window('w:7') };

const open = (schedule: Schedule) => {
  const clock = new ManualClock();
  const cycle = (list: readonly number[]) => {
    let i = 0;
    return (): number => list[i++ % Math.max(1, list.length)] ?? 0;
  };
  const [look, full] = [cycle(schedule.looks), cycle(schedule.disk)];
  const lookedAt = new Map<string, number>();
  const observer: Observer = {
    kinds: ['file', 'windows'],
    observe: async (query: Query) => {
      lookedAt.set(query.kind, clock.now());
      clock.pass(look());
      const window = { id: 7, pid: 1, app: 'door', title: '', active: true, dialog: false };
      const value = query.kind === 'file' ? { exists: true, type: 'file' } : { windows: [window] };
      return { query, path: 'filesystem', value };
    },
  };
  const store = new FactStore(
    new Relations([{ name: 'key', args: [], lifetime: schedule.keyFor, contexts: ['world'], say: 'the key is there' }]),
  );
  store.assert({ literal: atom('key'), context: 'world', at: clock.now(), source: 'person', trust: 'person' });
  const held: HeldFacts = {
    vouches: () => null,
    kept: () => [],
    standing: (literal) => {
      const { standing } = store.standing(literal, 'world', clock.now());
      return standing === 'retracted' || standing === 'superseded' ? 'denied' : standing;
    },
  };
  const stale: string[] = [];
  const performer: Performer = {
    skills: ['door.pass'],
    perform: async () => {
      for (const [kind, { relation }] of Object.entries(LOOKED)) {
        const at = lookedAt.get(kind) ?? -Infinity;
        if (at > clock.now() || clock.now() >= at + (GOOD_FOR[relation] ?? 0)) stale.push(relation);
      }
      if (held.standing(atom('key')) !== 'holds') stale.push('key');
      return { status: 'done', outputs: {}, evidence: [], receipt: null };
    },
    undo: async () => ({ status: 'undone', evidence: [] }),
  };
  const kept = memoryJournal();
  let tries = 0;
  const journal: Journal = {
    ...kept,
    append: (events, options) => {
      if (events[0]?.type === 'step.intended') {
        tries ||= full() + 1;
        if (--tries > 0) throw new SonnyError('STORE_FULL');
        if (schedule.setBack > 0) clock.pass(-schedule.setBack);
      }
      return kept.append(events, options);
    },
  };
  let n = 0;
  const passing = { skill: 'door.pass', title: 'Pass the door', asks: false };
  const steps = [planned('s1', {}, passing), planned('s2', {}, { ...passing, dependsOn: ['s1'] })];
  const manager = new ExecutionManager(
    {
      performers: [performer],
      observers: [observer],
      journal,
      clock,
      held,
      ids: { next: (kind) => `${kind}-${++n}`, secret: () => `secret-${++n}` },
      hash: (text) => text,
      home: '/home/a',
      skills: new Map([[pass.name, pass]]),
    },
    async ({ view }) => [
      {
        type: 'plan.made',
        at: clock.now(),
        runId: view.id,
        plan: { hash: 'h', risk: 'R2', forecast: { steps: 2, undoable: 2, pointOfNoReturn: null, say: '' }, steps },
      },
    ],
    () => 3600,
    () => {},
  );
  const run = async (): Promise<RunView> => {
    const runId = manager.start('pass twice');
    const view = (): RunView => manager.runs.get(runId).view;
    await until(() => view().approval !== undefined);
    clock.pass(schedule.approval);
    await until(() => view().approval !== undefined || isEnded(view().status));
    const { nonce, planHash } = view().approval ?? {};
    if (nonce !== undefined && planHash !== undefined)
      manager.command({ type: 'run.approve', runId, nonce, planHash, stepByStep: false }, 'person');
    await until(() => {
      clock.pass(isEnded(view().status) ? 0 : 1000);
      return isEnded(view().status);
    });
    return view();
  };
  return { run, stale };
};

const time = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 30_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(59_999, 60_000, 119_999, 120_000, 200_000) },
);

describe('a fact that has expired', () => {
  it('is never acted on, however long looking, the disk and the person take', async () => {
    const ends = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          looks: fc.array(time, { maxLength: 6 }),
          disk: fc.array(fc.constantFrom(0, 0, 1, 45, 59, 60, 130), { maxLength: 3 }),
          approval: time,
          keyFor: fc.constantFrom(50_000, 150_000, 10_000_000),
          setBack: fc.constantFrom(0, 0, 0, 90_000),
        }),
        async (schedule) => {
          const { run, stale } = open(schedule);
          const { status, steps } = await run();
          expect(stale).toEqual([]);
          const refused = steps.find((s) => s.error);
          ends.add(refused ? String(refused.error?.code) : status);
          if (refused) expect(refused.status).toBe('refused');
        },
      ),
      { numRuns: 150, seed: 4 },
    );
    // The schedules are of some use: many runs come through, and some can't.
    expect([...ends].sort()).toEqual(['FACT_EXPIRED', 'done-unverified']);
  });

  it('refuses the step and touches nothing; what is known again lets it go on', async () => {
    const { run } = open({ looks: [0], disk: [], approval: 60_000, keyFor: 60_000, setBack: 0 });
    const { steps, sentence } = await run();
    expect(steps[0]).toMatchObject({ status: 'refused', error: { code: 'FACT_EXPIRED' } });
    expect(sentence).toContain('seen too long ago');
  });

  it('is looked at again where the intent had to wait for room on the disk', async () => {
    const { run, stale } = open({ looks: [0], disk: [130], approval: 0, keyFor: 10_000_000, setBack: 0 });
    expect((await run()).status).toBe('done-unverified');
    expect(stale).toEqual([]);
  });
});
