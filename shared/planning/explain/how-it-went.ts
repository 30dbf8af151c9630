import { isPartDone, isRestElsewhere } from '../../protocol/part-done.ts';
import type { Explanation } from '../../protocol/knowledge.ts';
import type { RunStatus, RunView } from '../../protocol/run.ts';
import { isDone, type StepView } from '../../protocol/step.ts';

/** Where a run that was begun has come to its end otherwise than as it was planned. */
const ENDED: readonly RunStatus[] = [
  'done-unverified',
  'done-partly',
  'failed',
  'cancelled',
  'undone',
  'undone-partly',
];

const isPart = (step: StepView): boolean => isPartDone(step) || isRestElsewhere(step);

const wordOf = (step: StepView, run: RunStatus): string => {
  if (isPart(step)) return 'done in part';
  if (isDone(step)) return run === 'undone-partly' && step.error ? 'not undone' : 'done';
  return step.status === 'planned' || step.status === 'waiting' ? 'not begun' : step.status;
};

/** "Of 3 steps: 1 done, 2 undone." */
const sayCounts = ({ steps, status }: RunView): string => {
  const counts = Map.groupBy(steps, (step) => wordOf(step, status));
  const said = [...counts].map(([word, { length }]) => `${length} ${word}`).join(', ');
  return `Of ${steps.length} step${steps.length === 1 ? '' : 's'}: ${said}.`;
};

/** What was read of a step that was cut off, or of which the undo left something. */
const readOf = (step: StepView, run: RunStatus): readonly string[] => {
  if (!isPart(step) && !(run === 'undone-partly' && step.error)) return [];
  const read = step.evidence.filter(({ path }) => path !== 'person').slice(0, MOST_READ);
  return read.length === 0 ? [] : [`“${step.title}”: ${read.map(({ say }) => say).join('; ')}.`];
};

const MOST_READ = 3;

/** What ended a run and how far it came, one sentence each. Empty for one that goes on, was never begun, or ended as it was planned. */
export const howItWent = (run: RunView): Explanation['lines'] => {
  if (!ENDED.includes(run.status) || run.steps.every(({ startedAt }) => startedAt === undefined)) return [];
  const says = [run.sentence, sayCounts(run), ...run.steps.flatMap((step) => readOf(step, run.status))];
  return says.filter((say) => say !== '').map((say) => ({ depth: 0, kind: 'observation', say }));
};
