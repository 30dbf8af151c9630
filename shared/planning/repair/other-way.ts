import { emptyDiscourse } from '../bind.ts';
import type { Intent } from '../../goals/intent.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/json.ts';
import { isDone, isRef, type StepView } from '../../protocol/step.ts';
import type { Skill } from '../../skills/skill.ts';
import { compose, type Composition } from '../compose.ts';
import { Composing } from '../composing.ts';
import type { Known } from '../known.ts';
import { doTask } from '../methods/do-task.ts';
import { Refusal } from '../refusal.ts';
import type { WorldFacts } from '../world.ts';
import { withoutMissing } from './without-missing.ts';

/** A run that has failed, as far as planning what is left needs it. */
export interface FailedRun {
  readonly goal: string;
  readonly steps: readonly StepView[];
  /** Which steps do what the goal asks; the others were put in for them. */
  readonly asked: readonly { readonly stepId: string; readonly start: number; readonly end: number }[];
  /** Of steps that came to no end, by their ids: the files that were done with all the same. */
  readonly done?: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface RepairGround {
  readonly known: Known;
  readonly world: WorldFacts;
  readonly skills: ReadonlyMap<string, Skill>;
}

/** Failures whose cause was what the step stood on: with that mended, the same step may do. All others bar it as it was. */
const GROUND: readonly (ErrorCode | undefined)[] = ['PLAN_CHANGED', 'FILE_NOT_FOUND', 'TARGET_MISSING', 'TARGET_GONE'];

const isFailed = ({ status }: StepView): boolean => status === 'failed' || status === 'refused';

const callKey = (skill: string, args: Readonly<Record<string, Json>>): string => `${skill} ${JSON.stringify(args)}`;

/** What is left of a run: the steps that failed and those that were never reached. */
export const leftOf = ({ steps }: FailedRun): readonly StepView[] =>
  steps.filter((s) => isFailed(s) || s.status === 'planned' || s.status === 'waiting');

/** Names of steps go on after the last one, so that none is used twice. */
const highest = (steps: readonly StepView[]): number =>
  Math.max(0, ...steps.map(({ id }) => Number(/^s(\d+)$/u.exec(id)?.[1] ?? 0)));

/** Values in the place of what done steps gave, and new names in the place of those of steps that are planned again. */
const rebound = (value: Json, run: FailedRun, renamed: ReadonlyMap<string, string>): Json => {
  if (isRef(value)) {
    const step = run.steps.find((s) => s.id === value.from);
    const given = step && isDone(step) ? step.outputs?.[value.output] : undefined;
    if (given !== undefined) return given;
    const from = renamed.get(value.from);
    if (from === undefined) throw new Refusal('NO_OTHER_WAY', 'What an earlier step gave is not known any more.');
    return { from, output: value.output };
  }
  if (Array.isArray(value)) return value.map((v) => rebound(v, run, renamed));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, rebound(v, run, renamed)]));
};

/** Calls that have failed for what they are, with the values they had. */
const barredIn = (run: FailedRun): ReadonlySet<string> => {
  const keys = new Set<string>();
  for (const step of leftOf(run)) {
    if (!isFailed(step) || GROUND.includes(step.error?.code)) continue;
    // A step that never had its values has not failed with them.
    if (Object.values(step.args).every((arg) => !isRef(arg) || run.steps.some((s) => s.id === arg.from && isDone(s))))
      keys.add(callKey(step.skill, reboundAll(step.args, run, new Map())));
  }
  return keys;
};

const reboundAll = (
  args: Readonly<Record<string, Json>>,
  run: FailedRun,
  renamed: ReadonlyMap<string, string>,
): Record<string, Json> => Object.fromEntries(Object.entries(args).map(([k, v]) => [k, rebound(v, run, renamed)]));

const NONE: ReadonlySet<string> = new Set();

/** Steps that are all there is to say of what they bring about: where it is there, they are superfluous. */
const WHOLE: ReadonlySet<string> = new Set(['files.create-folder']);

/**
 * Mends what is left: each step is kept; what it needs and has lost is brought about again; what has vanished is taken out of
 * it; what is there already is not done again; and where the step itself has failed, another method takes its place. A patch of
 * the plan as it stands, for which nothing is planned that still holds (plan repair by refitting, after van der Krogt & de
 * Weerdt, "Plan repair as an extension of planning", 2005).
 * @throws Refusal where a step can't be mended; Unseen
 */
