// One problem of tasks in a process of its own: `hddl-process <domain> <problem> <seconds>`. The answer is one line of JSON.
import { readFileSync } from 'node:fs';
import { HddlError } from '../../../shared/planning/hddl/hddl-error.ts';
import { readDomain, readProblem } from '../../../shared/planning/hddl/read.ts';
import { solveHddl } from '../../../shared/planning/hddl/solve.ts';
import type { HddlAnswer } from './hddl-answer.ts';

const [domain = '', problem = '', seconds = '30'] = process.argv.slice(2);
/** What is left at the end for writing the plan down. */
const RESERVE_MS = 300;

/** The limit is on CPU time: a busy machine takes nothing from it. */
const now = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const answer = (): HddlAnswer => {
  try {
    const [d, p] = [readDomain(readFileSync(domain, 'utf8')), readProblem(readFileSync(problem, 'utf8'))];
    const found = solveHddl(d, p, { limit: Number(seconds) * 1000 - RESERVE_MS, now });
    return found.kind === 'plan'
      ? { readable: true, plan: found.plan, why: found.by }
      : { readable: true, plan: null, why: found.because };
  } catch (thrown) {
    if (thrown instanceof HddlError) return { readable: false, plan: null, why: thrown.message };
    throw thrown;
  }
};
process.stdout.write(`${JSON.stringify(answer())}\n`);
