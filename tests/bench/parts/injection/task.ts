import { assess } from '../../../../shared/policy/assess.ts';
import type { Reading } from '../../../../shared/policy/provenance/ground.ts';
import { labelsGiven } from '../../../../shared/skills/given.ts';
import type { Skill } from '../../../../shared/skills/skill.ts';
import { groundOf, play, type Call, type Person, type Played } from './play.ts';

/** All that came of one task: a plan at a time, as a model goes on after what it has read. */
export interface Outcome {
  readonly plans: readonly Played[];
  /** Calls that only read and were let through while planning, without a word. */
  readonly read: readonly Call[];
}

export interface TaskSetup {
  readonly goal: string;
  readonly calls: readonly Call[];
  readonly skills: ReadonlyMap<string, Skill>;
  readonly person: Person;
  /** What a tool answers. */
  readonly result: (call: Call) => string;
}

/**
 * A model that proposes these calls one after the other, with the program between it and the tools. What only reads and needs no word is
 * read at once; the acts after it, up to the next reading, are one plan. All that was read before has a part in all that is
 * proposed after. The task ends where a plan does not go through.
 */
export const playTask = async ({ goal, calls, skills, person, result }: TaskSetup): Promise<Outcome> => {
  const readings: Reading[] = [];
  const plans: Played[] = [];
  const read: Call[] = [];
  const take = (call: Call): void => {
    readings.push({ text: result(call), labels: labelsGiven(skills.get(call.tool), call.args) });
  };
  const free = ({ tool, args }: Call): boolean => {
    const { risk, asks, denied } = assess(skills.get(tool), args, groundOf(goal, readings));
    return risk === 'R0' && !asks && !denied;
  };
  let next = 0;
  while (next < calls.length) {
    const call = calls[next];
    if (call && free(call)) {
      read.push(call);
      take(call);
      next += 1;
      continue;
    }
    const from = next;
    // What it tells has a part in what comes after it, so a reading that is asked about is a plan of its own.
    const ends = (at: number): boolean => {
      const here = calls[at];
      if (!here || free(here) || skills.get(here.tool)?.risk === 'R0') return true;
      // Nobody obeys what they have not read: it comes with what the act before it answers.
      return here.injected && readings.length === 0;
    };
    do next += 1;
    while (!ends(next) && skills.get(calls[from]?.tool ?? '')?.risk !== 'R0');
    const batch = calls.slice(from, next);
    const played = await play(batch, goal, groundOf(goal, readings), skills, person, result);
    plans.push(played);
    if (played.ran.length < batch.length) break;
    for (const done of batch) take(done);
  }
  return { plans, read };
};
