import type { GoalContext, Intent } from '../../goals/intent.ts';
import { isSystem, shown } from '../../goals/slots/path.ts';
import type { Known } from '../../planning/known.ts';
import type { Plan, Proposal as PlanProposal } from '../../planning/plan.ts';
import type { Assess, Held } from '../../planning/propose.ts';
import type { Ground } from '../../policy/provenance/ground.ts';
import type { Proposal } from '../../prompts/proposal.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import type { Chip, Question } from '../../protocol/run.ts';
import type { PlanArgs } from '../../skills/skill.ts';
import { footprintOf } from '../../skills/footprint.ts';
import { SONNY, type Source } from '../../symbolic/labels/source.ts';
import { lookingFor } from '../looking.ts';
import type { PlanningPorts } from '../ports.ts';
import { unsaidIn } from './authority.ts';
import type { Before } from './read-argument.ts';
import { readProposal } from './read-proposal.ts';
import { assessingProposal } from './ground-of.ts';

/** What became of a proposal. */
export type Judged =
  | {
      readonly kind: 'plan';
      readonly plan: Plan;
      readonly chips: readonly Chip[];
      readonly constraints: readonly Constraint[];
    }
  | { readonly kind: 'question'; readonly question: Omit<Question, 'id'>; readonly chips: readonly Chip[] }
  /** `from`: whose words may be in it. `part`: only the arguments of this one are wrong. */
  | { readonly kind: 'wrong'; readonly say: string; readonly from: Source; readonly part?: number | undefined };

export interface Bench {
  readonly goal: string;
  readonly context: GoalContext;
  /** How the model came by what it proposes: whose words, and all that it had read. */
  readonly ground: Ground;
  /** As a person knows it, for questions. */
  readonly model: string;
  /** What the run is held to already; when it began, for a run that goes another way. */
  readonly constraints?: readonly Constraint[] | undefined;
  /** What is proposed is asked about with all its arguments, whatever its class (see `unsaidIn`). */
  readonly named?: boolean;
  /** What steps that are done gave. */
  readonly gave?: Before['gave'];
  /** Puts in what is known of the run so far. */
  readonly settle?: (intents: readonly Intent[]) => readonly Intent[];
  /** The planner: makes a plan of what is asked for and holds it to everything that plans are held to. */
  readonly propose: (intents: readonly Intent[], known: Known, held: Held, assess: Assess) => PlanProposal;
}

/** What was seen on this machine: names that anyone may have given. */
const SEEN: Source = { kind: 'file', of: '' };

/** Questions whether something that the person did not name may be, by its subject; the answer is theirs for just these values. */
const ALLOW = 'allow:';

/** What a person has said yes to, of what they had not named. */
export const allowedBy = (answers: GoalContext['answers']): readonly string[] =>
  Object.entries(answers).flatMap(([subject, answer]) =>
    subject.startsWith(ALLOW) && answer === 'yes' ? (JSON.parse(subject.slice(ALLOW.length)) as string[]) : [],
  );

const mayThey = (open: readonly string[], { context, model }: Bench): Omit<Question, 'id'> => ({
  subject: `${ALLOW}${JSON.stringify(open)}`,
  ask:
    open.length === 1
      ? 'You did not name this. Is it what you mean?'
      : 'You did not name these. Are they what you mean?',
  candidates: [
    { id: 'yes', label: open.map((value) => shown(value, context.home)).join(', '), detail: `${model} proposes it.` },
  ],
});

/** A part with what is written out in it: descriptions are looked at once they are bound. */
const written = ({ skill, args }: Intent): { readonly skill: string; readonly args: PlanArgs } => ({
  skill,
  args: Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null && '$' in value ? [] : [[name, value]],
    ),
  ),
});

/** The system's folders and a home folder as a whole are never taken away, whoever proposes it. */
const harmIn = (
  calls: readonly { readonly skill: string; readonly args: PlanArgs }[],
  ports: Pick<PlanningPorts, 'skills' | 'home'>,
): string | null => {
  for (const { skill, args } of calls) {
    const declared = ports.skills.get(skill);
    const path = declared && footprintOf(declared, args).removes.find((p) => isSystem(p, ports.home));
    if (path) return `${skill} would take away ${path}: the system’s folders and a home folder as a whole stay.`;
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
  const { goal, context, ground } = bench;
  const wrong = (say: string, part?: number): Judged => ({ kind: 'wrong', say, from: SONNY, part });
  const { constraints: held, gave } = bench;
  const read = readProposal(proposal, {
    goal,
    context,
    skills: ports.skills,
    constraints: held,
    ...(gave ? { gave } : {}),
  });
  if ('wrong' in read) return wrong(read.wrong, read.part);
  if ('question' in read) return { kind: 'question', question: read.question, chips: [] };
  const { chips } = read;
  const intents = bench.settle?.(read.intents) ?? read.intents;
  const meant = harmIn(intents.map(written), ports);
  if (meant) return wrong(meant);
  const constraints = held ?? read.constraints;
  const found = await lookingFor(
    (known) => {
      const { open, folders } = unsaidIn(intents, ground, context, known, ports.skills, bench.named);
      if (known.missing.length > 0) return { kind: 'look', queries: known.missing };
      if (open.length > 0) return { kind: 'question', question: mayThey(open, bench) };
      const assess = assessingProposal(ground, intents, folders);
      return bench.propose(intents, known, { constraints, now: ports.clock.now() }, assess);
    },
    ports,
    signal,
  );
  switch (found.kind) {
    case 'question':
      return { kind: 'question', question: found.question, chips };
    case 'refused':
      // It may hold the names of files and windows.
      return { kind: 'wrong', say: found.details, from: SEEN };
    case 'plan': {
      const harm = harmIn(found.plan.steps, ports);
      return harm
        ? wrong(harm)
        : { kind: 'plan', plan: found.plan, chips, constraints: [...constraints, ...(found.plan.kept ?? [])] };
    }
  }
};
