import type { RunState } from '../../execution/state.ts';
import type { Sight } from '../../ports/eye.ts';

/** After so many acts that changed nothing to be seen, the person is asked. */
export const STANDSTILL = 3;

/** What can be told apart of a sight, as text. */
export const shownBy = ({ title, address, elements, windows }: Sight): string =>
  JSON.stringify([
    title,
    address ?? null,
    elements.map(({ role, name, value, states, window }) => [role, name, value ?? null, states, window?.id ?? null]),
    windows.map(({ id }) => id),
  ]);

/** How many acts of a step were begun, one after another up to now, without anything to be seen of them. */
export const withoutProgress = ({ growths, tries, snapshot }: RunState, stepId: string, seen: string): number => {
  let acts = 0;
  for (const growth of growths.filter((g) => g.stepId === stepId && g.seen !== '').toReversed()) {
    if (growth.seen !== seen) return acts;
    acts += growth.steps.filter(({ id }) => (tries.at(snapshot.context.places.get(id) ?? -1) ?? 0) > 0).length;
  }
  return acts;
};
