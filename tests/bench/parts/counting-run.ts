import { z } from 'zod';
import type { Journal } from '../../../shared/ports/journal.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import { defineSkill } from '../../../shared/skills/skill.ts';
import { managedRun } from './managed-run.ts';
import { plannedSteps } from './planned-steps.ts';

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

const counting: Performer = {
  skills: ['count'],
  perform: async () => ({
    status: 'done',
    outputs: {},
    evidence: [{ path: 'process', say: 'counted', holds: true }],
    receipt: null,
  }),
  undo: async () => ({ status: 'undone', evidence: [] }),
};

/** Runs `steps` steps that do nothing through the whole manager. Gives microseconds a step, from approval to the end. */
export const countingRun = async (steps: number, journal: Journal, undo: 'nothing' | 'compensate'): Promise<number> => {
  const skills = new Map([['count', count(undo)]]);
  const plan = plannedSteps(
    'count',
    Array.from({ length: steps }, (_, n) => ({ n })),
  );
  const took = await managedRun({ performers: [counting], observers: [], journal, skills }, plan);
  return (took.reduce((sum, each) => sum + each, 0) * 1000) / steps;
};
