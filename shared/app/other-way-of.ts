import type { OtherWay } from '../execution/planner.ts';
import { forecastOf } from '../planning/forecast.ts';
import type { Plan } from '../planning/plan.ts';
import { leftOf } from '../planning/repair/other-way.ts';
import type { RunView } from '../protocol/run.ts';
import type { PlanningPorts } from './ports.ts';
import { recordOf } from './record-of.ts';

/** The beginning of a plan in a sentence: its steps' titles. */
const inBrief = (titles: readonly string[]): string => {
  const [first = '', second, ...others] = titles;
  if (second === undefined) return `${first}.`;
  return others.length === 0 ? `${first}, then: ${second}.` : `${first}, then: ${second}, and ${others.length} more.`;
};

/** A plan for what is left of a run, with what stays of the one before. */
export const otherWayOf = (
  { goal, steps, asked = [] }: Pick<RunView, 'goal' | 'steps' | 'asked'>,
  plan: Plan,
  ports: Pick<PlanningPorts, 'hash'>,
): OtherWay => {
  const left = new Set(leftOf({ goal, steps, asked }).filter((s) => s.status === 'planned' || s.status === 'waiting'));
  const keeps = steps.filter((s) => !left.has(s));
  const stays = new Set(keeps.map((s) => s.id));
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
