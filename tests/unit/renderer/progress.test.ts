import { expect, test } from 'vitest';
import { ended, progressWords, timeLeft } from '../../../renderer/words/progress.ts';
import type { StepView } from '../../../shared/protocol/step.ts';
import { noteSteps } from '../../e2e/scene-parts.ts';

const NOW = 10_000;
const [model] = noteSteps();
const took = (ms: number): StepView => ({ ...model, status: 'verified', startedAt: 1000, endedAt: 1000 + ms });
const open = (id: string, dependsOn: string[] = [], more: Partial<StepView> = {}): StepView => ({
  ...model,
  id,
  dependsOn,
  status: 'planned',
  ...more,
});
const past = [took(900), took(100), took(200)];

test('before three steps have ended there is no estimate', () => {
  expect(timeLeft([took(100), took(200), open('a')], NOW)).toBeNull();
});

test('steps that wait for each other take from the median to the slowest each', () => {
  expect(timeLeft([...past, open('a'), open('b', ['a'])], NOW)).toEqual({ least: 400, most: 1800 });
});

test('steps that may run side by side take at least the longest chain of them', () => {
  const steps = [...past, open('a'), open('b'), open('c', ['a'])];
  expect(timeLeft(steps, NOW)).toEqual({ least: 400, most: 2700 });
});

test('what the acting steps have taken already is no longer to come', () => {
  const acting = (id: string, ms: number): StepView => open(id, [], { status: 'acting', startedAt: NOW - ms });
  expect(timeLeft([...past, acting('a', 150), acting('b', 50)], NOW)).toEqual({ least: 50, most: 1750 });
});

test('a step that takes longer than any before it ends the guessing', () => {
  expect(timeLeft([...past, open('a', [], { status: 'acting', startedAt: NOW - 901 })], NOW)).toBeNull();
});

test('nobody can say how long a person takes to answer', () => {
  expect(timeLeft([...past, open('a', [], { asks: true })], NOW)).toBeNull();
  expect(timeLeft([...past, open('a', [], { asks: true, status: 'acting', startedAt: NOW })], NOW)).not.toBeNull();
});

test('when nothing is left there is no estimate', () => {
  expect(timeLeft(past, NOW)).toBeNull();
});

test('skipped and failed steps have come to an end, waiting ones have not', () => {
  const of = (status: StepView['status']): StepView => open('a', [], { status });
  expect(ended([of('skipped'), of('failed'), of('waiting'), of('acting'), of('planned')])).toBe(2);
});

test('steps that act side by side are counted, a single one is not', () => {
  const acting = open('a', [], { status: 'acting' });
  expect(progressWords([...past, acting, acting, open('b')])).toBe('2 acting, 3 of 6 done');
  expect(progressWords([...past, acting])).toBe('3 of 4 done');
});
