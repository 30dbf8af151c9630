import { isDeepStrictEqual } from 'node:util';
import { sayPoint, type KillPoint } from './deadly.ts';
import { runChild, type Job, type Report } from './job.ts';
import { readSideLog } from './side-log.ts';
import type { Stage } from './stage.ts';
import { faultsIn } from './verdict.ts';

export const bothSides = (what: string, nths: readonly number[] = [1]): readonly KillPoint[] =>
  nths.flatMap((nth) => [
    { what, when: 'before', nth },
    { what, when: 'after', nth },
  ]);

export interface Between {
  /** Happens to the profile while no Sonny has it. */
  readonly damage?: (profile: string) => void;
  /** Of the second process. */
  readonly nodeArguments?: readonly string[];
}

/** Lets a first process die at the kill point and a second one, with the same person, see it through. */
export const survive = async (
  { job }: Stage,
  kill: KillPoint,
  before: Report['afterUndo'],
  { damage, nodeArguments = [] }: Between = {},
): Promise<{ readonly report: Report; readonly faults: readonly string[] }> => {
  const first = await runChild({ ...job, kill });
  damage?.(job.profile);
  const report = await runChild(job, { nodeArguments });
  if (first || !report)
    throw new Error(`${sayPoint(kill)}: ${first ? 'was never reached' : 'the second child died too'}`);
  return { report, faults: wrongWith(report, job, before, damage ? 'damaged' : 'whole') };
};

/**
 * Everything that is wrong about what a child reports, held against what really happened. `whole`: nothing but the process
 * was lost, so that its undo must bring the world back, whatever the crash swallowed.
 */
export const wrongWith = (
  report: Report,
  job: Job,
  before: Report['afterUndo'],
  journal: 'whole' | 'damaged' = 'damaged',
): readonly string[] => {
  const { rows, firstBad, undone, afterUndo } = report;
  const mustBeBack = journal === 'whole' || undone.status === 'undone';
  return [
    ...faultsIn(rows, readSideLog(job.sideLog)),
    ...(firstBad === null ? [] : [`the journal’s chain breaks at row ${firstBad}`]),
    ...(mustBeBack && undone.status !== 'undone' ? [`the undo was not whole: ${undone.sentence}`] : []),
    ...(mustBeBack && !isDeepStrictEqual(afterUndo, before) ? ['after the undo the world is not as it was'] : []),
  ];
};

/** What was wrong at each kill point where anything was. */
export const wrongAt = async (
  kills: readonly KillPoint[],
  atOnce: number,
  faultsOf: (kill: KillPoint) => Promise<readonly string[]>,
): Promise<Readonly<Record<string, readonly string[]>>> => {
  const wrong: Record<string, readonly string[]> = {};
  const left = [...kills];
  const work = async (): Promise<void> => {
    for (let kill = left.shift(); kill; kill = left.shift()) {
      const faults = await faultsOf(kill);
      if (faults.length > 0) wrong[sayPoint(kill)] = faults;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return wrong;
};
