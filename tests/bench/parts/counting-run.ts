import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSystemIds } from '../../../automation/clock/system-ids.ts';
import { ExecutionManager } from '../../../shared/execution/manager.ts';
import type { Journal } from '../../../shared/ports/journal.ts';
import type { PlannedStep } from '../../../shared/protocol/events.ts';
import { defineSkill } from '../../../shared/skills/skill.ts';

const count = (undo: 'nothing' | 'compensate') =>
  defineSkill({
    name: 'count',
    summary: 'Counts',
    parameters: z.object({ n: z.number() }).strict(),
    outputs: [],
    risk: 'R0',
    undo: { kind: undo, say: 'nothing' },
    needs: () => [],
    changes: () => [],
    title: () => 'Count',
    effects: () => [],
    verifiedBy: 'counting',
    checks: () => [],
    resources: () => [],
    deadline: 1000,
    idempotent: true,
    examples: [],
  });

const planned = (n: number): PlannedStep => ({
  id: `s${n}`,
  skill: 'count',
  title: 'Count',
  why: '',
  args: { n },
  dependsOn: [],
  needs: [],
  changes: [],
  risk: 'R0',
  asks: false,
  undo: { possible: true, say: '' },
  verifiedBy: 'counting',
});

/** Runs `steps` steps that do nothing through the whole manager. Gives microseconds a step, from approval to the end. */
export const countingRun = async (steps: number, journal: Journal, undo: 'nothing' | 'compensate'): Promise<number> => {
  const clock = createSystemClock();
  const plan = Array.from({ length: steps }, (_, i) => planned(i + 1));
  let ended = (): void => {};
  let asked = (): void => {};
  const end = new Promise<void>((go) => (ended = go));
  const ask = new Promise<void>((go) => (asked = go));
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const manager = new ExecutionManager(
    {
      performers: [
        {
          skills: ['count'],
          perform: async () => ({ status: 'done', outputs: {}, evidence: [], receipt: null }),
          undo: async () => ({ status: 'undone', evidence: [] }),
        },
      ],
      observers: [],
      journal,
      clock,
      ids: createSystemIds(clock),
      hash,
      home: '/home/a',
      skills: new Map([['count', count(undo)]]),
    },
    async ({ view }) => [
      {
        type: 'plan.made',
        at: clock.now(),
        runId: view.id,
        plan: {
          hash: 'h',
          risk: 'R0',
          forecast: { steps, undoable: steps, pointOfNoReturn: null, say: '' },
          steps: plan,
        },
      },
    ],
    () => 60,
    (event) => {
      if (event.type !== 'run') return;
      if (event.run.approval) asked();
      if (event.run.status.startsWith('done')) ended();
    },
  );
  const runId = manager.start('count');
  await ask;
  const { approval } = manager.runs.get(runId).view;
  const before = performance.now();
  manager.command(
    { type: 'run.approve', runId, nonce: approval?.nonce ?? '', planHash: 'h', stepByStep: false },
    'person',
  );
  await end;
  const took = performance.now() - before;
  await manager.close();
  journal.close();
  return (took * 1000) / steps;
};
