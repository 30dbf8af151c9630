import type { RiskClass } from '../../protocol/step.ts';
import type { PlanArgs, Skill } from '../../skills/skill.ts';
import { isAuthority, roleOf } from '../../skills/role.ts';
import { isOwn, isTainted, type Finding } from './findings.ts';
import { CHOSEN, sayFrom } from './say-from.ts';

/** More than so many at once is a class higher. */
const BULK = 10;

/** A class that something about a call asks for, and why. */
export interface Demand {
  readonly risk: RiskClass;
  readonly because: string;
}

const higher: Readonly<Record<RiskClass, RiskClass>> = { R0: 'R0', R1: 'R1', R2: 'R3', R3: 'R4', R4: 'R4', R5: 'R5' };

/**
 * It changes something, as far as anybody knows: what a program of someone else's does, a person may have been told wrongly. Only to
 * read is taken at their word.
 */
export const acts = (skill: Skill, risk: RiskClass): boolean =>
  risk >= 'R2' || (skill.foreign === true && risk === 'R1');

/** It sends something out of this machine, or nobody knows that it does not. */
export const isSink = (skill: Skill, risk: RiskClass): boolean =>
  risk !== 'R0' &&
  (typeof skill.reaches === 'string' ||
    risk >= 'R4' ||
    Object.keys(skill.parameters.shape).some((name) => ['recipient', 'url'].includes(roleOf(skill, name))));

/** What values that are not the person's ask for. */
const ofFinding = (finding: Finding, skill: Skill, risk: RiskClass): readonly Demand[] => {
  const { role, parameter } = finding;
  if (isOwn(finding) || !isTainted(finding)) return [];
  const from = sayFrom(finding);
  const because =
    from === CHOSEN ? `The model chose “${parameter}”, not you.` : `“${parameter}” comes from ${from}, not from you.`;
  // To ask for an address is to tell its host something; a command can do anything.
  if (role === 'url' || role === 'command') return [{ risk: 'R4', because }];
  if (!acts(skill, risk)) return [];
  if (isAuthority(role)) return [{ risk: isSink(skill, risk) ? 'R4' : 'R3', because }];
  if (role === 'content' && isSink(skill, risk))
    return [{ risk: 'R4', because: `What it sends holds words of ${from}.` }];
  return [];
};

const ofVolume = (skill: Skill, args: PlanArgs, risk: RiskClass): readonly Demand[] => {
  const bulk = Object.entries(args).find(
    ([name, value]) => Array.isArray(value) && value.length > BULK && isAuthority(roleOf(skill, name)),
  );
  if (!bulk || risk < 'R2') return [];
  const [name, value] = bulk;
  return [{ risk: higher[risk], because: `It is about ${Array.isArray(value) ? value.length : 0} ${name} at once.` }];
};

/** The classes that a call's data and volume ask for, besides the action itself. */
export const demandsOf = (
  skill: Skill,
  args: PlanArgs,
  risk: RiskClass,
  findings: readonly Finding[],
): readonly Demand[] => [...findings.flatMap((f) => ofFinding(f, skill, risk)), ...ofVolume(skill, args, risk)];
