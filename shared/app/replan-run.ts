import type { OtherWay } from '../execution/manager.ts';
import type { RunState } from '../execution/state.ts';
import type { GoalContext } from '../goals/intent.ts';
import { readGoal } from '../goals/read.ts';
import { forecastOf } from '../planning/forecast.ts';
import { proposeOtherWay } from '../planning/propose.ts';
import { leftOf } from '../planning/repair/other-way.ts';
import { assessing } from '../policy/assess.ts';
import { BY_GRAMMAR } from '../policy/provenance/ground.ts';
import { lookingFor, worldOf } from './looking.ts';
import { recordOf } from './plan-run.ts';
import type { PlanningPorts } from './ports.ts';

/** The beginning of a plan in a sentence: its steps' titles. */
const inBrief = (titles: readonly string[]): string => {
  const [first = '', second, ...others] = titles;
  if (second === undefined) return `${first}.`;
  return others.length === 0 ? `${first}, then: ${second}.` : `${first}, then: ${second}, and ${others.length} more.`;
};

/** Looks for another way to do what is left of a failed run, from the world as it is now; null when there is none. Never acts. */
export const replanRun = async (
  state: RunState,
  context: GoalContext,
  ports: PlanningPorts,
  signal: AbortSignal,
): Promise<OtherWay | null> => {
  const { goal, steps, asked = [], constraints } = state.view;
  const reading = readGoal(goal, context);
  if (reading.kind !== 'understood') return null;
  const run = { goal, steps, asked };
  const world = worldOf(context, ports);
  // What was said when it began: read again, “before 17:00” could mean another day.
  const held = { constraints: constraints ?? reading.constraints, now: ports.clock.now() };
  const found = await lookingFor(
    (known) =>
      proposeOtherWay(run, reading.intents, { known, world, skills: ports.skills }, assessing(BY_GRAMMAR), held),
    ports,
    signal,
  );
  if (found.kind !== 'plan') return null;
  const left = new Set(leftOf(run).filter((s) => s.status === 'planned' || s.status === 'waiting'));
  const keeps = steps.filter((s) => !left.has(s));
  const stays = new Set(keeps.map((s) => s.id));
  const { plan } = found;
  return {
    plan: recordOf(
      {
        ...plan,
        asked: [...asked.filter((part) => stays.has(part.stepId)), ...plan.asked],
        forecast: forecastOf([...keeps, ...plan.steps]),
      },
      ports,
    ),
    keeps: keeps.map((s) => s.id),
    say: inBrief(plan.steps.map((s) => s.title)),
  };
};
