import { expect, test } from 'vitest';
import { RunStatus } from '../../../shared/protocol/run.ts';
import { underWay } from '../../../renderer/state/under-way.ts';

test('what waits for the person comes before what goes on by itself, else the order stays, and what has ended is left out', () => {
  const runs = [
    { id: 'acts', status: 'acting' },
    { id: 'asks', status: 'asking' },
    { id: 'ended', status: 'done' },
    { id: 'plans', status: 'planning' },
    { id: 'waits', status: 'awaiting-approval' },
    { id: 'undoes', status: 'undoing' },
    { id: 'paused', status: 'paused' },
  ] as const;
  expect(underWay(runs).map(({ id }) => id)).toEqual(['asks', 'waits', 'paused', 'acts', 'plans', 'undoes']);
});

test('no run that is open is lost, whatever its status', () => {
  const all = RunStatus.options.map((status) => ({ status }));
  expect(new Set(underWay(all).map(({ status }) => status))).toEqual(
    new Set([
      'planning',
      'asking',
      'awaiting-approval',
      'acting',
      'awaiting-step-approval',
      'paused',
      'taken-over',
      'undoing',
    ]),
  );
});
