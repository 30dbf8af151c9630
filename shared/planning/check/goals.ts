import type { Intent } from '../../goals/intent.ts';
import { isRef } from '../../protocol/step.ts';
import { keyOf, type Literal } from '../../symbolic/atom.ts';
import { isMeant, wholeOf } from './meant.ts';
import type { Necessity } from './necessity.ts';
import { unmetAtEnd } from './needs.ts';
import type { Order } from './order.ts';
import { conflict } from './resources.ts';
import type { Ground, Sound, ToCheck } from './step.ts';
import { Told } from './told.ts';
import { violation, type Violation } from './violation.ts';

/** What planning may add to an intent's own arguments; whether it is right is checked with the files. */
const ADDED: ReadonlySet<string> = new Set(['replace', 'renamed', 'places', 'path']);

/** The parameters of a step that are not as a part of the goal has them. */
const misfits = (
  intent: Intent,
  step: Sound,
  told: Told,
  steps: readonly Sound[],
  ground: Ground,
): readonly string[] => [
  ...Object.entries(intent.args).flatMap(([name, value]) =>
    isMeant(value, step.args[name], name, told, steps, ground) ||
    (name === 'files' && wholeOf(intent, step, told, ground) !== null)
      ? []
      : [name],
  ),
  ...Object.keys(step.args).filter((name) => !(name in intent.args) && !ADDED.has(name)),
];

const sayMissing = (words: string, near: { step: Sound; names: readonly string[] } | undefined): Violation =>
  near
    ? violation(
        'goal',
        near.step.id,
        `You asked: “${words}”. “${near.step.title}” is not that: its ${new Intl.ListFormat('en').format(near.names)} ${near.names.length === 1 ? 'is' : 'are'} not what you said.`,
      )
    : violation('goal', null, `You asked: “${words}”. No step of the plan does that.`);

/** Each part of the goal with the one step that does it, in the goal's order; or the first that nothing does. */
export const stepsAsked = (plan: ToCheck, steps: readonly Sound[], ground: Ground): readonly Sound[] | Violation => {
  const taken = new Set<Sound>();
  const told = new Told(ground);
  const asked: Sound[] = [];
  for (const intent of plan.intents) {
    const free = steps
      .filter((s) => s.skill === intent.skill && !taken.has(s))
      .map((step) => ({ step, names: misfits(intent, step, told, steps, ground) }));
    const step = free.find(({ names }) => names.length === 0)?.step;
    if (!step) {
      const near = free.toSorted((a, b) => a.names.length - b.names.length)[0];
      return sayMissing(plan.goal.slice(intent.start, intent.end).trim(), near);
    }
    taken.add(step);
    asked.push(step);
    for (const value of Object.values(intent.args)) {
      const window = step.args['window'];
      if (value !== null && typeof value === 'object' && '$' in value && value['$'] === 'app' && isRef(window)) {
        const opener = steps.find((s) => s.id === window.from);
        const app = opener?.args['app'];
        if (typeof app === 'string') told.opened(app, window);
      }
    }
    const whole = wholeOf(intent, step, told, ground);
    told.add(whole === null ? step : { ...step, args: { ...step.args, files: whole } }, intent.part);
  }
  return asked;
};

/** Parts that share something are done in the order in which they were said. */
const outOfOrder = (asked: readonly Sound[], order: Order): Violation | null => {
  const uses = asked.map((s) => s.declared.resources(s.args));
  for (const [i, a] of asked.entries())
    for (const [j, b] of asked.entries())
      if (i < j && !order.before(a.place, b.place) && conflict(uses[i] ?? [], uses[j] ?? []))
        return violation(
          'goal',
          b.id,
          `You asked for “${a.title}” before “${b.title}”, and the plan does not keep that order.`,
        );
  return null;
};

/** What the steps that were asked for leave behind, taken one after another as the goal has them. */
const leftBehind = (asked: readonly Sound[]): readonly { literal: Literal; by: Sound }[] => {
  const left = new Map<string, { literal: Literal; by: Sound }>();
  for (const by of asked) {
    const changes = by.declared.changes(by.args, by.id);
    for (const literal of changes.toSorted((a, b) => Number(b.negated ?? false) - Number(a.negated ?? false)))
      left.set(keyOf(literal), { literal, by });
  }
  return [...left.values()];
};

/** Whether the plan does what was asked, once each and in its order, and leaves it done. */
export const unreached = (
  asked: readonly Sound[],
  end: number,
  order: Order,
  necessity: Necessity,
  ground: Ground,
): Violation | null => outOfOrder(asked, order) ?? unmetAtEnd(leftBehind(asked), end, necessity, ground);
