import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { steps } from './count.ts';

/** So many titles are read; the list has them all. */
const NAMED = 2;

const titles = (all: readonly StepView[]): string =>
  [
    ...all.slice(0, NAMED).map(({ title }) => title),
    ...(all.length > NAMED ? [`and ${all.length - NAMED} more`] : []),
  ].join('; ');

export interface Warning {
  /** "1 step asks you first: Put 3 files into the trash." */
  readonly say: string;
  /** What it names can't be undone. */
  readonly final: boolean;
}

const warning = (all: readonly StepView[], one: string, many: string, final: boolean): readonly Warning[] =>
  all.length === 0
    ? []
    : [{ say: `${steps(all.length)} ${all.length === 1 ? one : many}: ${titles(all).replace(/\.$/, '')}.`, final }];

const isFinal = ({ undo }: StepView): boolean => !undo.possible;

/**
 * What is to be known of a plan before it is run, wherever its steps stand in the list: which of them ask before they act, and
 * which can't be undone. What a card names in full, and says so of, is not said again. Empty once the plan is allowed.
 */
export function planWarnings(run: RunView): readonly Warning[] {
  if (run.status !== 'awaiting-approval' || run.approval?.stepId !== null) return [];
  const names = run.approval.names ?? [];
  const ahead = run.steps.filter(({ id }) => !names.includes(id));
  const asking = ahead.filter(({ asks }) => asks);
  const never = 'can’t be undone';
  return [
    ...warning(
      asking.filter((step) => !isFinal(step)),
      'asks you first',
      'ask you first',
      false,
    ),
    ...warning(asking.filter(isFinal), `asks you first and ${never}`, `ask you first and ${never}`, true),
    ...warning(
      ahead.filter((step) => isFinal(step) && !step.asks),
      never,
      never,
      true,
    ),
  ];
}
