import { afterAll, beforeAll, expect, it } from 'vitest';
import { startVirtualDesktop, type VirtualDesktop } from '../../../automation/desktop/virtual-desktop.ts';
import { endProcesses, processesWith } from '../scenarios/own-processes.ts';
import { secondPath } from '../scenarios/second-path.ts';
import type { KillPoint } from './deadly.ts';
import { runChild, type Report } from './job.ts';
import { createStage, EDITOR_GOAL, type Stage } from './stage.ts';
import { bothSides, survive, wrongAt } from './survive.ts';

let desktop: VirtualDesktop;
let before: Report['afterUndo'];

beforeAll(async () => {
  desktop = await startVirtualDesktop();
});
afterAll(() => desktop.dispose());

const editors = async (): Promise<number> =>
  (await secondPath(desktop.env).windows()).filter((w) => w.windowClass.startsWith('mousepad')).length;

/** A stage on the one desktop, which outlives every Sonny on it; its applications end with the stage. */
const onStage = async <T>(use: (stage: Stage) => Promise<T>): Promise<T> => {
  const stage = await createStage(EDITOR_GOAL, desktop.env);
  try {
    return await use(stage);
  } finally {
    endProcesses(await processesWith('HOME', stage.job.home));
    await stage.dispose();
  }
};

const faultsAt = (kill: KillPoint): Promise<readonly string[]> =>
  onStage(async (stage) => {
    const { report, faults } = await survive(stage, kill, before);
    const { run, undone, rows, skipped } = report;
    const opened = rows.filter((row) => row.type === 'step.ended' && 'window' in row.outputs);
    // A window that was opened in the moment of the crash is known to be open, but not which one it is.
    const lostWindow = run.steps.some((s) => s.skill === 'app.open' && s.status === 'unverified');
    const open = await editors();
    return [
      ...faults,
      ...(lostWindow ? [] : skipped.map((step) => `let go: ${step}`)),
      ...(opened.length > 1 ? ['the editor was opened twice'] : []),
      ...(open > (lostWindow ? 1 : 0) && undone.status === 'undone'
        ? ['the run says “undone”, and the editor is open']
        : []),
      ...(open > 1 ? [`${open} editors are open`] : []),
    ];
  });

it('undisturbed, the run has twelve steps that are all done and all undone', { timeout: 60_000 }, () =>
  onStage(async ({ job }) => {
    const report = await runChild(job);
    expect(report?.run).toMatchObject({ status: 'done' });
    expect(report?.run.steps).toHaveLength(12);
    expect(report?.undone.status).toBe('undone');
    before = report?.afterUndo ?? {};
  }),
);

it('killed -9 around each act of the editor, and while that is undone', { timeout: 240_000 }, async () => {
  const after = (what: string): KillPoint => ({ what, when: 'after', nth: 1 });
  const kills = [
    after('app.open'),
    ...bothSides('text.write'),
    ...bothSides('document.save-as'),
    after('undo document.save-as'),
    after('undo app.open'),
  ];
  expect(await wrongAt(kills, 1, faultsAt)).toEqual({});
});
