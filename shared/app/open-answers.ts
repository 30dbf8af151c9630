import { z } from 'zod';
import { observeWith } from '../execution/act/verify.ts';
import type { GoalContext, Intent } from '../goals/intent.ts';
import { readGoal } from '../goals/read.ts';
import { isPath, resolvePath } from '../goals/slots/path.ts';
import { Closed, sayClosed } from '../protocol/closed.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Candidate } from '../protocol/run.ts';
import { placesOf } from '../skills/footprint.ts';
import type { PlanArgs } from '../skills/skill.ts';
import type { PlanningPorts } from './ports.ts';

/** How long looking which answers are open may take (ms). */
const LOOKING = 5_000;

type Places = ReturnType<typeof placesOf>;
type Asked = Extract<RunEvent, { type: 'question.asked' }>;

const NOWHERE: Places = { entry: [], content: [], look: [] };

const Seen = z.object({ closed: z.array(Closed) });

/** The arguments that are written out, a new file with its path. */
const writtenArgs = ({ args }: Intent): PlanArgs =>
  Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      if (typeof value !== 'object' || value === null || !('$' in value)) return [[name, value]];
      return value['$'] === 'new-file' && typeof value['path'] === 'string' ? [[name, value['path']]] : [];
    }),
  );

/** Where Sonny would work were the goal read with that answer; a sentence where it is never done. */
const afterAnswer = (
  goal: string,
  subject: string,
  answer: string,
  context: GoalContext,
  { skills }: Pick<PlanningPorts, 'skills'>,
): readonly Places[] | string => {
  const reading = readGoal(goal, { ...context, answers: { ...context.answers, [subject]: answer } });
  if (reading.kind === 'not-understood') return reading.never === 'closed' ? reading.trouble : [];
  if (reading.kind !== 'understood') return [];
  return reading.intents.flatMap((intent) => {
    const skill = skills.get(intent.skill);
    return skill ? [placesOf(skill, writtenArgs(intent))] : [];
  });
};

/** The paths that an answer names which a model worded. */
const namedIn = (label: string, home: string): Places => ({
  ...NOWHERE,
  look: label
    .split(/[\s,;“”"'‘’`()]+/u)
    .map((word) => word.replace(/[.:!?]+$/u, ''))
    .filter((word) => isPath(word) && word.length > 1)
    .map((word) => resolvePath(word, home)),
});

/**
 * A question without the answers by which Sonny would have to work in a place that is closed to it: they would be refused as soon as they
 * were given. Where no other is left, that is said in place of the question.
 * @param isOfGoal the goal is read anew with each answer, which is not so where a model asks
 */
export const withOpenAnswers = async (
  asked: Asked,
  goal: string,
  context: GoalContext,
  ports: PlanningPorts,
  signal: AbortSignal,
  isOfGoal: boolean,
): Promise<RunEvent> => {
  const { question, runId, at, chips } = asked;
  const progress = { signal, deadline: ports.clock.now() + LOOKING, log: () => {} };
  const closedAt = async (places: Places): Promise<string | null> => {
    if (Object.values(places).every((paths) => paths.length === 0)) return null;
    const { value } = await observeWith(ports.observers, { kind: 'places', ...places }, progress);
    // Where nobody can say, whoever acts refuses what is closed.
    const closed = Seen.safeParse(value).data?.closed[0];
    return closed ? sayClosed(closed) : null;
  };
  const whyClosed = async ({ id, label }: Candidate): Promise<string | null> => {
    const places = isOfGoal
      ? afterAnswer(goal, question.subject, id, context, ports)
      : question.free
        ? [namedIn(label, context.home)]
        : [];
    if (typeof places === 'string') return places;
    for (const one of places) {
      const why = await closedAt(one);
      if (why !== null) return why;
    }
    return null;
  };
  const open: Candidate[] = [];
  let refusal: string | null = null;
  for (const candidate of question.candidates) {
    const why = await whyClosed(candidate);
    if (why === null) open.push(candidate);
    else refusal ??= why;
  }
  if (refusal === null) return asked;
  if (open.length > 0) return { ...asked, question: { ...question, candidates: open } };
  const error = new SonnyError('FILE_DENIED', refusal).view();
  return { type: 'run.refused', at, runId, error, suggestions: [], chips, draft: [] };
};
