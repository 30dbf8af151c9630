import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { cutOffAfter } from '../../fakes/cut-off.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { typed } from '../../fakes/typed.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let killed: SimulatedProgram;
let next: SimulatedProgram | undefined;
let runId: string;

const NAMES = Array.from({ length: 12 }, (_, n) => `f${String(n + 1).padStart(2, '0')}.bin`);
const MOVED = 9;

const list = async (folder: string): Promise<readonly string[]> =>
  (await readdir(join(killed.home, folder))).filter((name) => !name.startsWith('.')).sort();

beforeEach(async () => {
  let moved = (): void => {};
  const someAreThere = new Promise<void>((resolve) => void (moved = resolve));
  const plug = cutOffAfter(
    MOVED,
    'files.move',
    () => killed.ports.performers.findLast(({ skills }) => skills.includes('files.move'))!,
    moved,
  );
  killed = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { performers: [plug] });
  await mkdir(join(killed.home, 'Big'));
  await mkdir(join(killed.home, 'There'));
  for (const name of NAMES) await writeFile(join(killed.home, 'Big', name), name);
  const run = await killed.propose('move all .bin files in ~/Big to ~/There');
  runId = run.id;
  let asked = run;
  for (let n = 0; n < 2; n++) {
    const { nonce = '', planHash = '' } = asked.approval ?? {};
    await killed.sonny.dispatch({ type: 'run.approve', runId, nonce, planHash });
    // A bulk move is asked about on its own as well.
    asked = await Promise.race([killed.settled(runId), someAreThere.then(() => run)]);
    if (asked === run) break;
  }
  await someAreThere;
  // What was on the disk at that moment is what a killed program leaves.
  const { home } = killed;
  const profile = `${killed.profile}-left`;
  await cp(killed.profile, profile, { recursive: true });
  next = await openSimulatedProgram(createSimulatedDriver(), undefined, false, {}, { home, profile });
});
afterEach(async () => {
  await next?.dispose();
  await killed.dispose();
});

const approved = async (run: RunView): Promise<RunView> => {
  let now = run;
  while (now.approval) {
    const { nonce, planHash } = now.approval;
    await next!.sonny.dispatch({ type: 'run.approve', runId, nonce, planHash });
    now = await next!.settled(runId);
  }
  return now;
};

describe('twelve files, of which a crash let nine be moved', () => {
  const no = async (): Promise<RunView> => {
    const { question } = await next!.settled(runId);
    expect(question?.ask).toContain('9 of 12 are done (f01.bin, f02.bin, f03.bin and 6 more), 3 are not');
    await next!.sonny.dispatch({ type: 'run.answer', runId, questionId: question?.id ?? '', candidateId: 'no' });
    return next!.settled(runId);
  };

  it('fail by what was read back, and the other way is to move the three that are left', async () => {
    const failed = await no();
    expect(failed.status).toBe('failed');
    expect(failed.steps[0]?.error?.details).toBe(
      'You said that not all of it had happened. Read back just now: 9 of 12 are done (f01.bin, f02.bin, f03.bin and 6 more), 3 are not (f10.bin, f11.bin, f12.bin).',
    );
    expect(failed.otherWay).toBe('Move 3 files to ~/There.');
    await next!.sonny.dispatch({ type: 'run.replan', runId });
    const proposed = await next!.settled(runId);
    expect(proposed.steps.at(-1)?.title).toBe('Move 3 files to ~/There');
    const done = await approved(proposed);
    expect(done.status, done.sentence).toBe('done');
    expect(await list('There')).toEqual(NAMES);
    await next!.sonny.dispatch({ type: 'run.undo', runId });
    expect(await next!.settled(runId)).toMatchObject({ status: 'undone' });
    expect([await list('Big'), await list('There')]).toEqual([NAMES, []]);
  });

  it('go on at the terminal with the three that are left', async () => {
    const terminal = new FakeTerminal(['no', '1', 'y', 'y']);
    const code = await typed(next!.sonny, ['answer'], terminal);
    const said = [...terminal.told, ...terminal.printed].join('\n');
    expect(said).toContain('  1. Do the rest: Move 3 files to ~/There\n  2. Undo what was done');
    expect(code, said).toBe(0);
    expect([await list('Big'), await list('There')]).toEqual([[], NAMES]);
    expect(await typed(next!.sonny, ['undo', runId], new FakeTerminal())).toBe(0);
    expect([await list('Big'), await list('There')]).toEqual([NAMES, []]);
  });
});
