import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { lookingFor } from '../../../shared/app/looking.ts';
import type { Ports } from '../../../shared/app/ports.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let program: SimulatedProgram;
beforeEach(async () => {
  program = await openSimulatedProgram(createSimulatedDriver());
});
afterEach(() => program.dispose());

it('plans a goal of sixty parts, each of which has to be looked at', { timeout: 120_000 }, async () => {
  const goal = Array.from({ length: 60 }, (_, i) => `create the folder ~/L/${i}`).join(' and then ');
  const { runId } = await program.sonny.dispatch({ type: 'run.start', text: goal, dryRun: true });
  const run = await program.settled(runId);
  expect(run.error).toBeUndefined();
  expect(run.steps.filter(({ title }) => title.includes('~/L/'))).toHaveLength(60);
});

const never = new AbortController().signal;
const portsAt = (now: () => number): Ports =>
  ({
    clock: { now, sleep: () => Promise.resolve() },
    observers: [],
  }) as unknown as Ports;

it('says that a plan is too large where another look tells nothing new', async () => {
  const again = () => ({ kind: 'look' as const, queries: [{ kind: 'file' as const, path: '/a' }] });
  await expect(
    lookingFor(
      again as never,
      portsAt(() => 0),
      never,
    ),
  ).rejects.toMatchObject({ code: 'PLANNING_TOO_LARGE' });
});

it('says that a plan is too large where there is always something new to see', async () => {
  let asked = 0;
  const onward = () => ({ kind: 'look' as const, queries: [{ kind: 'file' as const, path: `/${asked++}` }] });
  await expect(
    lookingFor(
      onward as never,
      portsAt(() => asked),
      never,
    ),
  ).rejects.toMatchObject({
    code: 'PLANNING_TOO_LARGE',
  });
  expect(asked).toBe(20_000);
});
