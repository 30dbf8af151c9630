import { readFile } from 'node:fs/promises';
import { checkPlan } from '../../shared/planning/check/check-plan.ts';
import { readDomain } from '../../shared/planning/pddl/domain.ts';
import { readProblem } from '../../shared/planning/pddl/problem.ts';
import { instancesIn, type Instance } from './parts/pddl-instances.ts';
import { fastDownward, pyperplan, sonny, type Planner } from './parts/planners.ts';
import { rowsOf, type Measured } from './parts/planner-rows.ts';
import type { Bench } from './parts/row.ts';

const LIMIT_SECONDS = 30;

/** Who plans what, in which time, and whether the independent checker accepts the plan. */
const measure = async (planner: Planner, instance: Instance, seconds: number): Promise<Measured> => {
  const { plan, why, cpu, wall, first = null } = await planner(instance, seconds);
  if (!plan) return { solved: false, valid: null, cpu, wall, length: null, cost: null, why, first };
  const [domain, problem] = await Promise.all([readFile(instance.domain, 'utf8'), readFile(instance.problem, 'utf8')]);
  const verdict = checkPlan(readDomain(domain), readProblem(problem), plan);
  if (verdict.holds)
    return { solved: true, valid: true, cpu, wall, length: plan.length, cost: verdict.cost, why: null, first };
  const at = verdict.step === null ? 'at the end' : `in step ${verdict.step + 1}`;
  return {
    solved: false,
    valid: false,
    cpu,
    wall,
    length: plan.length,
    cost: null,
    why: `${at}: ${verdict.violation}`,
    first,
  };
};

const says = ({ solved, cpu, length, why, first }: Measured): string => {
  if (!solved) return `${cpu.toFixed(2)} s, ${why ?? 'no plan'}`;
  const before = first ? ` (first ${first.cpu.toFixed(2)} s ${first.length} steps)` : '';
  return `${cpu.toFixed(2)} s ${length} steps${before}`;
};

/**
 * `--folder <pddl>`: all problems in it, each in a process of its own; `--limit <seconds>` for each (30). Beside them, for
 * the same problems, `--fast-downward <path>` (or FAST_DOWNWARD) and `--pyperplan <path>` (or PYPERPLAN). Costs are counted as
 * steps, as in the figures. CPU is that of the whole process; Sonny’s plan as it was first found, and when, stands beside it.
 */
export const run = async (flags: ReadonlyMap<string, string>, json: boolean): Promise<Bench> => {
  const folder = flags.get('folder');
  if (folder === undefined) return { name: 'planner', rows: rowsOf([], 'no --folder given') };
  const seconds = Number(flags.get('limit') ?? LIMIT_SECONDS);
  const [fast, python] = [
    flags.get('fast-downward') ?? process.env['FAST_DOWNWARD'],
    flags.get('pyperplan') ?? process.env['PYPERPLAN'],
  ];
  const ours = await sonny();
  const peers = [fast ? fastDownward(fast) : null, python ? pyperplan(python) : null] as const;
  const instances = [];
  for (const instance of await instancesIn(folder)) {
    const own = await measure(ours, instance, seconds);
    const [lama, pyper] = [
      peers[0] && (await measure(peers[0], instance, seconds)),
      peers[1] && (await measure(peers[1], instance, seconds)),
    ];
    instances.push({ name: instance.name, sonny: own, fastDownward: lama, pyperplan: pyper });
    if (!json)
      process.stdout.write(
        `${[instance.name, says(own), ...(lama ? [`lama-first ${says(lama)}`] : []), ...(pyper ? [`pyperplan ${says(pyper)}`] : [])].join('  ')}\n`,
      );
  }
  return { name: 'planner', rows: rowsOf(instances, folder), instances };
};
