import { type RunStatus, isEnded } from '../../shared/protocol/run.ts';

/** In these a run does not go on before a person does something. */
const WAITS: ReadonlySet<RunStatus> = new Set([
  'asking',
  'awaiting-approval',
  'awaiting-step-approval',
  'paused',
  'taken-over',
]);

/** The runs that have not ended: first those that wait for a person, then those that go on, each in the order they came. */
export const underWay = <R extends { readonly status: RunStatus }>(runs: readonly R[]): readonly R[] => {
  const open = runs.filter(({ status }) => !isEnded(status));
  return [...open.filter(({ status }) => WAITS.has(status)), ...open.filter(({ status }) => !WAITS.has(status))];
};