export const patched = (run: FailedRun, { known, world, skills }: RepairGround): Composition => {
  const composing = new Composing(known, world, skills, highest(run.steps));
  const left = leftOf(run);
  const asked = new Map(run.asked.map((part) => [part.stepId, part]));
  const barred = barredIn(run);
  const isBarred = (skill: string, args: Readonly<Record<string, Json>>): boolean => barred.has(callKey(skill, args));
  const renamed = new Map<string, string>();
  const meant: Intent[] = [];

  for (const step of left) {
    const part = asked.get(step.id);
    // What was only put in for another step is put in again where it is needed.
    const needed = left.some((s) => Object.values(s.args).some((arg) => isRef(arg) && arg.from === step.id));
    if (!part && !needed) continue;
    const skill = skills.get(step.skill);
    if (!skill) throw new Refusal('NO_OTHER_WAY', `No skill is called ${step.skill}.`);
    const whole = reboundAll(step.args, run, renamed);
    const done = run.done?.get(step.id) ?? NONE;
    const args = withoutMissing(skill, whole, composing, done);
    if (args === null) continue;
    const there = WHOLE.has(skill.name) && skill.changes(args, step.id).every((change) => composing.holds(change));
    if (there) continue;
    const before = composing.now.drafts.length;
    const out = done.size > 0 ? 'What was done of it already is left out.' : 'What is no longer there is left out.';
    const say = args === whole ? step.why : `${step.why} ${out}`;
    if (isBarred(skill.name, whole)) {
      const ground = { composing, discourse: emptyDiscourse(), known, world, skills };
      const done = doTask(skill.name, args, step.why, ground, (name, of) => isBarred(name, of));
      meant.push(
        ...done.map((d) => ({ skill: d.skill.name, args: d.args, start: part?.start ?? 0, end: part?.end ?? 0 })),
      );
    } else {
      const { id, unmet } = composing.add(skill, args, say);
      if (unmet.length > 0) throw new Refusal('NO_OTHER_WAY', `“${step.title}” still lacks what it needs.`);
      renamed.set(step.id, id);
      if (part) meant.push({ skill: skill.name, args, start: part.start, end: part.end });
    }
    if (composing.now.drafts.length === before) throw new Refusal('NO_OTHER_WAY', `“${step.title}” has no other way.`);
  }
  return { drafts: composing.now.drafts, initial: composing.initial, meant };
};

/**
 * Plans what is left from the goal anew, from the present: parts of it that are done are left out.
 * @throws Refusal, Choice or Unseen
 */
export const replanned = (run: FailedRun, intents: readonly Intent[], ground: RepairGround): Composition => {
  const done = new Set(run.steps.filter(isDone).map((s) => s.id));
  const isOver = (intent: Intent): boolean => {
    const own = run.asked.filter((part) => part.start === intent.start && part.end === intent.end);
    return own.length > 0 && own.every((part) => done.has(part.stepId));
  };
  // A task that is begun looks at the world again: of what it has done, nothing is left to do.
  return compose(
    intents.filter((intent) => !isOver(intent)),
    run.goal,
    ground.known,
    ground.world,
    ground.skills,
    highest(run.steps),
  );
};

/**
 * What others propose for what is left, composed from the present like any plan.
 * @throws Refusal, Choice or Unseen
 */
export const instead = (run: FailedRun, intents: readonly Intent[], ground: RepairGround): Composition =>
  compose(intents, run.goal, ground.known, ground.world, ground.skills, highest(run.steps));

/** Whether a plan does more than what failed once again. */
export const isOther = ({ drafts }: Composition, run: FailedRun): boolean => {
  const left = leftOf(run);
  const failed = new Set(left.filter(isFailed).map((s) => callKey(s.skill, s.args)));
  const barred = barredIn(run);
  const calls = drafts.map((d) => callKey(d.skill.name, d.args));
  if (drafts.length === 0 || calls.some((key) => barred.has(key))) return false;
  // The same steps in the same order are what “try again” does.
  const same =
    calls.length === left.length && calls.every((key, i) => key === callKey(left[i]?.skill ?? '', left[i]?.args ?? {}));
  return !same || !calls.some((key) => failed.has(key));
};
