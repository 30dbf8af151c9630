import { isOfFact, type Constraint } from '../protocol/constraint.ts';
import type { Intent } from '../goals/intent.ts';
import type { PlannedStep } from '../protocol/events.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { isRef, type LiteralView, type RiskClass } from '../protocol/step.ts';
import type { Skill } from '../skills/skill.ts';
import { labelsGiven } from '../skills/given.ts';
import type { Labels } from '../symbolic/labels/source.ts';
import { keyOf, type Literal } from '../symbolic/atom.ts';
import type { State } from '../symbolic/state.ts';
import { compose, type Composition } from './compose.ts';
import type { Draft } from './draft.ts';
import { forecastOf } from './forecast.ts';
import { vouchedFor } from './facts.ts';
import type { Known } from './known.ts';
import { orderOf } from './order.ts';
import type { Proposal } from './plan.ts';
import { isAbout } from './constraints/of-fact.ts';
import { waiting } from './constraints/waiting.ts';
import { Choice, Refusal, Unseen } from './refusal.ts';
import { instead, isOther, patched, replanned, type FailedRun, type RepairGround } from './repair/other-way.ts';
import { checkPlan } from './check/check.ts';
import type { ViolationKind } from './check/violation.ts';
import { sayCondition, shorten } from './words.ts';
import type { WorldFacts } from './world.ts';

/** The policy's word on one step, given by the caller: planning shows it and cannot change it. */
export type Assess = (
  skill: Skill,
  args: Draft['args'],
  given: (stepId: string) => Labels,
) => Pick<PlannedStep, 'risk' | 'asks' | 'bindings' | 'provenance'>;

/** For sentences: a window that a step will open is called by its application's name. */
const inWords = (args: Draft['args'], drafts: readonly Draft[]): Draft['args'] =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const opens = isRef(value) && value.output === 'window' ? drafts.find((d) => d.id === value.from) : undefined;
      return [name, typeof opens?.args['name'] === 'string' ? { app: opens.args['name'], title: '' } : value];
    }),
  );

/** Who made it so that a condition holds. */
const sayMaker = (need: Literal, state: State): string => {
  const maker = state.makerOf(need);
  if (maker !== undefined) return `step ${maker.slice(1)} does it`;
  return state.sourceOf(need) === 'observed' ? 'seen just now' : 'nothing brings it about';
};

/** Who made it so that something does not hold. */
const sayTaker = (taker: string | undefined): string =>
  taker === undefined ? 'seen just now' : `step ${taker.slice(1)} does it`;

const stepsOf = (drafts: readonly Draft[], initial: State, world: WorldFacts, assess: Assess): PlannedStep[] => {
  const order = orderOf(drafts, initial);
  const given = (stepId: string): Labels => {
    const giver = drafts.find(({ id }) => id === stepId);
    return labelsGiven(giver?.skill, giver?.args ?? {});
  };
  let state = initial;
  /** The step before that took away what must not hold, by the statement. */
  const takers = new Map<string, string>();
  return drafts.map(({ id, skill, args, why, closed, relies = [] }) => {
    const { risk, asks, bindings, provenance } = assess(skill, args, given);
    const needs = skill.needs(args).map((need): LiteralView => {
      const vouched = state.sourceOf(need) === 'held' ? vouchedFor(need, world) : null;
      const because = closed ? 'the place is closed, so nobody has looked' : (vouched?.say ?? sayMaker(need, state));
      return {
        say: sayCondition(need, world),
        holds: state.holds(need),
        because: need.negated && state.holds(need) ? sayTaker(takers.get(keyOf(need))) : because,
        ...(vouched && !need.negated ? { fact: keyOf(need) } : {}),
      };
    });
    for (const literal of relies) {
      const vouched = vouchedFor(literal, world);
      const because = vouched?.say ?? 'nobody says so any more';
      needs.push({ say: sayCondition(literal, world), holds: vouched !== null, because, fact: keyOf(literal) });
    }
    const changes = skill.changes(args, id);
    state = state.after(changes, id);
    for (const change of changes) {
      if (change.negated) takers.set(keyOf(change), id);
      else takers.delete(keyOf(change));
    }
    return {
      id,
      skill: skill.name,
      title: shorten(skill.title(inWords(args, drafts)), world.home),
      why,
      args: { ...args },
      ...(bindings ? { bindings } : {}),
      ...(provenance ? { provenance } : {}),
      dependsOn: [...(order.get(id) ?? [])],
      needs,
      ...(closed ? { closed } : {}),
      changes: skill.effects(inWords(args, drafts)).map((e) => shorten(e, world.home)),
      risk,
      asks,
      undo: { possible: skill.undo.kind !== 'irreversible', say: skill.undo.say },
      verifiedBy: skill.verifiedBy,
    };
  });
};

