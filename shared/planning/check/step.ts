import type { Intent } from '../../goals/intent.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import type { PlanArgs, Skill } from '../../skills/skill.ts';
import type { Known } from '../known.ts';
import type { WorldFacts } from '../world.ts';

/** A step as far as it can be right or wrong, whoever planned it. */
export interface CheckedStep {
  readonly id: string;
  readonly skill: string;
  readonly args: PlanArgs;
  readonly dependsOn: readonly string[];
}

/** A plan and what it is to be held against. */
export interface ToCheck {
  readonly steps: readonly CheckedStep[];
  /** What the goal asks for, in its order, and the goal's text for their words. */
  readonly intents: readonly Intent[];
  readonly goal: string;
  readonly constraints: readonly Constraint[];
  /** When it would begin, in milliseconds since the epoch. */
  readonly now: number;
}

/** What a plan stands on: what can be done, and what has been seen. */
export interface Ground {
  readonly skills: ReadonlyMap<string, Skill>;
  readonly known: Known;
  readonly world: WorldFacts;
}

/** A step with its skill, once both are known to be sound. */
export interface Sound extends CheckedStep {
  readonly declared: Skill;
  /** Its place in the list. */
  readonly place: number;
  readonly title: string;
}
