import type { ConstraintRule } from '../protocol/constraint.ts';
import type { Doubt } from './doubt.ts';
import type { GoalContext, Intent } from './intent.ts';
import { compile, type Sequence } from './pattern.ts';
import type { Argument } from './slot.ts';
import type { SlotKind, SlotValue } from './slots.ts';

/** What a phrase asks for: a skill and its arguments. */
export interface Ask {
  readonly skill: string;
  readonly args: Readonly<Record<string, Argument>>;
}

/** A part of a goal that asks for nothing by itself: what the whole goal is held to. */
export interface Limit {
  readonly kind: 'limit';
  readonly rule: ConstraintRule;
  readonly say: string;
  /** What has to be waited for first, where it speaks of something to come. */
  readonly first: readonly Ask[];
}

/** A part of a goal that says, after what is to be done, what that hangs on. */
export interface Hinge {
  readonly kind: 'hinge';
  readonly on: Ask;
}

/** What a phrase may look at besides its own words. */
export interface Scene {
  readonly context: GoalContext;
  /** What the clauses before it ask for. */
  readonly before: readonly Intent[];
  /** Nothing comes after it. */
  readonly isLast?: boolean;
  /** What comes after it is what is done otherwise. */
  readonly isBeforeOtherwise?: boolean;
}

/** What it asks for; what it holds the goal to; a doubt; or null where these words, understood, are not this phrase after all. */
export type Built = readonly Ask[] | Limit | Hinge | Doubt | null;

export interface Phrase {
  /** The verb as its chip says it. */
  readonly verb: string;
  readonly sequence: Sequence;
  /** What follows belongs to it, with or without a comma; it is no goal by itself. */
  readonly opens?: boolean;
  /** Files without a place are looked for everywhere at home, and nobody is asked where. */
  readonly anywhere?: boolean;
  readonly build: (slots: Readonly<Record<string, unknown>>, scene: Scene) => Built;
}

type SlotNamed<S extends string> = S extends `${infer N}?:${infer K extends SlotKind}`
  ? { readonly [P in N]?: SlotValue<K> }
  : S extends `${infer N}:${infer K extends SlotKind}`
    ? { readonly [P in N]: SlotValue<K> }
    : never;

/** The slots of a pattern, with the types of what they read. */
export type SlotsOf<P extends string> = P extends `${string}{${infer S}}${infer Rest}`
  ? SlotNamed<S> & SlotsOf<Rest>
  : unknown;

/** Declares how one thing is said. All patterns have the same slots. */
export const phrase = <const P extends string>(
  verb: string,
  patterns: readonly P[],
  build: (slots: SlotsOf<P>, scene: Scene) => Built,
): readonly Phrase[] =>
  // The pattern's type says which slots there are, and the matcher fills exactly those.
  patterns.map((pattern) => ({ verb, sequence: compile(pattern), build: build as Phrase['build'] }));

/** Phrases that begin something which the next part goes on with. */
export const opening = (phrases: readonly Phrase[]): readonly Phrase[] =>
  phrases.map((each) => ({ ...each, opens: true }));

export const ask = (skill: string, args: Ask['args'] = {}): Ask => ({ skill, args });

export const limit = (rule: ConstraintRule, say: string, first: readonly Ask[] = []): Limit => ({
  kind: 'limit',
  rule,
  say,
  first,
});

export const hinge = (on: Ask): Hinge => ({ kind: 'hinge', on });

/** Phrases that only look: what is said without a place is looked for everywhere at home. */
export const anywhere = (phrases: readonly Phrase[]): readonly Phrase[] =>
  phrases.map((each) => ({ ...each, anywhere: true }));
