import type { Clock } from '../ports/clock.ts';
import type { HeldFacts } from '../ports/held-facts.ts';
import type { Hash } from '../ports/hash.ts';
import type { Ids } from '../ports/ids.ts';
import type { Journal } from '../ports/journal.ts';
import type { Observer } from '../ports/observer.ts';
import type { Performer } from '../ports/performer.ts';
import type { Pictures } from '../ports/pictures.ts';
import type { Skill } from '../skills/skill.ts';

/** What execution needs of the world. */
export interface ExecutionPorts {
  readonly performers: readonly Performer[];
  readonly observers: readonly Observer[];
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hash: Hash;
  /** The person's home folder, absolute, without a slash at its end: sentences say `~` for it. */
  readonly home: string;
  /** What is known of conditions that no look can tell; where it is missing, nothing is. */
  readonly held?: HeldFacts;
  /** Takes pictures of the screen around an act; where it is missing, none are taken. */
  readonly pictures?: Pictures;
  /** US dollars that models may cost in a run; as the policy has it where it is missing. */
  mostPerRun?(): number;
  /** Whether Sonny only looks: asked before each act, so that a change holds at once. Where it is missing, it acts. */
  observes?(): boolean;
  readonly skills: ReadonlyMap<string, Skill>;
}
