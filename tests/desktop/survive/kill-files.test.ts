import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KillPoint } from './deadly.ts';
import { runChild, type Report } from './job.ts';
import { createStage, FILE_GOAL } from './stage.ts';
import { bothSides, survive, wrongAt } from './survive.ts';

/** Processes at once: each mostly waits for the disk, or for an effect that may yet show. */
const AT_ONCE = 4;
const STEPS = 12;

/** A run that nothing disturbed: how many rows it takes, and what the world is after it and after its undo. */
let whole: Report;

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, i) => i + 1);

/** An archive holds the times of its files, so its bytes differ from run to run. */
const lasting = ({ 'a.zip': archive, ...files }: Report['afterRun']): unknown => [archive !== undefined, files];

const faultsAt = async (kill: KillPoint): Promise<readonly string[]> => {
  const stage = await createStage(FILE_GOAL);
  try {
    const { report, faults } = await survive(stage, kill, whole.afterUndo);
    const ended = report.run.status.startsWith('done');
    return [
      ...faults,
      ...report.skipped.map((step) => `let go: ${step}`),
      ...(ended && !isDeepStrictEqual(lasting(report.afterRun), lasting(whole.afterRun))
        ? ['the world is another than without the crash']
        : []),
    ];
  } finally {
    await stage.dispose();
  }
};

beforeAll(async () => {
  const stage = await createStage(FILE_GOAL);
  const report = await runChild(stage.job);
  await stage.dispose();
  if (!report) throw new Error('the undisturbed run was killed');
  whole = report;
});

it('undisturbed, the run has twelve steps that are all done and all undone', () => {
  expect(whole.run.steps).toHaveLength(STEPS);
  expect([whole.run.status, whole.undone.status]).toEqual(['done', 'undone']);
  expect(Object.keys(whole.afterUndo).toSorted()).toEqual(['Documents', 'Documents/base.txt', 'Documents/old.txt']);
});

describe('killed -9', { timeout: 240_000 }, () => {
  it('before and after each append to the journal', async () => {
    const appends = upTo(whole.rows.findIndex((row) => row.type === 'undo.started'));
    expect(await wrongAt(bothSides('append', appends), AT_ONCE, faultsAt)).toEqual({});
  });

  it('before and after each act on the world', async () => {
    expect(await wrongAt(bothSides('act', upTo(STEPS)), AT_ONCE, faultsAt)).toEqual({});
  });

  it('while it undoes', async () => {
    const undoing = whole.rows.findIndex((row) => row.type === 'undo.started');
    const appends = upTo(whole.rows.length).filter((nth) => nth > undoing && nth % 4 === 1);
    const acts = upTo(2 * STEPS).filter((nth) => nth > STEPS && nth % 3 === 1);
    const kills = [...bothSides('append', appends), ...bothSides('act', acts)];
    expect(await wrongAt(kills, AT_ONCE, faultsAt)).toEqual({});
  });
});
