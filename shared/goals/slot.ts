import type { Json } from '../protocol/json.ts';
import type { Chip } from '../protocol/run.ts';
import type { Doubt } from './doubt.ts';
import type { Described, GoalContext } from './intent.ts';
import type { Tokens } from './token.ts';

/** A value for a skill's parameter: known from the goal's words, or a description that planning binds. */
export type Argument = Json | Described;

export interface Found<T> {
  readonly value: T;
  /** Position after the last word it takes. */
  readonly next: number;
  /** What it is taken to mean, for its chip. */
  readonly say: string;
  readonly doubt?: Doubt;
  /** It takes words for the rest of a name with spaces in it: any other reading is meant before this one. */
  readonly stretched?: true;
}

/** A kind of thing a goal can name. Gives every way to read one at a position, longest first. Never throws. */
export interface Slot<T> {
  readonly chip: Chip['kind'];
  read(tokens: Tokens, at: number, context: GoalContext): readonly Found<T>[];
}
