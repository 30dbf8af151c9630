import type { RunEvent } from '../../protocol/events.ts';
import type { StepView } from '../../protocol/step.ts';

/** Of each thing that a step takes away, in order: which one it was and how, when the person was asked; '' where a yes is not bound to that. */
export type Things = readonly string[];

/** As it is written with the question: the hash of what the one step is about, if one is asked about, and the things by step. */
export const writtenFacts = (own: string | undefined, things: Readonly<Record<string, Things>>): string | undefined => {
  const words = [own ?? '', ...Object.entries(things).map(([id, all]) => `${id}=${all.join(',')}`)];
  const text = words.filter((word) => word !== '').join(' ');
  return text === '' ? undefined : text;
};

type Asked = Extract<RunEvent, { type: 'approval.asked' }>;

/** The hash of what the one step is about. */
export const ownFacts = ({ facts }: Asked): string | undefined => facts?.split(' ').find((word) => !word.includes('='));

/**
 * The things that yeses are bound to after a row. Who tries again what was refused, or does again what was undone, says yes to what is there
 * now; a new plan has a yes of its own.
 */
export const boundAfter = (
  bound: Readonly<Record<string, Things>>,
  event: RunEvent,
  steps: readonly StepView[],
): Readonly<Record<string, Things>> => {
  if (event.type === 'run.redone' || event.type === 'plan.made') return {};
  if (event.type === 'run.retried') {
    const again = new Set(steps.flatMap(({ id, error }) => (error ? [id] : [])));
    return Object.fromEntries(Object.entries(bound).filter(([id]) => !again.has(id)));
  }
  if (event.type !== 'approval.asked') return bound;
  const asked = (event.facts ?? '').split(' ').flatMap((word): [string, Things][] => {
    const at = word.indexOf('=');
    return at < 0 ? [] : [[word.slice(0, at), word.slice(at + 1).split(',')]];
  });
  const { [event.stepId ?? '']: _, ...others } = bound;
  return { ...others, ...Object.fromEntries(asked) };
};
