import type { RunState } from '../../execution/state.ts';
import type { GoalContext } from '../../goals/intent.ts';
import { propose } from '../../planning/propose.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { LearnedMethod } from '../../protocol/learned.ts';
import { worldOf } from '../looking.ts';
import { readFor } from '../model/ground-of.ts';
import { judge } from '../model/judge.ts';
import { saidIn } from '../model/plan-with-model.ts';
import type { PlanningPorts } from '../ports.ts';
import { recordOf } from '../record-of.ts';
import { guardsOf } from './generalise.ts';
import type { LearnedMethods } from './methods.ts';

/** Whether the plan comes to the same steps, each with what was seen for it the first time. */
const holdsGuards = (
  method: LearnedMethod,
  steps: Parameters<typeof guardsOf>[0][],
  skills: PlanningPorts['skills'],
): boolean => JSON.stringify(steps.map((step) => guardsOf(step, skills))) === JSON.stringify(method.guards);

/**
 * The plan for a goal that is like one that worked before, without asking anybody: held to all that a model's proposal is held to, on
 * the new goal's words alone. null where there is none, or where a guard fails: then it is planned anew. Never acts.
 */
export const planLearned = async (
  state: RunState,
  context: GoalContext,
  ports: PlanningPorts,
  methods: Pick<LearnedMethods, 'for'>,
  signal: AbortSignal,
): Promise<readonly RunEvent[] | null> => {
  const { id: runId, goal } = state.view;
  const found = methods.for(goal);
  if (!found) return null;
  const { method, proposal } = found;
  const world = worldOf(context, ports);
  const bench = {
    goal,
    context,
    ground: { by: 'model', words: saidIn(state), read: readFor(state.view, []), home: context.home },
    model: 'What worked before',
    propose: (...[intents, known, held, assess]: Parameters<Parameters<typeof judge>[1]['propose']>) =>
      propose(intents, goal, known, world, ports.skills, assess, held),
  } as const;
  const judged = await judge(proposal, bench, ports, signal);
  if (judged.kind !== 'plan') return null;
  const { plan, chips, constraints } = judged;
  if (!holdsGuards(method, [...plan.steps], ports.skills)) return null;
  const base = { at: ports.clock.now(), runId };
  const held = constraints.length > 0 ? { constraints: [...constraints] } : {};
  const learned = { id: method.id, runId: method.runId };
  return [
    { type: 'run.understood', ...base, chips: [...chips], ...held, learned },
    { type: 'plan.made', ...base, plan: recordOf(plan, ports) },
  ];
};
