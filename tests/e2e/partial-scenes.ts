import { SonnyError } from '../../shared/protocol/errors.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { base, noteSteps, step, verified } from './scene-parts.ts';
import { sent } from './trouble-scenes.ts';

/** Everything done but a message, to which the person said no. */
export function donePartly(now: number): RunView {
  const run = sent(now);
  const steps = run.steps.map((one): StepView => {
    if (one.id !== 's3') return one;
    const { startedAt: _, endedAt: _ended, ...rest } = one;
    return { ...rest, status: 'refused', evidence: [] };
  });
  return { ...run, id: 'done-partly', status: 'done-partly', sentence: 'Done but for 1 step you refused.', steps };
}

/** A folder that is there already. */
export function nothingToDo(now: number): RunView {
  const error = new SonnyError('NOTHING_TO_DO', 'There is a folder ~/Archive, so nothing needs to be done.').view();
  const { forecast: _, planHash: _hash, risk: _risk, ...run } = base('nothing', 'make a folder ~/Archive', [], now);
  return {
    ...run,
    chips: [],
    status: 'nothing-to-do',
    sentence: error.details ?? error.say,
    error,
    endedAt: now,
  };
}

/** An undo that kept one file, which can't be chosen about any more. */
export function keptOne(now: number): RunView {
  const [open] = noteSteps();
  const error = new SonnyError('UNDO_CONFLICT', '~/Documents/shopping.txt was changed since and was left.').view();
  const steps: StepView[] = [
    { ...open, ...verified('the window is closed', now - 3_000, 'window-system'), status: 'undone' },
    step('s2', [], {
      skill: 'file.write',
      title: 'Write ~/Documents/shopping.txt',
      why: 'You named the file.',
      ...verified('', now - 2_000),
      status: 'unverified',
      error,
      evidence: [{ path: 'filesystem', say: error.details ?? '', holds: false }],
    }),
  ];
  const sentence = 'Undone as far as possible; see the steps that are not.';
  const run = base('kept-one', 'note the milk', steps, now);
  return { ...run, chips: [], status: 'undone-partly', sentence, error, steps, endedAt: now };
}

/** An undo of one step, which was kept. */
export function notUndone(now: number): RunView {
  const run = keptOne(now);
  const steps = run.steps.slice(1);
  const sentence = `Nothing was undone: ${steps[0]?.error?.details ?? ''}`;
  return { ...run, id: 'not-undone', goal: 'write the shopping list', sentence, steps };
}
