import { cp } from 'node:fs/promises';
import { createSimulatedDriver } from '../../automation/desktop/simulated/index.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Performer } from '../../shared/ports/performer.ts';
import { openSimulatedProgram, type SimulatedProgram } from './simulated-program.ts';

/** A Sonny that was killed within a step, and the next one over the same home folder. */
export interface KilledProgram {
  readonly runId: string;
  readonly home: string;
  readonly next: SimulatedProgram;
  dispose(): Promise<void>;
}

interface Killing {
  /** Makes what the goal is about, before it is told. */
  readonly seed: (killed: SimulatedProgram) => Promise<void>;
  readonly goal: string;
  /** The performer in whose midst the program is killed. `real`: the one that it takes the place of; `cut`: told when the moment has come. */
  readonly plug: (real: (skill: string) => Performer, cut: () => void) => Performer;
  readonly clock?: Clock;
}

/** Says yes to all that a goal asks, until the plug tells that the moment has come; what is on the disk then is what a killed program leaves. */
export const killedWithin = async ({ seed, goal, plug, clock }: Killing): Promise<KilledProgram> => {
  let cut = (): void => {};
  const isCut = new Promise<null>((resolve) => void (cut = () => resolve(null)));
  const real = (skill: string): Performer =>
    killed.ports.performers.findLast(({ skills }) => skills.includes(skill)) ?? never(skill);
  const killed: SimulatedProgram = await openSimulatedProgram(createSimulatedDriver(), clock, false, {
    performers: [plug(real, () => cut())],
  });
  await seed(killed);
  const { id: runId, ...proposed } = await killed.propose(goal);
  for (let asked: Pick<typeof proposed, 'approval'> | null = proposed; asked;) {
    const { nonce = '', planHash = '' } = asked.approval ?? {};
    await killed.sonny.dispatch({ type: 'run.approve', runId, nonce, planHash });
    asked = await Promise.race([isCut, killed.settled(runId)]);
  }
  const { home } = killed;
  const profile = `${killed.profile}-left`;
  await cp(killed.profile, profile, { recursive: true });
  const next = await openSimulatedProgram(createSimulatedDriver(), clock, false, {}, { home, profile });
  return {
    runId,
    home,
    next,
    async dispose() {
      await next.dispose();
      await killed.dispose();
    },
  };
};

const never = (skill: string): never => {
  throw new Error(`Nothing does ${skill}.`);
};
