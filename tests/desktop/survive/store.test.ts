import { statSync, truncateSync } from 'node:fs';
import { rm, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createSonny } from '../../../shared/app.ts';
import { reachIn } from '../goals/reach.ts';
import { onSmallDisk } from './full-disk.ts';
import { runChild, type Job, type Report } from './job.ts';
import { readSideLog } from './side-log.ts';
import { createStage, FILE_GOAL, type Stage } from './stage.ts';
import { survive, wrongAt, wrongWith, type Between } from './survive.ts';

const AT_ONCE = 4;

/** A run that nothing disturbed. */
let whole: Report;

const onStage = async <T>(use: (stage: Stage) => Promise<T>): Promise<T> => {
  const stage = await createStage(FILE_GOAL);
  try {
    return await use(stage);
  } finally {
    await stage.dispose();
  }
};

beforeAll(async () => {
  const report = await onStage(({ job }) => runChild(job));
  if (!report) throw new Error('the undisturbed run was killed');
  whole = report;
});

/** Numbers of the appends of such rows in the undisturbed run. */
const appendsOf = (...types: readonly string[]): readonly number[] =>
  whole.rows.flatMap((row, at) => (types.includes(row.type) ? [at + 1] : []));

/** What is wrong when Sonny is killed after each of these appends and then the same happens to all. */
const wrongAfter = (appends: readonly number[], between: Between): ReturnType<typeof wrongAt> =>
  wrongAt(
    appends.map((nth) => ({ what: 'append', when: 'after', nth })),
    AT_ONCE,
    (kill) => onStage(async (stage) => (await survive(stage, kill, whole.afterUndo, between)).faults),
  );

describe('killed -9, and then', { timeout: 120_000 }, () => {
  it('the last record of the journal is cut in the middle', async () => {
    const cut = (profile: string): void => {
      const log = join(profile, 'journal.sqlite-wal');
      truncateSync(log, statSync(log).size - 100);
    };
    const appends = appendsOf('step.intended', 'step.ended', 'run.finished').filter((_, at) => at % 2 === 0);
    expect(await wrongAfter(appends, { damage: cut })).toEqual({});
  });

  it('the clock is set back by a day', async () => {
    const earlier = fileURLToPath(new URL('a-day-earlier.ts', import.meta.url));
    const appends = appendsOf('approval.asked', 'approval.given', 'step.intended', 'undo.intended').filter(
      (_, at) => at % 4 === 0,
    );
    expect(await wrongAfter(appends, { nodeArguments: ['--import', earlier] })).toEqual({});
  });
});

describe('a disk that is full in the middle', { timeout: 60_000 }, () => {
  /** Resolves as soon as Sonny says that the disk is full. */
  const saysFull = async ({ sideLog }: Job): Promise<void> => {
    const isFull = (): boolean => readSideLog(sideLog).some((note) => note.what === 'full');
    const changes = watch(join(sideLog, '..'), { signal: AbortSignal.timeout(30_000) });
    if (isFull()) return;
    for await (const _ of changes) if (isFull()) return;
  };
  const whenFull = async (nth: number, then: 'goes on' | 'is killed'): Promise<readonly string[] | null> => {
    let faults: readonly string[] = ['nothing was tried'];
    const could = await onSmallDisk((disk) =>
      onStage(async ({ job: usual }) => {
        const job = { ...usual, profile: join(disk, 'profile') };
        const file = join(disk, 'filler');
        const power = new AbortController();
        const first = runChild({ ...job, fill: { nth, file } }, { signal: power.signal });
        await Promise.race([saysFull(job), first]);
        if (then === 'is killed') power.abort();
        await rm(file);
        const report = (await first) ?? (await runChild(job));
        const told = readSideLog(job.sideLog).some((note) => note.what === 'full');
        faults = [
          ...(report ? wrongWith(report, job, whole.afterUndo) : ['the second child died too']),
          ...(told ? [] : ['Sonny did not say that the disk was full']),
        ];
      }),
    );
    return could ? faults : null;
  };

  it.for(['goes on', 'is killed'] as const)('loses and repeats nothing when Sonny then %s', async (then, { skip }) => {
    const [intent = 0, outcome = 0] = [appendsOf('step.intended')[3], appendsOf('step.ended')[3]];
    for (const nth of [intent, outcome, appendsOf('undo.ended')[2] ?? 0]) {
      const faults = await whenFull(nth, then);
      if (faults === null) skip('no small disk may be mounted here');
      expect(faults, `full before append ${nth}`).toEqual([]);
    }
  });
});

it('a second Sonny on the profile of one that acts is turned away, and the first goes on', () =>
  onStage(async ({ job }) => {
    const { ports } = openAdapters({
      env: job.env,
      profile: job.profile,
      store: openStore(job.profile),
      virtual: true,
    });
    const sonny = await createSonny(ports);
    const { runId } = await sonny.dispatch({ type: 'run.start', text: FILE_GOAL });
    const asked = await reachIn(sonny, runId, (run) => run.approval !== undefined);
    await expect(runChild(job)).rejects.toThrow('PROFILE_IN_USE');
    const { nonce = '', planHash = '' } = asked.approval ?? {};
    await sonny.dispatch({ type: 'run.approve', runId, nonce, planHash });
    await expect(runChild(job)).rejects.toThrow('PROFILE_IN_USE');
    await reachIn(sonny, runId, (run) => run.approval?.stepId !== undefined && run.approval.stepId !== null);
    expect(ports.journal.verify().firstBad).toBeNull();
    await sonny.close();
    const report = await runChild(job);
    expect(report?.undone.status).toBe('undone');
  }));