/** What a plan that does not hold is refused with, where it is not only that. */
const CODES: Readonly<Partial<Record<ViolationKind, ErrorCode>>> = {
  constraint: 'CONSTRAINT_VIOLATED',
  place: 'FILE_DENIED',
};

/** What the run is held to, and when it would begin. */
export interface Held {
  readonly constraints: readonly Constraint[];
  readonly now: number;
}

const proposed = (
  composed: () => Composition,
  goal: string,
  known: Known,
  world: WorldFacts,
  skills: ReadonlyMap<string, Skill>,
  assess: Assess,
  held: Held,
): Proposal => {
  try {
    const { drafts, initial, meant } = composed();
    const said = held.constraints.filter((c) => !isOfFact(c));
    const standing = world.held?.kept() ?? [];
    const steps = waiting(stepsOf(drafts, initial, world, assess), said, skills);
    const ground = { skills, known, world };
    const checked = checkPlan(
      { steps, intents: meant, goal, now: held.now, constraints: [...said, ...standing] },
      ground,
    );
    const kept = standing.filter((c) => steps.some((step) => isAbout(c, step, skills)));
    if (!checked.holds) {
      const { kind, say, stepId, closed, instead: other } = checked.violation;
      const draft = closed ? steps.map((s) => (s.id === stepId ? { ...s, closed } : s)) : steps;
      return {
        kind: 'refused',
        code: CODES[kind] ?? 'PLAN_DOES_NOT_HOLD',
        details: shorten(say, world.home),
        draft,
        instead: other,
        kept,
      };
    }
    const asked = checked.asked.map(({ id }, i) => ({
      stepId: id,
      start: meant[i]?.start ?? 0,
      end: meant[i]?.end ?? 0,
    }));
    const risk = steps.reduce<RiskClass>((worst, s) => (s.risk > worst ? s.risk : worst), 'R0');
    return { kind: 'plan', plan: { steps, asked, risk, forecast: forecastOf(steps), kept } };
  } catch (thrown) {
    if (thrown instanceof Unseen) return { kind: 'look', queries: known.missing };
    if (thrown instanceof Choice) return { kind: 'question', question: thrown.question };
    if (thrown instanceof Refusal)
      return {
        kind: 'refused',
        code: thrown.code,
        details: shorten(thrown.details, world.home),
        draft: thrown.partial ? stepsOf(thrown.partial.drafts, thrown.partial.initial, world, assess) : [],
      };
    throw thrown;
  }
};

/**
 * The way from intents to a checked plan. Pure: looks only at `known`, and says what it still has to see. A plan comes
 * out only when its simulation holds from the first step to the last.
 */
export const propose = (
  intents: readonly Intent[],
  goal: string,
  known: Known,
  world: WorldFacts,
  skills: ReadonlyMap<string, Skill>,
  assess: Assess,
  held: Held = { constraints: [], now: 0 },
): Proposal => proposed(() => compose(intents, goal, known, world, skills), goal, known, world, skills, assess, held);

/** A composition that does more than what failed once again. */
const other =
  (attempt: () => Composition, run: FailedRun): (() => Composition) =>
  () => {
    const composition = attempt();
    if (!isOther(composition, run)) throw new Refusal('NO_OTHER_WAY', 'It would only be the same once more.');
    return composition;
  };

/** As `proposeOtherWay`, from what others propose for what is left. */
export const proposeInstead = (
  run: FailedRun,
  intents: readonly Intent[],
  ground: RepairGround,
  assess: Assess,
  held: Held,
): Proposal =>
  proposed(
    other(() => instead(run, intents, ground), run),
    run.goal,
    ground.known,
    ground.world,
    ground.skills,
    assess,
    held,
  );

/** What was left open of a plan, from what is proposed for it: steps that go on after those that there are, checked like any plan. */
export const proposeRest = (
  run: FailedRun,
  intents: readonly Intent[],
  ground: RepairGround,
  assess: Assess,
  held: Held,
): Proposal =>
  proposed(() => instead(run, intents, ground), run.goal, ground.known, ground.world, ground.skills, assess, held);

/**
 * Another way for what is left of a failed run: its plan mended, else planned anew from the goal, checked like any plan. As pure
 * as `propose`. Refused where each way is only what failed once more.
 */
export const proposeOtherWay = (
  run: FailedRun,
  intents: readonly Intent[],
  ground: RepairGround,
  assess: Assess,
  held: Held,
): Proposal => {
  const { known, world, skills } = ground;
  let last: Proposal | null = null;
  for (const attempt of [() => patched(run, ground), () => replanned(run, intents, ground)]) {
    last = proposed(other(attempt, run), run.goal, known, world, skills, assess, held);
    if (last.kind === 'plan' || last.kind === 'look') return last;
  }
  return last ?? { kind: 'refused', code: 'NO_OTHER_WAY', details: '', draft: [] };
};
