import { latest, type Decision } from '../../policy/fatigue.ts';
import type { Budget } from '../../policy/budgets.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { ApprovalRequest, RunView } from '../../protocol/run.ts';
import type { RiskClass } from '../../protocol/step.ts';

/** What a run has used up, and what a person said to that. */
export interface Usage {
  /** How often a person raised each budget. */
  readonly raised: Readonly<Partial<Record<Budget, number>>>;
  /** US dollars paid for models. */
  readonly cost: number;
  /** When its first act began, in milliseconds since the epoch. */
  readonly begunAt: number | null;
  /** Steps that a person said yes to, with the plan or one by one: their word counts for more than a rate does. */
  readonly covered: ReadonlySet<string>;
  /** When a person last said yes to the plan, and the steps that it had then; null: never. */
  readonly planned: { readonly at: number; readonly steps: readonly string[] } | null;
  /** When the run last asked for an approval; null: never. */
  readonly askedAt: number | null;
  /** How a person answered the last ones. */
  readonly decisions: readonly Decision[];
  /** Classes of steps that a person said no to, and when. */
  readonly noes: readonly { readonly risk: RiskClass; readonly at: number }[];
}

export const UNUSED: Usage = {
  raised: {},
  cost: 0,
  begunAt: null,
  covered: new Set(),
  planned: null,
  askedAt: null,
  decisions: [],
  noes: [],
};

/** The class of the step that a person said no to; null for a plan, and for what only nobody answered. */
export const deniedClass = (
  view: RunView,
  { reason }: Pick<Extract<RunEvent, { type: 'approval.denied' }>, 'reason'>,
): RiskClass | null => {
  const asked = view.approval?.stepId ?? null;
  if (reason !== 'person' || asked === null) return null;
  return view.steps.find(({ id }) => id === asked)?.risk ?? null;
};

/** A yes to one step covers that one too; a yes to a plan covers all of it that is not asked about by itself, and what it names. */
const coveredBy = (
  { stepId, names = [] }: ApprovalRequest,
  stepByStep: boolean,
  view: RunView,
  { covered }: Usage,
): Usage['covered'] =>
  new Set(
    stepId === null
      ? view.steps.filter((s) => !s.asks || (!stepByStep && names.includes(s.id))).map((s) => s.id)
      : [...covered, stepId, ...names],
  );

/** A person's answer to what was asked last, and how long they took; null where it was no person's. */
export const decisionOf = ({ askedAt }: Usage, event: RunEvent): Decision | null => {
  const answered =
    (event.type === 'approval.given' && event.by === 'person') ||
    (event.type === 'approval.denied' && event.reason === 'person');
  return answered && askedAt !== null ? { at: event.at, took: event.at - askedAt } : null;
};

const decided = (usage: Usage, event: RunEvent): Usage => {
  const decision = decisionOf(usage, event);
  return decision ? { ...usage, decisions: latest(usage.decisions, decision) } : usage;
};

/** `view` is the run as it was before the row. */
export const usageAfter = (before: Usage, event: RunEvent, view: RunView): Usage => {
  const usage = decided(before, event);
  switch (event.type) {
    case 'approval.asked':
      return { ...usage, askedAt: event.at };
    case 'approval.given':
      if (event.by !== 'person' || !view.approval) return usage;
      return {
        ...usage,
        covered: coveredBy(view.approval, event.stepByStep, view, usage),
        planned:
          view.approval.stepId === null ? { at: event.at, steps: view.steps.map(({ id }) => id) } : usage.planned,
      };
    case 'approval.denied': {
      const risk = deniedClass(view, event);
      return risk === null ? usage : { ...usage, noes: [...usage.noes, { risk, at: event.at }] };
    }
    case 'step.intended':
      return usage.begunAt === null ? { ...usage, begunAt: event.at } : usage;
    case 'budget.raised':
      return { ...usage, raised: { ...usage.raised, [event.budget]: (usage.raised[event.budget] ?? 0) + 1 } };
    case 'model.called':
      return { ...usage, cost: usage.cost + event.cost };
    default:
      return usage;
  }
};
