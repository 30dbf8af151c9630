import { z } from 'zod';
import type { Journal } from '../../../shared/ports/journal.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import { defineSkill } from '../../../shared/skills/skill.ts';
import { managedRun } from './managed-run.ts';
import { plannedStep } from './planned-step.ts';

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
  const plan = Array.from({ length: steps }, (_, i) => plannedStep(`s${i + 1}`, 'count', { n: i + 1 }));
  const took = await managedRun({ performers: [counting], observers: [], journal, skills }, plan);
  return (took * 1000) / steps;
};
