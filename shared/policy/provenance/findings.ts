import { isRef, type Ref } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import type { Role } from '../../protocol/provenance.ts';
import { roleOf } from '../../skills/role.ts';
import type { PlanArgs, Skill } from '../../skills/skill.ts';
import { isByOthers, SONNY, type Labels } from '../../symbolic/labels/source.ts';
import { BY_PERSON, foundIn, type Ground } from './ground.ts';
import { isSaid } from './said.ts';

/** One text or number of a call: what it decides and whose it is. */
export interface Finding {
  readonly parameter: string;
  readonly role: Role;
  readonly value: string | number | Ref;
  readonly labels: Labels;
}

/** Whose words an earlier step gives. */
export type GivenBy = (stepId: string) => Labels;

type Leaf = string | number | Ref;

const leavesOf = (value: Json): readonly Leaf[] => {
  if (isRef(value)) return [value];
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value === 'number') return [value];
  return value === null || typeof value !== 'object'
    ? []
    : Object.values(value).flatMap((inner: Json) => leavesOf(inner));
};

const whose = (leaf: Leaf, role: Role, own: boolean, ground: Ground, given: GivenBy): Labels => {
  if (typeof leaf === 'object') return given(leaf.from);
  if (own) return [SONNY];
  if (isSaid(role, leaf, ground.words, ground.home)) return BY_PERSON;
  return foundIn(String(leaf), ground);
};

/** Every text and number of a call with what it decides and whose it is. */
export const findingsOf = (skill: Skill, args: PlanArgs, ground: Ground, given: GivenBy): readonly Finding[] =>
  Object.entries(args).flatMap(([parameter, value]) => {
    const role = roleOf(skill, parameter);
    const own = ground.own?.has(JSON.stringify(value)) === true;
    return leavesOf(value).map((leaf) => ({
      parameter,
      role,
      value: leaf,
      labels: whose(leaf, role, own, ground, given),
    }));
  });

/** Whether it is the person's own, or Sonny's own look-up. */
export const isOwn = ({ labels }: Finding): boolean =>
  labels.every(({ kind }) => kind === 'person' || kind === 'sonny');

/** Whether someone else may have written it. */
export const isTainted = ({ labels }: Finding): boolean => labels.some(isByOthers);
