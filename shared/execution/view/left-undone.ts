import type { StepView } from '../../protocol/step.ts';
import { isSaidNo } from '../../protocol/step-outcome.ts';
import type { RunContext } from '../life/run-context.ts';

/**
 * The steps that somebody's word left undone, where all others of the run are done: a rule's or a person's no, or a person who left
 * one out. Empty where nothing was left undone, nothing else was done, or something was not reached or did not work.
 */
export const leftUndone = (
  steps: readonly StepView[],
  { states, replaced, count }: Pick<RunContext, 'states' | 'replaced' | 'count'>,
): readonly StepView[] => {
  const rest = count.done === 0 ? [] : steps.filter(({ id }, at) => states.at(at) !== 'done' && !replaced.has(id));
  const byWord = rest.every((step) => isSaidNo(step) || isLeftOut(steps, step, states));
  return byWord ? rest : [];
};

/** The machine knows which were left out: on screen one that was never reached looks alike. */
const isLeftOut = (steps: readonly StepView[], step: StepView, states: RunContext['states']): boolean =>
  states.at(steps.indexOf(step)) === 'skipped';

interface Words {
  readonly one: string;
  readonly more: string;
}

const words = (clause: string): Words => ({ one: `1 step ${clause}`, more: `steps ${clause}` });

const LEFT_OUT = words('you left out');
const BY_PERSON = words('you refused');

const wordsOf = ({ status, error }: StepView): Words => {
  if (status !== 'refused') return LEFT_OUT;
  switch (error?.code) {
    case undefined:
      return BY_PERSON;
    case 'APPROVAL_EXPIRED':
      return words('nobody answered for');
    case 'COOLING_DOWN':
      return { one: '1 step like those you refused', more: 'steps like those you refused' };
    case 'CONSTRAINT_VIOLATED':
      return words('that would break what you asked me to keep to');
    default:
      return words('that Sonny may not do');
  }
};

/**
 * What was done only because a refused step needs it, as a clause: it is of no use by itself, and whether it stays is the person's
 * business. Empty where there is none, nothing of it can be undone, or it only looked or waited, which leaves nothing.
 */
export const sayDoneFor = (steps: readonly StepView[]): string => {
  const refused = steps.filter(isSaidNo);
  const needed = steps.filter(
    ({ id, status, risk, undo }) =>
      (status === 'verified' || status === 'unverified') &&
      undo.possible &&
      risk !== 'R0' &&
      refused.some(({ dependsOn }) => dependsOn.includes(id)) &&
      steps.every(
        ({ dependsOn, status: other }) => other === 'refused' || other === 'skipped' || !dependsOn.includes(id),
      ),
  );
  const [one, ...more] = needed;
  if (!one) return '';
  const it = refused.length === 1 ? 'it needs' : 'they need';
  return more.length === 0
    ? `; “${one.title}”, which ${it}, was done and can be undone`
    : `; ${needed.length} steps that ${it} were done and can be undone`;
};

/** "1 step you refused and 2 steps that Sonny may not do" */
export const sayLeftUndone = (steps: readonly StepView[]): string => {
  const counts = new Map<string, { readonly words: Words; count: number }>();
  for (const step of steps) {
    const said = wordsOf(step);
    const counted = counts.get(said.one) ?? { words: said, count: 0 };
    counted.count += 1;
    counts.set(said.one, counted);
  }
  return [...counts.values()]
    .map(({ words: { one, more }, count }) => (count === 1 ? one : `${count} ${more}`))
    .join(' and ');
};
