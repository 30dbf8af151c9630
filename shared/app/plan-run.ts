import type { RunState } from '../execution/state.ts';
import { elsewhere } from '../goals/elsewhere.ts';
import type { GoalContext, Intent } from '../goals/intent.ts';
import type { Proposal } from '../planning/plan.ts';
import { propose } from '../planning/propose.ts';
import { sayTooLong } from '../planning/words.ts';
import { assessing } from '../policy/assess.ts';
import { groundOf } from './asked-by.ts';
import { readWithPlaces } from './found-files.ts';
import { withOpenAnswers } from './open-answers.ts';
import type { Constraint } from '../protocol/constraint.ts';
import { SonnyError, type ErrorCode } from '../protocol/errors.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Chip } from '../protocol/run.ts';
import { touchesOf } from '../skills/footprint.ts';
import type { PlanArgs } from '../skills/skill.ts';
import { lookingFor, worldOf } from './looking.ts';
import type { PlanningPorts } from './ports.ts';
import { planUnread, type Helpers, type Unread } from './plan-unread.ts';
import { recordOf } from './record-of.ts';

/** What something that is never done is refused with. */
const NEVER = { closed: 'FILE_DENIED', impossible: 'PLAN_DOES_NOT_HOLD', against: 'CONSTRAINT_VIOLATED' } as const;

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

/** Who may know what the grammar does not, and which run the goal names that is none (what to say of it). */
export interface PlanningHelp extends Helpers {
  readonly missingRun: (intents: readonly Intent[]) => string | null;
}

/** From a run's goal to a checked plan, a question or a refusal: reads the goal, looks at the world, proposes, looks again. */
export const planRun = async (
  state: RunState,
  given: GoalContext,
  ports: PlanningPorts,
  signal: AbortSignal,
  { missingRun, ...helpers }: PlanningHelp,
): Promise<readonly RunEvent[]> => {
  const { id: runId, goal } = state.view;
  const { reading, missing, context, found } = await readWithPlaces(goal, given, ports, signal);
  const chips = [...reading.chips];
  const base = { at: ports.clock.now(), runId };
  const refused = (code: ErrorCode, say: string, suggestions: readonly string[] = []): readonly RunEvent[] => {
    const error = new SonnyError(code, say).view();
    return [{ type: 'run.refused', ...base, error, suggestions: [...suggestions], chips, draft: [] }];
  };
  const withOpen = async (event: RunEvent, isOfGoal: boolean): Promise<RunEvent> =>
    event.type === 'question.asked' ? withOpenAnswers(event, goal, context, ports, signal, isOfGoal) : event;
  if (reading.kind === 'not-understood') {
    const planned = await planUnread({ state, reading, context }, ports, signal, helpers);
    if (planned) return Promise.all(planned.map((event) => withOpen(event, false)));
    if (missing && reading.unread) return refused('FILE_NOT_FOUND', missing.say, missing.suggestions);
    return refused(codeOf(reading), reading.trouble, reading.suggestions);
  }
  if (missing) return refused('FILE_NOT_FOUND', missing.say, missing.suggestions);
  if (reading.kind === 'ambiguous') {
    const { subject, ask } = reading;
    const candidates = reading.candidates.map((c) => ({ ...c }));
    const question = { id: ports.ids.next('question'), subject, ask, candidates };
    return [await withOpen({ type: 'question.asked', ...base, question, chips }, true)];
  }
  const unknownRun = missingRun(reading.intents);
  if (unknownRun !== null) return refused('RUN_NOT_FOUND', unknownRun);
  const tooLong = sayTooLongIn(reading.intents, ports);
  if (tooLong !== null) return refused('PLAN_DOES_NOT_HOLD', tooLong);
  const world = { ...worldOf(context, ports), found };
  const held = { constraints: reading.constraints, now: ports.clock.now() };
  const assess = assessing(groundOf(state.view, context.home));
  const proposal = await lookingFor(
    (known) => propose(reading.intents, goal, known, world, ports.skills, assess, held),
    ports,
    signal,
  );
  const constraints = [...reading.constraints, ...keptBy(proposal)];
  const other = proposal.kind === 'refused' && proposal.instead ? elsewhere(goal, proposal.instead, context) : null;
  const made = eventOf(proposal, runId, chips, constraints, other === null ? [] : [other], ports);
  return made.type === 'plan.made'
    ? [{ type: 'run.understood', ...base, chips, ...heldTo(constraints) }, made]
    : [made];
};

const codeOf = ({ late, never }: Unread['reading']): ErrorCode =>
  late ? 'CONSTRAINT_VIOLATED' : never ? NEVER[never] : 'GOAL_NOT_UNDERSTOOD';

/** What a proposal is held to beside what the goal says. */
const keptBy = (proposal: Proposal): readonly Constraint[] => {
  if (proposal.kind === 'plan') return proposal.plan.kept ?? [];
  return proposal.kind === 'refused' ? (proposal.kept ?? []) : [];
};
