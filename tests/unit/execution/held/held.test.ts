import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { memoryJournal } from '../../../../automation/store/memory-journal.ts';
import { ExecutionManager } from '../../../../shared/execution/manager.ts';
import type { OtherWay } from '../../../../shared/execution/planner.ts';
import type { RunState } from '../../../../shared/execution/state.ts';
import type { Constraint, ConstraintRule } from '../../../../shared/protocol/constraint.ts';
import type { PlanRecord } from '../../../../shared/protocol/events.ts';
import { isEnded, type RunView } from '../../../../shared/protocol/run.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { until } from '../../../fakes/until.ts';
import { CATALOGUE } from './catalogue.ts';
import { Disk } from './disk.ts';
import { adversarialPlan, at, type Wanted } from './steps.ts';

const HOUR = 3_600_000;
const MOST_FILES = 120;
const MOST_MONEY = 30;

const held = (...rules: readonly ConstraintRule[]): Constraint[] =>
  rules.map((rule, i) => ({ id: `c${i + 1}`, start: 0, end: 0, say: `rule ${i + 1}: ${rule.kind}`, rule }));

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const recordOf = (wanted: readonly Wanted[]): PlanRecord => {
  const steps = wanted.map((w) => w.step);
  const forecast = { steps: steps.length, undoable: 0, pointOfNoReturn: null, say: '' };
  return { hash: hash(JSON.stringify(steps)), risk: 'R4', forecast, steps };
};

/** A person who says yes to everything, skips what fails, and once takes the other way that is offered. */
const world = () => {
  const clock = new ManualClock(Date.UTC(2026, 5, 15, 8));
  const disk = new Disk(() => clock.now());
  for (const path of ['Documents/keep.txt', 'Documents/go.txt', 'Private/secret.txt', 'Papers/old.txt'])
    disk.addFile(at(path));
  disk.links.set(at('Documents/link'), at('Private'));
  const deadline = clock.now() + 4 * HOUR;
  const constraints = held(
    { kind: 'never', act: 'touch', paths: [at('Private')] },
    { kind: 'only-in', paths: [at('Documents'), at('Papers')] },
    { kind: 'never', act: 'delete', paths: null },
    { kind: 'never', act: 'overwrite', paths: null },
    { kind: 'never', act: 'take-away', paths: [at('Documents/keep.txt')] },
    { kind: 'never', act: 'close', paths: null },
    { kind: 'never', act: 'mail', paths: null },
    { kind: 'at-most', files: MOST_FILES },
    { kind: 'spend', amount: MOST_MONEY, currency: 'EUR' },
    { kind: 'before', at: deadline },
    { kind: 'after', skill: 'wait.file', args: { path: at('Documents/go.txt') } },
  );
  const first = adversarialPlan(200, 'a', disk);
  const second = adversarialPlan(200, 'b', disk);
  const goAnother = async ({ view }: RunState): Promise<OtherWay> => ({
    plan: recordOf(second),
    keeps: view.steps.filter((s) => s.status !== 'planned' && s.status !== 'waiting').map((s) => s.id),
    say: 'Go another way.',
  });
  let n = 0;
  const manager = new ExecutionManager(
    {
      performers: [disk.performer([...CATALOGUE.keys()])],
      observers: [disk.observer()],
      journal: memoryJournal(),
      clock,
      ids: { next: (kind) => `${kind}-${++n}`, secret: () => `secret-${++n}` },
      hash,
      home: at('').slice(0, -1),
      skills: CATALOGUE,
    },
    async (state) => [
      { type: 'run.understood', at: clock.now(), runId: state.view.id, chips: [], constraints },
      { type: 'plan.made', at: clock.now(), runId: state.view.id, plan: recordOf(first) },
    ],
    () => 120,
    () => {},
    { replan: goAnother, foresee: goAnother },
  );
  const waitsForPerson = ({ status, approval }: RunView): boolean => isEnded(status) || approval !== undefined;

  const live = async (): Promise<RunView> => {
    const runId = manager.start('everything');
    let replanned = false;
    for (;;) {
      const view = (): RunView => manager.runs.get(runId).view;
      await until(() => waitsForPerson(view()));
      const { approval, status, steps } = view();
      if (approval) {
        const { nonce, planHash, digest = [] } = approval;
        const read = digest.map(({ stepId }) => stepId);
        manager.command({ type: 'run.approve', runId, nonce, planHash, stepByStep: false, read }, 'person');
      } else if (status === 'failed') {
        const begun = steps.filter((s) => s.status !== 'planned' && s.status !== 'waiting').length;
        if (!replanned && begun > 150) {
          replanned = true;
          manager.command({ type: 'run.replan', runId }, 'person');
        } else {
          if (begun > 330) clock.pass(Math.max(0, deadline - clock.now()));
          manager.command({ type: 'run.skip', runId }, 'person');
        }
        await until(() => view().status !== 'failed');
      } else return view();
    }
  };
  return { disk, deadline, live, wanted: [...first, ...second] };
};

