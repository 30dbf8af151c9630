import { expect } from 'vitest';
import type { ErrorCode } from '../../../shared/protocol/errors.ts';
import { until } from '../../fakes/until.ts';
import { planned, type World } from './shelf-world.ts';

/** A first step and one that takes its output. */
export const two = [
  planned('s1', { jar: 'a', what: 'salt' }),
  planned('s2', { jar: { from: 's1', output: 'jar' }, what: 'pepper' }, { dependsOn: ['s1'] }),
];
export const awaiting = (v: { status: string }): boolean => v.status === 'awaiting-approval';
export const is = (status: string) => (v: { status: string }) => v.status === status;
/** An error of this code. */
export const coded = (code: ErrorCode) => expect.objectContaining({ code });
/** Starts a run and waits for its plan. */
export const start = async (w: World): Promise<string> => {
  const runId = w.manager.start('season the soup');
  await w.reach(runId, awaiting);
  return runId;
};

/** Lets time pass whenever something sleeps, until the run has the status. */
export async function passUntil(w: World, runId: string, status: string): Promise<void> {
  const reached = w.reach(runId, is(status));
  await until(() => {
    w.clock.pass(50);
    return w.manager.runs.get(runId).view.status === status;
  });
  await reached;
}
