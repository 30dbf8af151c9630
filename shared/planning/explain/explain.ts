import type { Explanation } from '../../protocol/knowledge.ts';
import type { RunView } from '../../protocol/run.ts';
import { acceptsPlanProof } from '../explain-check.ts';
import { shorten } from '../words.ts';
import { Story, type Account } from './account.ts';
import type { PlanProof } from './claim.ts';
import { howItWent } from './how-it-went.ts';
import { changeFor, lineOf } from './sentences.ts';
import { whyNotProof } from './why-not.ts';
import { whyRunProof, whyStepProof } from './why.ts';

/** What speaks against another way is told by so many examples. */
const LINES = 5;
/** Of a path just one of these is so. */
const PLACES: ReadonlySet<string> = new Set(['file', 'folder', 'free']);

/** More ways to change an answer than this are no help. */
const CHANGES = 4;

/** Lines that say something new: neither the answer once more nor what a line before says. */
const once = (lines: Explanation['lines'], answer: string): Explanation['lines'] => {
  const said = new Set([answer]);
  return lines.filter(({ say }) => {
    if (said.has(say)) return false;
    said.add(say);
    return true;
  });
};

/** Without claims that say in other words what one beside them says: where nothing is, there is no file and no folder. */
const withoutEchoes = ({ topic, claims }: PlanProof): PlanProof => {
  const missed = claims.flatMap(({ claim }) => (claim.kind === 'would-miss' ? [claim] : []));
  const isEcho = ({ claim }: PlanProof['claims'][number]): boolean =>
    claim.kind === 'would-miss' &&
    claim.literal.negated === true &&
    missed.some(
      ({ step, literal }) =>
        step === claim.step &&
        !literal.negated &&
        PLACES.has(literal.relation) &&
        literal.args[0] === claim.literal.args[0],
    );
  return { topic, claims: claims.filter((one) => !isEcho(one)) };
};

/** The proof as sentences; `checked` is the word of the independent checker on the whole of it. */
const told = (
  proof: PlanProof,
  story: Story,
  question: string,
  answer: string,
  whole: PlanProof = proof,
): Explanation => {
  const brief = (say: string): string => shorten(say, story.account.home);
  const changes = new Set(proof.claims.flatMap(({ claim }) => changeFor(claim, story) ?? []));
  return {
    question: brief(question),
    answer: brief(answer),
    lines: once(
      proof.claims.map(({ depth, claim }) => {
        const line = lineOf(claim, story);
        return { depth, ...line, say: brief(line.say) };
      }),
      brief(answer),
    ),
    changes: [...changes].slice(0, CHANGES).map(brief),
    checked: acceptsPlanProof(whole, story.run, story.account.skills),
  };
};

/** Why a step is in a run's plan; null when there is no such step. */
export const whyStep = (run: RunView, stepId: string, account: Account): Explanation | null => {
  const story = new Story(run, account);
  const step = story.step(stepId);
  if (!step) return null;
  const proof = whyStepProof(story, step);
  const asked = proof.claims.find((p) => p.claim.kind === 'asked')?.claim;
  const words = asked?.kind === 'asked' ? run.goal.slice(asked.start, asked.end).trim() : null;
  const serves = proof.claims[0]?.claim.kind !== 'asked';
  const answer =
    words === null
      ? 'Nothing in the goal is known to ask for it.'
      : serves
        ? `It prepares what you asked for: “${words}”.`
        : `You asked for it: “${words}”.`;
  return told(proof, story, `Why “${step.title}”?`, answer);
};

const againstSkill = ({ claims }: PlanProof): string => {
  const kinds = new Set(claims.map((p) => p.claim.kind));
  if (kinds.has('no-such-skill')) return 'There is no such skill.';
  if (kinds.has('in-plan')) return 'It is used in this plan.';
  if (kinds.has('fits-nowhere')) return 'Nothing in this plan could be done with it.';
  if (kinds.has('would-break')) return 'It would break what you asked to be kept to.';
  if (kinds.has('would-miss')) return 'It would not do what you asked for.';
  if (kinds.has('riskier') || kinds.has('no-way-back')) return 'What is planned is safer.';
  return 'It would do as well; the words of the goal name the other.';
};

/** Why a skill is not used in a run's plan, in contrast with what is. */
export const whyNotSkill = (run: RunView, skill: string, account: Account): Explanation => {
  const story = new Story(run, account);
  const proof = whyNotProof(story, skill);
  const summary = account.skills.get(skill)?.summary;
  const does = summary === undefined ? null : `${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
  const isUsed = run.steps.some((step) => step.skill === skill);
  const question =
    does === null
      ? `Why not ${skill}?`
      : isUsed
        ? `Is there a step that ${does}?`
        : `Why is there no step that ${does}?`;
  const explanation = told(withoutEchoes(proof), story, question, againstSkill(proof), proof);
  const more = explanation.lines.length - LINES;
  if (more < 2) return explanation;
  const rest = { depth: 0, kind: 'missing', say: `And ${more} more like these.` } as const;
  return { ...explanation, lines: [...explanation.lines.slice(0, LINES), rest] };
};

/** Where it has come to a halt, and goes on by the person's word alone. */
const WAITS: readonly RunView['status'][] = ['asking', 'paused', 'taken-over'];

/** What became of a step that was cut off says nothing without that it was. */
const errorOf = ({ error }: RunView): string | undefined =>
  error?.code === 'INTERRUPTED' ? [error.say, error.details].filter(Boolean).join(' ') : (error?.details ?? error?.say);

/** Why a run waits, was refused or stopped, else what its parts are for; of one that ended otherwise than planned also how it went. */
export const whyRun = (run: RunView, account: Account): Explanation => {
  const story = new Story(run, account);
  const waits = WAITS.includes(run.status);
  const question = waits
    ? 'Why does it wait?'
    : run.status === 'refused'
      ? 'Why was nothing started?'
      : run.error
        ? 'Why did it stop?'
        : 'Why this plan?';
  if (run.steps.length === 0 && !run.error)
    return { question: 'Why is there no plan?', answer: run.sentence, lines: [], changes: [], checked: true };
  const answer = waits ? run.sentence : (errorOf(run) ?? 'Each step does what you asked for, or prepares it.');
  const explanation = told(whyRunProof(story), story, question, answer);
  const went = howItWent(run).map((line) => ({ ...line, say: shorten(line.say, account.home) }));
  return { ...explanation, lines: once([...went, ...explanation.lines], explanation.answer) };
};