describe('a run of three hundred steps that no checker has seen', { timeout: 60_000 }, () => {
  it('breaks none of its constraints, by whatever values, another way or a late hour; what keeps them is done', async () => {
    const { disk, deadline, live, wanted } = world();
    const run = await live();
    expect(run.steps.length).toBeGreaterThanOrEqual(300);

    const acted = disk.happened.filter((h) => !['wait.file', 'sheet.read'].includes(h.skill));
    const keys = disk.happened.map((h) => h.key.split('/')[1]);
    const isAllowed = (path: string): boolean =>
      [at('Documents'), at('Papers')].some((f) => path === f || path.startsWith(`${f}/`));
    expect(disk.happened.flatMap((h) => h.touched).filter((path) => !isAllowed(path))).toEqual([]);
    expect(acted.filter((h) => h.overwritten.length > 0)).toEqual([]);
    expect(
      acted.filter((h) =>
        ['files.trash', 'window.close', 'mail.send', 'element.click', 'keys.press', 'document.save'].includes(h.skill),
      ),
    ).toEqual([]);
    const written = acted
      .filter((h) => h.skill !== 'files.read')
      .flatMap((h) => h.touched.filter((p) => p !== at('Papers')));
    expect(new Set(written).size).toBe(MOST_FILES);
    expect(acted.reduce((sum, h) => sum + h.paid, 0)).toBe(MOST_MONEY);
    expect(disk.happened.filter((h) => h.at >= deadline)).toEqual([]);
    expect(disk.files.get(at('Private/secret.txt'))).toBe(at('Private/secret.txt'));
    expect(disk.files.get(at('Documents/keep.txt'))).toBe(at('Documents/keep.txt'));

    const tried = new Set(run.steps.map((s) => s.id));
    const evil = wanted.filter((w) => w.evil && tried.has(w.step.id)).map((w) => w.step.id);
    expect(evil.length).toBeGreaterThan(80);
    expect(evil.filter((id) => keys.includes(id))).toEqual([]);
    const failed = run.steps.filter((s) => s.error);
    // What would have taken a value of a step that came too late has none to take.
    for (const { error } of failed) expect(['CONSTRAINT_VIOLATED', 'TARGET_MISSING']).toContain(error?.code);
    const broken = failed.filter((s) => s.error?.code === 'CONSTRAINT_VIOLATED');
    expect(broken.length).toBeGreaterThan(90);
    for (const s of broken) expect(s.error?.details).toMatch(/^“.+” would break “rule \d+: .+”: .+\.$/u);
    // Each constraint has refused something.
    const named = new Set(broken.map((s) => /rule (\d+)/u.exec(s.error?.details ?? '')?.[1]));
    expect(named.size).toBeGreaterThanOrEqual(8);
    expect(run.steps.filter((s) => s.status === 'verified' || s.status === 'unverified').length).toBeGreaterThan(150);
  });
});
