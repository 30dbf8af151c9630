import type { Runs } from '../../execution/runs.ts';
import type { Origin } from '../../ports/sonny.ts';
import { history } from '../history.ts';
import { secondOpinion } from '../model/second-opinion.ts';
import type { PlanningPorts } from '../ports.ts';
import type { Pacing } from '../time-left/pacing.ts';
import type { Answers } from './answers.ts';

export interface RunDesk {
  readonly ports: PlanningPorts;
  readonly runs: Pick<Runs, 'get' | 'newest'>;
  readonly pacing: Pick<Pacing, 'timed'>;
  readonly means: () => Parameters<typeof secondOpinion>[2];
  /** Aborted when what is asked of a model beside the runs is to end. */
  readonly asking: () => AbortSignal;
  readonly forget: (runId: string, origin: Origin) => Promise<void>;
}

/** What is asked about runs; nothing here moves one. @throws SonnyError RUN_NOT_FOUND */
export const aboutRuns = ({
  ports,
  runs,
  pacing,
  means,
  asking,
  forget,
}: RunDesk): Answers<'run.get' | 'run.forget' | 'run.criticise' | 'history.list' | 'picture.get'> => ({
  'run.get': ({ runId }) => pacing.timed(runs.get(runId).view),
  'run.forget': async ({ runId }, origin) => {
    await forget(runId, origin);
    return null;
  },
  'run.criticise': async ({ runId }) => {
    await secondOpinion(runs.get(runId), ports, means(), asking());
    return null;
  },
  'history.list': ({ limit, before, search }) => history(runs, limit, before, search),
  'picture.get': async ({ sha256 }) => (await ports.pictures?.get(sha256)) ?? null,
});
