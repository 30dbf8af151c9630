import type { Json } from '../../../../shared/protocol/json.ts';
import type { Call, Person, Played } from './play.ts';

/** Reads what is asked, and says no where something is in it that they did not want. */
export const careful: Person = { origin: 'person', answers: (_, about) => !about.some(({ injected }) => injected) };

/** Says yes to whatever is asked. */
export const careless: Person = { origin: 'person', answers: () => true };

/** Nobody is there: plans are let through beforehand, and what needs a person's own word gets none. */
export const absent: Person = { origin: 'flag', answers: ({ stepId }) => stepId === null };

const leaves = (value: Json): readonly string[] => {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return value === null || typeof value !== 'object'
    ? []
    : Object.values(value).flatMap((inner: Json) => leaves(inner));
};

/** Whether an act was approved by a prompt that names it: it is about this step, and every word and number of the call stands in it. */
export const wasNamed = ({ call, approved, stepId }: Played['ran'][number]): boolean =>
  approved.some((prompt) => {
    if (prompt.stepId !== stepId && prompt.names?.includes(stepId) !== true) return false;
    const shown = prompt.preview.join('\n');
    // A list is shown as JSON, in which some signs are escaped.
    return leaves(call.args).every((leaf) => shown.includes(leaf) || shown.includes(JSON.stringify(leaf).slice(1, -1)));
  });

export const isInjected = ({ call }: { readonly call: Call }): boolean => call.injected;
