import type { RunEvent, PlannedStep } from '../../../../shared/protocol/events.ts';
import type { Conflict, ConflictChoice } from '../../../../shared/protocol/conflict.ts';
import { SonnyError, type ErrorCode } from '../../../../shared/protocol/errors.ts';
import type { Question } from '../../../../shared/protocol/run.ts';
import type { StepView, Surprise } from '../../../../shared/protocol/step.ts';

type Base = { readonly at: number; readonly runId: string };

const error = (code: ErrorCode = 'WRONG_EFFECT'): ReturnType<SonnyError['view']> => new SonnyError(code).view();
const oneOf = <T>(choices: readonly [T, ...T[]], luck: number): T => choices[luck % choices.length] ?? choices[0];

/** One step of a plan; `asks` makes it one that is asked about on its own. */
export const step = (id: string, dependsOn: readonly string[], asks: boolean, within?: string): PlannedStep => ({
  id,
  skill: 'jar.put',
  title: id,
  why: '',
  args: {},
  dependsOn: [...dependsOn],
  needs: [],
  changes: [],
  risk: asks ? 'R3' : 'R2',
  asks,
  undo: { possible: true, say: '' },
  verifiedBy: 'a look',
  ...(within === undefined ? {} : { within }),
});

export const question = (subject: string): Question => ({
  id: `question about ${subject}`,
  ask: 'Which?',
  candidates: [
    { id: 'yes', label: 'Yes' },
    { id: 'no', label: 'No' },
  ],
  subject,
});

/** What planning may come to: mostly a plan, now and then a question or a refusal. */
export const plan = (base: Base, steps: readonly PlannedStep[], luck: number): RunEvent[] => {
  if (luck % 16 === 0)
    return [{ type: 'run.refused', ...base, error: error(), suggestions: [], chips: [], draft: [...steps] }];
  if (luck % 16 === 1) return [{ type: 'question.asked', ...base, question: question(`meant-${luck}`), chips: [] }];
  const forecast = { steps: steps.length, undoable: steps.length, pointOfNoReturn: null, say: '' };
  return [
    { type: 'run.understood', ...base, chips: [] },
    { type: 'plan.made', ...base, plan: { hash: 'h', risk: 'R2', forecast, steps: [...steps] } },
  ];
};

const BEGUN = ['verified', 'unverified', 'skipped', 'failed', 'refused', 'undone'];

/** What looking for another way may come to: mostly the steps that are left, under new names, after one that helps. */
export const otherWay = (base: Base, before: readonly StepView[], luck: number): RunEvent => {
  if (luck % 8 === 0) return { type: 'replan.refused', ...base, error: new SonnyError('NO_OTHER_WAY').view() };
  const keeps = before.filter((s) => BEGUN.includes(s.status));
  const left = before.filter((s) => !keeps.includes(s) || s.status === 'failed' || s.status === 'refused');
  const renamed = new Map(left.map((s, i) => [s.id, `${s.id}-${before.length + i}`]));
  const done = new Set(keeps.map((s) => s.id));
  const steps = left.map((s) =>
    step(
      renamed.get(s.id) ?? s.id,
      s.dependsOn.flatMap((d) => renamed.get(d) ?? (done.has(d) ? [d] : [])),
      s.asks,
    ),
  );
  const forecast = { steps: steps.length, undoable: steps.length, pointOfNoReturn: null, say: '' };
  const plan = { hash: 'h', risk: 'R2' as const, forecast, steps };
  return { type: 'plan.made', ...base, plan, keeps: keeps.map((s) => s.id) };
};

const SURPRISE: Surprise = {
  say: 'predicted one thing, saw another',
  relation: 'file',
  args: ['/a'],
  predicted: true,
  observed: false,
};

/** What may become of an act: mostly it is verified and can be taken back. */
export const endedAs = (base: Base, stepId: string, key: string, luck: number): RunEvent => {
  const status = oneOf(['verified', 'verified', 'verified', 'unverified', 'failed', 'refused'] as const, luck);
  const receipt = status === 'refused' || luck % 4 === 0 ? null : { before: luck };
  const failed = status === 'failed' || status === 'refused';
  const surprised = (status === 'unverified' || status === 'failed') && luck % 3 === 0;
  const seen = {
    evidence: [],
    outputs: {},
    receipt,
    ...(failed ? { error: error(status === 'refused' ? 'BUDGET_RATE' : surprised ? 'SURPRISE' : 'WRONG_EFFECT') } : {}),
    ...(surprised ? { surprises: [SURPRISE] } : {}),
  };
  return { type: 'step.ended', ...base, stepId, key, status, ...seen };
};

/** What may become of an act that a takeover cut off; in three of four cases it had not happened or nobody knows. */
export const cutOffAs = (base: Base, stepId: string, key: string, luck: number): RunEvent => {
  const status = oneOf(['refused', 'failed', 'refused', 'verified'] as const, luck);
  const error = status === 'verified' ? {} : { error: new SonnyError('TAKEN_OVER').view() };
  return { type: 'step.ended', ...base, stepId, key, status, evidence: [], outputs: {}, receipt: null, ...error };
};

export const undoneAs = (base: Base, stepId: string, key: string, luck: number): RunEvent => {
  const status = oneOf(['undone', 'undone', 'unverified', 'kept', 'failed'] as const, luck);
  return {
    type: 'undo.ended',
    ...base,
    stepId,
    key,
    status,
    evidence: [],
    ...(status === 'kept' ? { error: error(), ...(luck % 7 === 0 ? {} : { conflict }) } : {}),
  };
};

const version = { say: 'something' };
const conflict: Conflict = {
  ...{ what: 'file', name: 'a', before: version, left: version, now: version },
  ...{ choices: ['keep', 'restore', 'both'], more: [] },
};

/** What may become of a choice about a conflict: mostly it is carried out. */
export const settledAs = (
  choice: ConflictChoice,
  luck: number,
): Pick<Extract<RunEvent, { type: 'conflict.settled' }>, 'status' | 'evidence'> => ({
  status:
    choice === 'keep' ? 'kept' : oneOf([choice === 'both' ? 'kept' : 'undone', 'unverified', 'failed'] as const, luck),
  evidence: [],
});
