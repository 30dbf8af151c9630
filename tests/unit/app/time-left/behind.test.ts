import { expect, it } from 'vitest';
import { Pacing } from '../../../../shared/app/time-left/pacing.ts';
import { emptyView } from '../../../../shared/execution/view/project.ts';

const pacing = new Pacing({
  clock: { now: () => 0 },
  skills: new Map(),
  run: () => {
    throw new Error('No run is looked up.');
  },
  behind: (runId) => (runId === 'second' ? 'copy a' : null),
  runs: () => [],
});

it('names the run that another one waits for in whatever is told of it, and no time that is left', () => {
  const { steps: _, ...head } = { ...emptyView, id: 'second', status: 'acting' as const };
  expect(pacing.timedEvent({ type: 'run.head', head })).toEqual({
    type: 'run.head',
    head: { ...head, behind: 'copy a' },
  });
  expect(pacing.timed({ ...head, status: 'done' })).not.toHaveProperty('behind');
});
