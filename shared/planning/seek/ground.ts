import type { Skill } from '../../skills/skill.ts';
import type { Literal } from '../../symbolic/atom.ts';
import type { State } from '../../symbolic/state.ts';
import type { Known } from '../known.ts';
import type { WorldFacts } from '../world.ts';

/** Where steps are sought: at a moment of a plan that is being made. */
export interface SeekGround {
  readonly skills: ReadonlyMap<string, Skill>;
  readonly known: Known;
  readonly world: Pick<WorldFacts, 'home'>;
  /** The state at this moment, once what can be seen of these is known. @throws Unseen */
  look(literals: readonly Literal[]): State;
}
