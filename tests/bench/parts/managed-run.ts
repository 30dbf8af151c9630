import { createHash } from 'node:crypto';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSystemIds } from '../../../automation/clock/system-ids.ts';
import { ExecutionManager } from '../../../shared/execution/manager.ts';
import type { ExecutionPorts } from '../../../shared/execution/ports.ts';
import type { PlannedStep } from '../../../shared/protocol/events.ts';
import { isEnded } from '../../../shared/protocol/run.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';

type World = Pick<ExecutionPorts, 'performers' | 'observers' | 'journal' | 'skills'>;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const APPROVAL_SECONDS = 60;

/** A manager whose planner answers every goal with these steps. */
export const managerOf = (
  world: World,
  steps: readonly PlannedStep[],
  emit: (event: ViewEvent) => void,
): ExecutionManager => {
  const clock = createSystemClock();
  return new ExecutionManager(
    { ...world, clock, ids: createSystemIds(clock), hash, home: '/home/a' },
    async ({ view }) => [
      {
        type: 'plan.made',
        at: clock.now(),
        runId: view.id,
        plan: {
          hash: 'h',
          risk: 'R2',
          forecast: { steps: steps.length, undoable: steps.length, pointOfNoReturn: null, say: '' },
          steps: [...steps],
        },
      },
    ],
    () => APPROVAL_SECONDS,
    emit,
  );
};

/**
 * Runs these steps through the whole manager: approval, journal, turns, read-back, views. Gives the milliseconds of
 * each step, from the end of the one before; the first's begin with the approval, the last's end with the run. Rejects when
 * the run did not do what it should.
 */
export const managedRun = async (world: World, steps: readonly PlannedStep[]): Promise<number[]> => {
  const ends: number[] = [];
  const asked = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const manager = managerOf(world, steps, (event) => {
    if (event.type === 'step' && event.step.status !== 'acting') ends.push(performance.now());
    if (event.type !== 'run') return;
    if (event.run.approval) asked.resolve();
    if (isEnded(event.run.status)) ended.resolve();
  });
  const runId = manager.start('bench');
  await asked.promise;
  const nonce = manager.runs.get(runId).view.approval?.nonce ?? '';
  const before = performance.now();
  manager.command({ type: 'run.approve', runId, nonce, planHash: 'h', stepByStep: false }, 'person');
  await ended.promise;
  ends.splice(-1, 1, performance.now());
  const { status, sentence } = manager.runs.get(runId).view;
  await manager.close();
  if (status !== 'done') throw new Error(`The run is ${status}: ${sentence}`);
  return ends.map((end, i) => end - (ends[i - 1] ?? before));
};
