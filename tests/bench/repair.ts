import { Achieve } from '../../shared/planning/repair/achieve-locally.ts';
import { Repairer } from '../../shared/planning/repair/repair.ts';
import { repairTask } from '../../shared/planning/repair/repair-task.ts';
import { solve } from '../../shared/planning/search/solve.ts';
import { chance, parcels } from './parts/parcels.ts';
import { atMost, median, unbounded, type Bench } from './parts/row.ts';

const TRIALS = 200;
const MOST = 50;
/** How often a change that someone else could make now is looked for. */
const MEDDLING = 200;
/** Parcels, places and vans: plans of about 60, 120 and 200 steps. */
const SIZES = [
  [14, 12, 2],
  [28, 16, 3],
  [58, 20, 3],
] as const;

const cpu = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

/** Fails a step of a plan at random, and moves something else in one trial of two; then has the rest mended. */
const trials = (size: (typeof SIZES)[number], seed: number) => {
  const random = chance(seed);
  const [count, places, vans] = size;
  const task = parcels(count, places, vans, random);
  const ready = repairTask(task);
  const begun = process.cpuUsage();
  const planned = solve(task, { unitCost: true });
  const planning = cpu(begun);
  if (!ready || planned.kind !== 'plan') throw new Error('The parcels have no plan.');
  const plan = planned.steps.map((step) => ready.operatorOf(step) ?? -1);
  const repairer = new Repairer(ready.strips);
  const world = new Achieve(ready.strips);
  const operators = ready.strips.action.length;
  const applies = (operator: number, state: Uint8Array): boolean => {
    const { start, items } = ready.strips.pre;
    return items.subarray(start[operator], start[operator + 1]).every((fact) => state[fact] === 1);
  };
  const times: number[] = [];
  let mended = 0;
  let kept = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const state = ready.initial();
    const failed = Math.floor(random() * plan.length);
    for (const operator of plan.slice(0, failed)) world.apply(operator, state);
    const meddles = trial % 2 === 1 ? MEDDLING : 0;
    for (let tries = 0; tries < meddles; tries++) {
      const other = Math.floor(random() * operators);
      if (!applies(other, state)) continue;
      world.apply(other, state);
      break;
    }
    const left = plan.slice(failed);
    const before = process.cpuUsage();
    const repaired = repairer.repair(state, left, trial % 4 === 0 ? (left[0] ?? null) : null);
    times.push(cpu(before));
    if (!repaired || !repairer.holds(state, repaired.plan)) continue;
    mended += 1;
    kept += left.length === 0 ? 1 : repaired.kept / left.length;
  }
  return { length: plan.length, planning, times, mended, kept: kept / mended };
};

/** Plans of up to 200 steps whose steps fail at random, mended, beside planning the same task from nothing. */
export const run = async (): Promise<Bench> => ({
  name: 'repair',
  rows: SIZES.flatMap((size, i) => {
    const { length, planning, times, mended, kept } = trials(size, i + 1);
    const what = `a plan of ${length} steps`;
    return [
      atMost(`ms of CPU to mend ${what}, p95 of ${TRIALS}`, quantile(times, 0.95), MOST, 'ms'),
      unbounded(
        `ms of CPU to mend ${what}, median`,
        median(times),
        planning,
        'planning it from nothing',
        'what mending saves',
      ),
      atMost(`of ${TRIALS} failures of ${what}, not mended`, TRIALS - mended, 0, 'failures'),
      unbounded(`of what was left of ${what}, kept`, kept, 1, 'all of it', 'how much of the plan a person saw stays'),
    ];
  }),
});
