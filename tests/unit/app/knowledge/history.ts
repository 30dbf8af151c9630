import { createHash } from 'node:crypto';
import type { JournalEvent, PlannedStep } from '../../../../shared/protocol/events.ts';
import type { RunView } from '../../../../shared/protocol/run.ts';
import { SKILLS } from '../../../../shared/skills/catalogue.ts';

export const HOME = '/home/a';
export const START = 1_700_000_000_000;
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const step = (id: string, skill: string, args: PlannedStep['args']): PlannedStep => ({
  id,
  skill,
  title: SKILLS.get(skill)?.title(args) ?? skill,
  why: '',
  args,
  dependsOn: [],
  needs: (SKILLS.get(skill)?.needs(args) ?? []).map(() => ({ say: '', holds: true, because: 'seen just now' })),
  changes: [],
  risk: 'R2',
  asks: false,
  undo: { possible: true, say: '' },
  verifiedBy: '',
});

/** A plan that moves one file after another into a folder; the files are named after the run. */
export const planOf = (runId: string, moves: number): PlannedStep[] =>
  Array.from({ length: moves }, (_, i) =>
    step(`s${i + 1}`, 'files.move', { files: [`${HOME}/Downloads/${runId}-${i}.pdf`], to: `${HOME}/Papers` }),
  );

export const runOf = (id: string, steps: readonly PlannedStep[]): RunView => ({
  id,
  goal: 'tidy',
  chips: [],
  status: 'awaiting-approval',
  sentence: '',
  createdAt: START,
  steps: steps.map((s) => ({ ...s, status: 'planned', evidence: [] })),
  suggestions: [],
  stepping: false,
});

/** The rows of a run that was planned, approved, done and read back. */
export const rowsOf = (runId: string, at: number, moves: number): JournalEvent[] => {
  const steps = planOf(runId, moves);
  const base = { runId, at };
  const forecast = { steps: moves, undoable: moves, pointOfNoReturn: null, say: 'Everything can be undone.' };
  return [
    { type: 'run.started', ...base, goal: 'move all PDFs in ~/Downloads to ~/Papers' },
    { type: 'run.understood', ...base, chips: [] },
    { type: 'plan.made', ...base, plan: { hash: 'h', risk: 'R2', forecast, steps } },
    {
      type: 'approval.asked',
      ...base,
      nonce: 'n',
      planHash: 'h',
      stepId: null,
      label: 'Run',
      preview: [],
      expiresAt: at + 1000,
    },
    { type: 'approval.given', ...base, nonce: 'n', by: 'person', stepByStep: false },
    ...steps.flatMap(({ id, skill, args }, i): JournalEvent[] => {
      const key = `${runId}/${id}/1`;
      const then = { runId, at: at + i + 1, stepId: id, key };
      const [from] = args['files'] as string[];
      const moved = [{ from: from ?? '', to: `${HOME}/Papers/${runId}-${i}.pdf` }];
      return [
        { type: 'step.intended', ...then, skill, args, attempt: 1 },
        {
          type: 'step.ended',
          ...then,
          status: 'verified',
          evidence: [{ path: 'filesystem', say: 'it is there', holds: true }],
          outputs: { moved },
          receipt: null,
        },
      ];
    }),
    { type: 'run.finished', runId, at: at + moves + 1, status: 'done' },
  ];
};
