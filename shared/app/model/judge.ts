import type { GoalContext, Intent } from '../../goals/intent.ts';
import { isSystem, shown } from '../../goals/slots/path.ts';
import type { Known } from '../../planning/known.ts';
import type { Plan, Proposal as PlanProposal } from '../../planning/plan.ts';
import type { Held } from '../../planning/propose.ts';
import type { Proposal } from '../../prompts/proposal.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { PlannedStep } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';
import type { Chip, Question } from '../../protocol/run.ts';
import type { Binding } from '../../protocol/step.ts';
import { footprintOf } from '../../skills/footprint.ts';
import { lookingFor } from '../looking.ts';
import type { PlanningPorts } from '../ports.ts';
import { unsaidIn } from './authority.ts';
import { readProposal } from './read-proposal.ts';
import type { Said } from './said.ts';

/** What became of a proposal. */
export type Judged =
  | { readonly kind: 'plan'; readonly plan: Plan; readonly chips: readonly Chip[]; readonly constraints: readonly Constraint[] }
  | { readonly kind: 'question'; readonly question: Omit<Question, 'id'>; readonly chips: readonly Chip[] }
  | { readonly kind: 'wrong'; readonly say: string; readonly code: ErrorCode; readonly draft: readonly PlannedStep[] };

export interface Bench {
  readonly goal: string;
  readonly context: GoalContext;
  readonly said: Said;
  /** As a person knows it, for questions. */
  readonly model: string;
  /** What the run is held to already; when it began, for a run that goes another way. */
  readonly constraints?: readonly Constraint[] | undefined;
  /** The planner: makes a plan of what is asked for and holds it to everything that plans are held to. */
  readonly propose: (intents: readonly Intent[], known: Known, held: Held) => PlanProposal;
}

/** Questions whether something that the person did not name may be, by its subject; the answer is theirs for just these values. */
const ALLOW = 'allow:';

/** What a person has said yes to, of what they had not named. */
export const allowedBy = (answers: GoalContext['answers']): readonly string[] =>
  Object.entries(answers).flatMap(([subject, answer]) =>
    subject.startsWith(ALLOW) && answer === 'yes' ? (JSON.parse(subject.slice(ALLOW.length)) as string[]) : [],
  );

const mayThey = (open: readonly string[], { context, model }: Bench): Omit<Question, 'id'> => ({
  subject: `${ALLOW}${JSON.stringify(open)}`,
  ask: open.length === 1 ? 'You did not name this. Is it what you mean?' : 'You did not name these. Are they what you mean?',
  candidates: [
    { id: 'yes', label: open.map((value) => shown(value, context.home)).join(', '), detail: `${model} proposes it.` },
  ],
});

const holds = (value: Json, wanted: string): boolean => {
  if (typeof value === 'string') return value === wanted;
  if (Array.isArray(value)) return value.some((x: Json) => holds(x, wanted));
  return value !== null && typeof value === 'object' && Object.values(value).some((x) => holds(x, wanted));
};

const bound = (plan: Plan, bindings: readonly Binding[], home: string): Plan => ({
  ...plan,
  steps: plan.steps.map((step) => {
    const own = bindings.filter(({ value }) => holds(step.args, value));
    return own.length === 0
      ? step
      : { ...step, bindings: own.map((binding) => ({ ...binding, value: shown(binding.value, home) })) };
  }),
});

/** The system's folders and a home folder as a whole are never taken away, whoever proposes it. */
const taken = ({ steps }: Plan, ports: Pick<PlanningPorts, 'skills' | 'home'>): string | null => {
  for (const { skill, args, title } of steps) {
    const declared = ports.skills.get(skill);
    const path = declared && footprintOf(declared, args).removes.find((p) => isSystem(p, ports.home));
    if (path) return `“${title}” would take away ${path}: the system’s folders and a home folder as a whole stay.`;
  }
  return null;
};

/**
 * Holds a model's proposal to what the person said, to what they want kept to, and to the planner, its checker and the policy. Nothing is
 * believed of it. Never acts.
 */
export const judge = async (
  proposal: Proposal,
  bench: Bench,
  ports: PlanningPorts,
  signal: AbortSignal,
): Promise<Judged> => {
  const { goal, context, said } = bench;
  const wrong = (say: string, code: ErrorCode = 'PLAN_DOES_NOT_HOLD', draft: readonly PlannedStep[] = []): Judged => ({
    kind: 'wrong',
    say,
    code,
    draft,
  });
  const read = readProposal(proposal, { goal, context, skills: ports.skills });
  if ('wrong' in read) return wrong(read.wrong);
  const { intents, chips } = read;
  const constraints = bench.constraints ?? read.constraints;
  let bindings: readonly Binding[] = [];
  const found = await lookingFor(
    (known) => {
      const unsaid = unsaidIn(intents, said, context, known, ports.skills);
      if (known.missing.length > 0) return { kind: 'look', queries: known.missing };
      bindings = unsaid.bindings;
      if (unsaid.open.length > 0) return { kind: 'question', question: mayThey(unsaid.open, bench) };
      return bench.propose(intents, known, { constraints, now: ports.clock.now() });
    },
    ports,
    signal,
  );
  switch (found.kind) {
    case 'question':
      return { kind: 'question', question: found.question, chips };
    case 'refused':
      return wrong(found.details, found.code, found.draft);
    case 'plan': {
      const harm = taken(found.plan, ports);
      return harm ? wrong(harm) : { kind: 'plan', plan: bound(found.plan, bindings, context.home), chips, constraints };
    }
  }
};
