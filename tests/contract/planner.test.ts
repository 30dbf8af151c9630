import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createWorkerPlanner } from '../../automation/planner/worker-planner.ts';
import { createInProcessPlanner } from '../../shared/planning/in-process.ts';
import { progress } from '../fakes/progress.ts';
import { boxes } from '../unit/planning/search/boxes.ts';
import { plannerContract } from './planner.contract.ts';

plannerContract('in this process', () => createInProcessPlanner({ now: () => Date.now() }));
plannerContract('in a thread', () => createWorkerPlanner());

describe('a planner in a thread', () => {
  it('is cancelled in the middle of a large task, and plans the next one', async () => {
    const planner = createWorkerPlanner();
    const cancelling = new AbortController();
    const large = planner.plan(boxes(60, 600), {}, { ...progress(), signal: cancelling.signal });
    const next = planner.plan(boxes(2, 1), {}, progress());
    cancelling.abort();
    await expect(large).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await next).toMatchObject({ kind: 'plan' });
    await planner.close();
  });

  it('says so when its thread breaks, and starts another', async () => {
    let started = 0;
    const planner = createWorkerPlanner(() => {
      started++;
      return new Worker('process.exit(1)', { eval: true });
    });
    for (const expected of [1, 2]) {
      await expect(planner.plan(boxes(2, 1), {}, progress())).rejects.toMatchObject({ code: 'INTERNAL' });
      expect(started).toBe(expected);
    }
    await planner.close();
  });
});
