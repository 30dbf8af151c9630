import type { Closed } from '../protocol/closed.ts';
import type { Json } from '../protocol/json.ts';
import type { Literal } from '../symbolic/atom.ts';
import type { Skill } from '../skills/skill.ts';

/** A step while the plan is being made: a skill with arguments bound, and the words that asked for it. */
export interface Draft {
  readonly id: string;
  readonly skill: Skill;
  readonly args: Readonly<Record<string, Json>>;
  readonly why: string;
  /** Steps that a method puts before it, whatever they share. */
  readonly after?: readonly string[];
  /** What a method went by in choosing it, where no look tells of it: facts as they were stated or follow. */
  readonly relies?: readonly Literal[];
  /** Where it would work and may not: it stands for what was asked, and no plan holds it. */
  readonly closed?: Closed;
}
