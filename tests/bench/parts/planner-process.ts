// One problem in a process of its own: `planner-process <domain> <problem> <seconds>`. The answer is one line of JSON.
import { readFileSync } from 'node:fs';
import { readTask } from '../../../shared/planning/pddl/read-task.ts';
import { solve } from '../../../shared/planning/search/solve.ts';
import { TaskError } from '../../../shared/planning/task-error.ts';
import type { PlannerAnswer } from './planner-answer.ts';

const [domain = '', problem = '', seconds = '30'] = process.argv.slice(2);
/** What is left at the end for writing the plan down. */
const RESERVE = 300_000;
const end = Number(seconds) * 1_000_000 - RESERVE;
/** A hundredth of a second, and the usual share of the search's work: the figures weigh time and length alike. */
const IMPROVE_WORK = 300_000;
/**
 * The limit is on CPU time, as Fast Downward's is: a busy machine takes nothing from either. A process of one thread never uses more
 * of it than has gone by, so that the system is asked only when the clock says that it may be over.
 */
const shouldStop = (): boolean => {
  if (process.uptime() * 1_000_000 < end) return false;
  const { user, system } = process.cpuUsage();
  return user + system > end;
};

const answer = (): PlannerAnswer => {
  let first: PlannerAnswer['first'] = null;
  try {
    const found = solve(readTask(readFileSync(domain, 'utf8'), readFileSync(problem, 'utf8')), {
      unitCost: true,
      improveWork: IMPROVE_WORK,
      shouldStop,
      found: (length) => {
        const { user, system } = process.cpuUsage();
        first = { length, cpu: (user + system) / 1_000_000 };
      },
    });
    if (found.kind === 'plan')
      return { plan: found.steps.map(({ action, args }) => ({ action, args })), why: null, first };
    return { plan: null, why: found.kind === 'unsolvable' ? 'unsolvable' : found.reason };
  } catch (thrown) {
    if (thrown instanceof TaskError) return { plan: null, why: thrown.message };
    throw thrown;
  }
};
process.stdout.write(`${JSON.stringify(answer())}\n`);
