import type { Budget } from '../policy/budgets.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { ApprovalRequest, RunView } from '../protocol/run.ts';
import type { RiskClass } from '../protocol/step.ts';

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
  /** Classes of steps that a person said no to, and when. */
  readonly noes: readonly { readonly risk: RiskClass; readonly at: number }[];
}

export const UNUSED: Usage = { raised: {}, cost: 0, begunAt: null, covered: new Set(), noes: [] };

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
      : [...covered, stepId],
  );

/** `view` is the run as it was before the row. */
export const usageAfter = (usage: Usage, event: RunEvent, view: RunView): Usage => {
  switch (event.type) {
    case 'approval.given':
      if (event.by !== 'person' || !view.approval) return usage;
      return { ...usage, covered: coveredBy(view.approval, event.stepByStep, view, usage) };
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
