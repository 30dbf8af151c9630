import { doneOf } from '../execution/crash/seen-of.ts';
import type { Offer, OtherWay } from '../execution/planner.ts';
import type { RunState } from '../execution/state.ts';
import type { GoalContext, Intent } from '../goals/intent.ts';
import { proposeOtherWay, type Assess } from '../planning/propose.ts';
import type { FailedRun } from '../planning/repair/other-way.ts';
import { assessing } from '../policy/assess.ts';
import { Proposal } from '../prompts/proposal.ts';
import type { Constraint } from '../protocol/constraint.ts';
import type { Json } from '../protocol/json.ts';
import { globMatcher } from '../skills/glob.ts';
import { baseOf, parentOf } from '../skills/path.ts';
import { joinLabels } from '../symbolic/labels/source.ts';
import { groundOf } from './asked-by.ts';
import { readWithPlaces, type Recalled } from './found-files.ts';
import { lookingFor, worldOf } from './looking.ts';
import { assessingProposal } from './model/ground-of.ts';
import { canAsk, saidIn, type Means } from './model/plan-with-model.ts';
import { readProposal } from './model/read-proposal.ts';
import { replanWithModel } from './model/replan-with-model.ts';
import { otherWayOf } from './other-way-of.ts';
import type { PlanningPorts } from './ports.ts';

interface Wanted {
  readonly intents: readonly Intent[];
  readonly constraints: readonly Constraint[];
  readonly assess: Assess;
}

const pathsIn = (value: Json): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : value !== null && typeof value === 'object'
      ? Object.values(value).flatMap((inner: Json) => pathsIn(inner))
      : [];

const stemOf = (name: string): string => name.replace(/(?<=.)\.[^.]*$/u, '');

/** Where the plan had what the goal only names: meanwhile a step may have moved it. */
const placeIn = ({ steps }: RunState['view'], sought: Parameters<Recalled>[0]): string | null => {
  const paths = steps.flatMap(({ args }) => pathsIn(args)).filter((path) => path.startsWith('/'));
  const called = (nameOf: (path: string) => string): string | undefined =>
    paths.find((path) => nameOf(path).toLowerCase() === sought.name.toLowerCase());
  if (sought.kind !== 'set') return called(baseOf) ?? called((path) => stemOf(baseOf(path))) ?? null;
  const fits = globMatcher(sought.glob);
  const file = paths.find((path) => fits(baseOf(path)));
  return file === undefined ? null : sought.one ? file : parentOf(file);
};

/** What the goal asks for: as it reads, or as the proposal has it that the plan was made of. */
const wantedOf = async (
  state: RunState,
  given: GoalContext,
  ports: PlanningPorts,
  signal: AbortSignal,
): Promise<Wanted | null> => {
  const { goal } = state.view;
  const { reading, context } = await readWithPlaces(goal, given, ports, signal, (sought) =>
    placeIn(state.view, sought),
  );
  if (reading.kind === 'understood') return { ...reading, assess: assessing(groundOf(state.view, context.home)) };
  const made = state.proposals.findLast(({ verdict, within }) => verdict !== 'rejected' && within === undefined);
  const proposal = Proposal.safeParse(made?.proposal);
  if (!proposal.success) return null;
  const read = readProposal(proposal.data, { goal, context, skills: ports.skills });
  if (!('intents' in read)) return null;
  // What the model had read when it chose stays with what it chose.
  const labels = joinLabels(state.view.steps.map(({ provenance }) => provenance?.read ?? []));
  const words = saidIn(state);
  const ground = { by: 'model', words, read: [{ text: '', labels }], home: context.home } as const;
  return { ...read, assess: assessingProposal(ground, read.intents, []) };
};

/** What was done all the same by steps that came to no end, so that it is not done twice. */
const doneAlready = async (
  { acts, view }: RunState,
  ports: PlanningPorts,
  signal: AbortSignal,
): Promise<NonNullable<FailedRun['done']>> => {
  const done = new Map<string, ReadonlySet<string>>();
  for (const { id, status } of view.steps) {
    const act = status === 'failed' ? acts.findLast(({ stepId }) => stepId === id) : undefined;
    if (act && !act.untouched && act.receipt !== null) done.set(id, await doneOf(act, ports, signal));
  }
  return done;
};

const known = async (
  state: RunState,
  context: GoalContext,
  ports: PlanningPorts,
  signal: AbortSignal,
): Promise<OtherWay | null> => {
  const wanted = await wantedOf(state, context, ports, signal);
  if (!wanted) return null;
  const { goal, steps, asked = [], constraints } = state.view;
  const world = worldOf(context, ports);
  // What was said when it began: read again, “before 17:00” could mean another day.
  const held = { constraints: constraints ?? wanted.constraints, now: ports.clock.now() };
  const done = await doneAlready(state, ports, signal);
  const found = await lookingFor(
    (seen) =>
      proposeOtherWay(
        { goal, steps, asked, done },
        wanted.intents,
        { known: seen, world, skills: ports.skills },
        wanted.assess,
        held,
      ),
    ports,
    signal,
  );
  return found.kind === 'plan' ? otherWayOf(state.view, found.plan, ports) : null;
};

/** Looks for another way to do what is left of a failed run, from the world as it is now; null when there is none. Never acts. */
export const replanRun = async (
  state: RunState,
  context: GoalContext,
  ports: PlanningPorts,
  signal: AbortSignal,
  means?: Omit<Means, 'model'>,
): Promise<OtherWay | null> => {
  const way = await known(state, context, ports, signal);
  if (way) return way;
  const { model } = ports;
  return means && canAsk(model) ? replanWithModel(state, context, ports, { ...means, model }, signal) : null;
};

/** As `replanRun`, asking nobody; where it finds nothing and a model could be asked, that is offered. */
export const foreseeOtherWay = async (
  state: RunState,
  context: GoalContext,
  ports: PlanningPorts,
  signal: AbortSignal,
): Promise<OtherWay | Offer | null> => {
  const way = await known(state, context, ports, signal);
  const model = ports.model?.ability();
  return way ?? (model ? { say: `Ask ${model.name} for one. You see its plan before anything is done.` } : null);
};
