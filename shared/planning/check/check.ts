import { wrongApplication } from './applications.ts';
import { wrongContents } from './contents.ts';
import { wrongFile } from './documents.ts';
import { stepsAsked, unreached } from './goals.ts';
import { unkept } from './kept.ts';
import { Necessity } from './necessity.ts';
import { unmetNeed } from './needs.ts';
import { Order } from './order.ts';
import { inClosedPlace } from './places.ts';
import { collision } from './resources.ts';
import { noText, otherKind } from './kinds.ts';
import { hastyReference, hastyStep, soundSteps } from './shape.ts';
import type { Ground, Sound, ToCheck } from './step.ts';
import { superfluous } from './superfluous.ts';
import type { Violation } from './violation.ts';

/** The verdict on a plan: what is wrong with it, or which of its steps do what was asked, part by part. */
export type Checked =
  { readonly holds: true; readonly asked: readonly Sound[] } | { readonly holds: false; readonly violation: Violation };

const isViolation = (x: readonly Sound[] | Violation): x is Violation => 'kind' in x;

/**
 * Holds a plan, whoever made it, against the world as it was seen, against what was asked, and against what the person
 * wants kept to. It must hold in every order that its `dependsOn` allows, not only as it is listed.
 * @throws Unseen after noting in `ground.known` what must be looked at first.
 */
export const checkPlan = (plan: ToCheck, ground: Ground): Checked => {
  const wrong = (violation: Violation): Checked => ({ holds: false, violation });
  const steps = soundSteps(plan, ground);
  if (isViolation(steps)) return wrong(steps);
  const order = new Order(steps);
  const necessity = new Necessity(steps, order, ground);
  const unfit =
    hastyReference(steps, order) ??
    inClosedPlace(steps, ground) ??
    otherKind(steps, ground) ??
    wrongApplication(steps, ground) ??
    unmetNeed(steps, necessity, ground) ??
    wrongFile(steps, necessity, ground) ??
    wrongContents(steps, ground) ??
    noText(steps, ground) ??
    collision(steps, order);
  if (unfit) return wrong(unfit);
  const broken = unkept(steps, plan, order, ground) ?? hastyStep(steps, order);
  if (broken) return wrong(broken);
  const asked = stepsAsked(plan, steps, ground);
  if (isViolation(asked)) return wrong(asked);
  const missed =
    unreached(asked, steps.length, order, necessity, ground) ?? superfluous(steps, new Set(asked), necessity);
  return missed ? wrong(missed) : { holds: true, asked };
};
