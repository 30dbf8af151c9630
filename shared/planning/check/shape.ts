import { isJoined, isRef, type Joined, type Ref } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import { shorten } from '../words.ts';
import type { Order } from './order.ts';
import type { Ground, Sound, ToCheck } from './step.ts';
import { violation, type Violation } from './violation.ts';

/** For an output by its name, one value such as it gives: enough to tell whether a parameter could take it. */
const GIVES: Readonly<Record<string, Json>> = {
  window: { id: 1, pid: 1, app: 'a', title: 'a' },
  page: { id: 'a', site: 'a' },
  text: 'a',
  title: 'a',
  path: '/a',
  count: 1,
  width: 1,
  height: 1,
};

/** Every Ref in a value. */
export const refsIn = (value: Json): readonly Ref[] => {
  if (isRef(value)) return [value];
  if (Array.isArray(value)) return value.flatMap((x: Json) => refsIn(x));
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap((x) => refsIn(x)) : [];
};

/** One text such as it comes to; nothing where a piece gives no text or number. */
const joinedLike = ({ $join }: Joined): Json => {
  const pieces = $join.map((piece) => (isRef(piece) ? (GIVES[piece.output] ?? 'a') : piece));
  return pieces.every((piece) => typeof piece === 'string' || typeof piece === 'number') ? pieces.join('') : null;
};

const argumentTrouble = (step: Sound, before: ReadonlyMap<string, Sound>): Violation | null => {
  const { id, args, declared, title } = step;
  const extra = Object.keys(args).find((name) => !(name in declared.parameters.shape));
  if (extra !== undefined)
    return violation('argument', id, `“${title}” is given ${extra}, which ${declared.name} does not take.`);
  for (const [name, schema] of Object.entries(declared.parameters.shape)) {
    const value = args[name];
    const given = isRef(value) ? GIVES[value.output] : isJoined(value) ? joinedLike(value) : value;
    // An output that nothing is known of could be anything; real values are looked at before the act.
    if (isRef(value) && given === undefined) continue;
    const issue = schema.safeParse(given).error?.issues[0];
    if (issue) return violation('argument', id, `“${title}” cannot take this ${name}: ${issue.message}.`);
  }
  for (const ref of Object.values(args).flatMap(refsIn)) {
    const giver = before.get(ref.from);
    if (!giver)
      return violation('reference', id, `“${title}” takes the ${ref.output} of a step that is not before it.`);
    if (!giver.declared.outputs.includes(ref.output))
      return violation('reference', id, `“${title}” takes a ${ref.output}, which “${giver.title}” does not give.`);
  }
  return null;
};

/**
 * Whether it is a plan at all: steps with names of their own, of skills that there are, with arguments these take, listed
 * after everything they wait for. Gives the steps with their skills, or the first thing that is wrong.
 */
export const soundSteps = ({ steps }: ToCheck, { skills, world }: Ground): readonly Sound[] | Violation => {
  const before = new Map<string, Sound>();
  for (const [place, step] of steps.entries()) {
    const declared = skills.get(step.skill);
    if (!declared) return violation('shape', step.id, `No skill is called ${step.skill}.`);
    if (before.has(step.id)) return violation('shape', step.id, `Two steps are called ${step.id}.`);
    const title = shorten(declared.title(step.args), world.home);
    const late = step.dependsOn.find((id) => !before.has(id));
    if (late !== undefined)
      return violation('shape', step.id, `“${title}” waits for ${late}, which is not a step before it.`);
    const sound: Sound = { ...step, declared, place, title };
    const wrong = argumentTrouble(sound, before);
    if (wrong) return wrong;
    before.set(step.id, sound);
  }
  return [...before.values()];
};

/** The first step that is listed after a wait and could begin before it is over: nothing said after a wait goes ahead of it. */
export const hastyStep = (steps: readonly Sound[], order: Order): Violation | null => {
  for (const wait of steps)
    for (const step of wait.declared.waits ? steps.slice(wait.place + 1) : [])
      if (!order.before(wait.place, step.place))
        return violation(
          'need',
          step.id,
          `“${step.title}” could begin before “${wait.title}” is over, and comes after it.`,
        );
  return null;
};

/** The first step that takes what another gives without waiting for it. */
export const hastyReference = (steps: readonly Sound[], order: Order): Violation | null => {
  const places = new Map(steps.map((s) => [s.id, s.place]));
  for (const step of steps)
    for (const ref of Object.values(step.args).flatMap(refsIn))
      if (!order.before(places.get(ref.from) ?? -1, step.place))
        return violation(
          'reference',
          step.id,
          `“${step.title}” takes the ${ref.output} of step ${ref.from} without waiting for it.`,
        );
  return null;
};
