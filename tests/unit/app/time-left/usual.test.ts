import { afterEach, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../../automation/desktop/simulated/index.ts';
import { Pacing } from '../../../../shared/app/time-left/pacing.ts';
import type { RunState } from '../../../../shared/execution/state.ts';
import { usualTime } from '../../../../shared/planning/constraints/usual-time.ts';
import { Catalogue } from '../../../../shared/skills/plugged.ts';
import type { Skill } from '../../../../shared/skills/skill.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../../fakes/simulated-program.ts';
import { pastOf, type Past } from './runs.ts';

const learnedFrom = (...runs: readonly Past[]): ReadonlyMap<string, number> =>
  new Pacing({
    clock: { now: () => 0 },
    skills: new Map(),
    run: () => {
      throw new Error('No run is told.');
    },
    behind: () => null,
    runs: () => runs as readonly RunState[],
  }).usual();

const timeOf = (name: string, catalogue: Catalogue): number => usualTime(catalogue.get(name) as Skill);

it('what took long every time takes long at the least; what is declared stays where that is more, and where little is known', () => {
  const catalogue = new Catalogue();
  const before = timeOf('app.open', catalogue);
  catalogue.times(learnedFrom(pastOf([9000, 8000, 9500, 7000], { skill: 'app.open' })));
  expect(timeOf('app.open', catalogue)).toBe(before);
  catalogue.times(learnedFrom(pastOf([9000, 8000, 9500, 7000, 12_000], { skill: 'app.open' })));
  expect(timeOf('app.open', catalogue)).toBe(7000);
  catalogue.times(learnedFrom(pastOf([9000, 1, 9500, 7000, 12_000], { skill: 'app.open' })));
  expect(timeOf('app.open', catalogue)).toBe(before);
});

it('is not learned where the next call may have less to do, nor of what waits, and plugs that come later have it', () => {
  const catalogue = new Catalogue();
  const files = { skill: 'files.copy', args: { files: ['/a'] } };
  const wait = { skill: 'wait.file', args: {} };
  const mine = { skill: 'mine.do', args: {} };
  const times = [9000, 9000, 9000, 9000, 9000];
  const copying = timeOf('files.copy', catalogue);
  catalogue.times(learnedFrom(pastOf(times, files), pastOf(times, wait), pastOf(times, mine)));
  expect(timeOf('files.copy', catalogue)).toBe(copying);
  expect(timeOf('wait.file', catalogue)).toBe(0);
  const like = catalogue.get('app.open') as Skill;
  catalogue.bring('mine', [{ ...like, name: 'mine.do', usual: 1 }]);
  expect(timeOf('mine.do', catalogue)).toBe(9000);
});

let program: SimulatedProgram | null = null;
afterEach(() => program?.dispose());

it('a goal with a time is not begun where what it needs has never been done as quickly', async () => {
  const catalogue = new Catalogue();
  program = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { catalogue });
  for (let i = 0; i < 5; i++) expect((await program.run('open the calculator')).status).toBe('done');
  await program.propose('open the calculator');
  const least = timeOf('app.open', catalogue);
  const took = program.sonny.snapshot().flatMap((event) => (event.type === 'run' ? event.run.steps : []));
  const quickest = Math.min(
    ...took.flatMap(({ startedAt, endedAt }) => (startedAt && endedAt ? [endedAt - startedAt] : [])),
  );
  expect(least).toBe(Math.max(700, quickest));
});
