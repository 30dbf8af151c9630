import type { RunState } from '../execution/state.ts';
import { elsewhere } from '../goals/elsewhere.ts';
import type { GoalContext, Intent } from '../goals/intent.ts';
import type { Proposal } from '../planning/plan.ts';
import { propose } from '../planning/propose.ts';
import { sayTooLong } from '../planning/words.ts';
import { assessing } from '../policy/assess.ts';
import { groundOf } from './asked-by.ts';
import { readWithPlaces } from './found-files.ts';
import type { Constraint } from '../protocol/constraint.ts';
import { SonnyError, type ErrorCode } from '../protocol/errors.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Chip } from '../protocol/run.ts';
import { touchesOf } from '../skills/footprint.ts';
import type { PlanArgs } from '../skills/skill.ts';
import type { LearnedMethods } from './learned/methods.ts';
import { planLearned } from './learned/plan-learned.ts';
import { lookingFor, worldOf } from './looking.ts';
import { canAsk, planWithModel, type Means } from './model/plan-with-model.ts';
import type { PlanningPorts } from './ports.ts';
import { recordOf } from './record-of.ts';
import { askWhatIsKeptTo, planEarlierScript, planScript } from './scripts/plan-script.ts';
import { offeringScript, wantsScript } from './scripts/wanted.ts';

/** What something that is never done is refused with. */
const NEVER = { closed: 'FILE_DENIED', impossible: 'PLAN_DOES_NOT_HOLD' } as const;

const heldTo = (constraints: readonly Constraint[]): { constraints?: Constraint[] } =>
  constraints.length > 0 ? { constraints: [...constraints] } : {};

/** Of the paths that a goal names itself. */
const sayTooLongIn = (intents: readonly Intent[], { skills }: PlanningPorts): string | null => {
  for (const { skill, args } of intents) {
    const its = skills.get(skill);
    for (const { path } of its ? touchesOf(its, args as PlanArgs) : []) {
      const say = sayTooLong(path);
      if (say !== null) return say;
    }
  }
  return null;
};

const eventOf = (
  proposal: Exclude<Proposal, { kind: 'look' }>,
  runId: string,
  chips: readonly Chip[],
  constraints: readonly Constraint[],
  suggestions: string[],
  ports: PlanningPorts,
): RunEvent => {
  const base = { at: ports.clock.now(), runId };
  switch (proposal.kind) {
    case 'question':
      return {
        type: 'question.asked',
        ...base,
        question: { id: ports.ids.next('question'), ...proposal.question },
        chips: [...chips],
      };
    case 'refused': {
      const error = new SonnyError(proposal.code, proposal.details).view();
      return {
        type: 'run.refused',
        ...base,
        error,
        suggestions,
        chips: [...chips],
        draft: [...proposal.draft],
        ...heldTo(constraints),
      };
    }
    case 'plan':
      return { type: 'plan.made', ...base, plan: recordOf(proposal.plan, ports) };
  }
};

/** From a run's goal to a checked plan, a question or a refusal: reads the goal, looks at the world, proposes, looks again. */
export const planRun = async (
  state: RunState,
  given: GoalContext,
  ports: PlanningPorts,
  signal: AbortSignal,
  means?: Omit<Means, 'model'>,
  learned?: Pick<LearnedMethods, 'for'>,
  missingRun: (intents: readonly Intent[]) => string | null = () => null,
): Promise<readonly RunEvent[]> => {
  const { id: runId, goal } = state.view;
  const { reading, missing, context, found } = await readWithPlaces(goal, given, ports, signal);
  const chips = [...reading.chips];
  const base = { at: ports.clock.now(), runId };
  const refused = (code: ErrorCode, say: string, suggestions: readonly string[] = []): readonly RunEvent[] => {
    const error = new SonnyError(code, say).view();
    return [{ type: 'run.refused', ...base, error, suggestions: [...suggestions], chips, draft: [] }];
  };
  if (reading.kind === 'not-understood') {
    const known = learned && reading.flaw !== true && (await planLearned(state, context, ports, learned, signal));
    if (known) return known;
    const { model, scripts } = ports;
    const scene = scripts && { state, reading, context, ports: { ...ports, scripts }, signal };
    const earlier = scene && reading.flaw !== true ? (means?.earlierScript?.(goal) ?? null) : null;
    if (scene && (earlier || (canAsk(model) && wantsScript(state) && reading.flaw !== true))) {
      const asking = askWhatIsKeptTo(scene);
      if (asking) return asking;
    }
    const again = scene && (await planEarlierScript(scene, earlier));
    if (again) return again;
    if (means && canAsk(model) && reading.flaw !== true) {
      const asking = { ...means, model };
      if (scene && wantsScript(state)) return planScript(scene, asking);
      const planned = await planWithModel(state, reading, context, ports, asking, signal);
      const walled = scripts !== undefined && (await scripts.walls()).level === 'full';
      return walled
        ? offeringScript(planned, state, model.ability()?.name ?? '', () => ports.ids.next('question'))
        : planned;
    }
    if (missing && reading.unread) return refused('FILE_NOT_FOUND', missing.say, missing.suggestions);
    const why = reading.late ? 'CONSTRAINT_VIOLATED' : reading.never ? NEVER[reading.never] : 'GOAL_NOT_UNDERSTOOD';
    return refused(why, reading.trouble, reading.suggestions);
  }
  if (missing) return refused('FILE_NOT_FOUND', missing.say, missing.suggestions);
  if (reading.kind === 'ambiguous') {
    const { subject, ask } = reading;
    const candidates = reading.candidates.map((c) => ({ ...c }));
    return [
      {
        type: 'question.asked',
        ...base,
        question: { id: ports.ids.next('question'), subject, ask, candidates },
        chips,
      },
    ];
  }
  const unknownRun = missingRun(reading.intents);
  if (unknownRun !== null) return refused('RUN_NOT_FOUND', unknownRun);
  const tooLong = sayTooLongIn(reading.intents, ports);
  if (tooLong !== null) return refused('PLAN_DOES_NOT_HOLD', tooLong);
  const world = { ...worldOf(context, ports), found };
  const held = { constraints: reading.constraints, now: ports.clock.now() };
  const proposal = await lookingFor(
    (known) =>
      propose(reading.intents, goal, known, world, ports.skills, assessing(groundOf(state.view, context.home)), held),
    ports,
    signal,
  );
  const kept = proposal.kind === 'plan' ? proposal.plan.kept : proposal.kind === 'refused' ? proposal.kept : [];
  const constraints = [...reading.constraints, ...(kept ?? [])];
  const other = proposal.kind === 'refused' && proposal.instead ? elsewhere(goal, proposal.instead, context) : null;
  const made = eventOf(proposal, runId, chips, constraints, other === null ? [] : [other], ports);
  return made.type === 'plan.made'
    ? [{ type: 'run.understood', ...base, chips, ...heldTo(constraints) }, made]
    : [made];
};
