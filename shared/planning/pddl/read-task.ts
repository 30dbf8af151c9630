import type { LiftedTask } from '../../ports/planning-task.ts';
import { readDomain } from './domain.ts';
import { normalise } from './normalise.ts';
import { readProblem } from './problem.ts';

/** @throws TaskError PDDL_SYNTAX, PDDL_UNSUPPORTED or PDDL_TOO_LARGE, which name the place. */
export const readTask = (domain: string, problem: string): LiftedTask =>
  normalise(readDomain(domain), readProblem(problem));
