import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

const step = (
  id: string,
  dependsOn: string[],
  over: Pick<StepView, 'skill' | 'title' | 'why' | 'args' | 'risk'>,
): StepView => ({
  id,
  dependsOn,
  needs: [{ say: 'the text editor is installed', holds: true, because: 'Mousepad has a desktop entry' }],
  changes: [`${over.title} is done`],
  asks: over.risk === 'R3',
  undo: { possible: true, say: 'can be undone' },
  verifiedBy: 'a second look at the window',
  status: 'planned',
  evidence: [],
  ...over,
});

/** Three steps that look like the shopping note; "trash" in the goal makes the last one ask on its own. */
export const fakeSteps = (goal: string): StepView[] => [
  step('s1', [], {
    skill: 'app.open',
    title: 'Open Mousepad',
    why: 'The text goes there.',
    args: { app: 'org.xfce.mousepad' },
    risk: 'R1',
  }),
  step('s2', ['s1'], {
    skill: 'text.write',
    title: 'Write the text',
    why: 'You asked for it.',
    args: { text: 'Buy milk' },
    risk: 'R2',
  }),
  goal.includes('trash')
    ? step('s3', ['s2'], {
        skill: 'files.trash',
        title: 'Move 12 files to the trash',
        why: 'You asked for it.',
        args: {},
        risk: 'R3',
      })
    : step('s3', ['s2'], {
        skill: 'document.save-as',
        title: 'Save as shopping.txt',
        why: 'You asked for it.',
        args: { path: '/home/a/shopping.txt' },
        risk: 'R2',
      }),
];

export const newRun = (id: string, goal: string, now: number): RunView => ({
  id,
  goal,
  chips: [{ kind: 'verb', start: 0, end: Math.min(5, goal.length), say: 'write' }],
  status: 'planning',
  sentence: 'Working out a plan.',
  createdAt: now,
  steps: [],
  suggestions: [],
  stepping: false,
});

/** How a step of this goal ends: "fail" fails the second, "unverified" leaves it unread, all else is verified. */
export function fakeOutcome(goal: string, one: StepView): Pick<StepView, 'status' | 'evidence' | 'error'> {
  const evidence = (holds: boolean | null, say: string): StepView['evidence'] => [
    { path: 'accessibility', say, holds },
  ];
  if (one.id === 's2' && goal.includes('fail')) {
    const error = new SonnyError('WRONG_EFFECT', 'Expected 8 characters, read 7.').view();
    return { status: 'failed', evidence: evidence(false, 'read back: 7 of 8 characters'), error };
  }
  if (one.id === 's2' && goal.includes('unverified'))
    return { status: 'unverified', evidence: evidence(null, 'could not be read back') };
  return { status: 'verified', evidence: evidence(true, 'read back: 8 of 8 characters') };
}
