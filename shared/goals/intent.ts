import type { Constraint } from '../protocol/constraint.ts';
import type { Json } from '../protocol/json.ts';
import type { Chip } from '../protocol/run.ts';
import type { Application } from '../ports/applications.ts';
import type { Choosing } from '../skills/choosing.ts';
import type { Skill } from '../skills/skill.ts';
import type { Sought } from './sought.ts';

/**
 * What one clause of a goal asks for: a skill and its arguments, some of them still descriptions that planning
 * binds by looking at the world (`{ "$": ... }`). Offsets point into the goal's text.
 */
export interface Intent {
  readonly skill: string;
  readonly args: Readonly<Record<string, Json | Described>>;
  readonly start: number;
  readonly end: number;
  /** It was said to come after all that is before it. */
  readonly ordered?: true;
  /** Which part of a proposal it is, counted from 1: what it gives is named by that. */
  readonly part?: number;
}

/** A description that planning turns into a value. Plain JSON, so that intents can be kept and shown. */
export type Described =
  /** A window of an application that this goal opened earlier, else a new window of it (an `app.open` step is put in). */
  | { readonly $: 'app'; readonly app: Application }
  /** The one open window of that application; none is TARGET_MISSING, several are a question. */
  | { readonly $: 'window-of'; readonly app: Application }
  /** The one open window with that title (case-insensitive, whole or contained; whole wins); several are a question. */
  | { readonly $: 'window'; readonly title: string }
  /** The window that has the focus (never Sonny's own). */
  | { readonly $: 'active-window' }
  /**
   * What the clause before was about: its window, its files, its text or its path, whichever the parameter takes. `one`: it is spoken of as one
   * thing, which counts where several were found.
   */
  | { readonly $: 'it'; readonly one?: true }
  /** What that part before gives, by the name of the output. */
  | { readonly $: 'given'; readonly part: number; readonly output: string }
  /** A text of fixed pieces and of what parts before give. */
  | {
      readonly $: 'joined';
      readonly pieces: readonly (string | { readonly part: number; readonly output: string })[];
    }
  /**
   * Files of a folder by pattern, or those that are chosen of them, listed when planning; where none is there, nothing is to be done (NOTHING_TO_DO). A parameter
   * that takes one file gets the first. `one`: only one of them is meant, and which one is asked.
   */
  | ({
      readonly $: 'files';
      readonly folder: string;
      readonly glob: string;
      readonly recursive: boolean;
      readonly one?: true;
    } & Choosing)
  /** A new file of that name; with a number where there is one of the name. */
  | { readonly $: 'new-file'; readonly path: string }
  /** New names for the files of a folder, or for those that are chosen of them: `{name}` stem, `{ext}` ending without dot, `{n}` 1, 2 .. in name order, `{n:3}` padded; or find/with in the stem. */
  | ({
      readonly $: 'renames';
      readonly folder: string;
      readonly glob: string;
      readonly recursive?: true;
      readonly pattern?: string;
      readonly find?: string;
      readonly with?: string;
    } & Choosing);

export const isDescribed = (value: unknown): value is Described =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && '$' in value;

/** What the grammar may know while it reads: given by the caller, so that reading a goal is pure. */
export interface GoalContext {
  readonly home: string;
  readonly apps: readonly Application[];
  /** A chosen candidate per question subject: answers a person already gave for this goal. */
  readonly answers: Readonly<Record<string, string>>;
  /** When the goal was given, in milliseconds since the epoch: what times of day in it are of this day. */
  readonly now: number;
  /** Plain words are no names of files and folders: what a goal means where none of its words is guessed to be one. */
  readonly guessing?: false;
  /** What there is to ask for; the built-in skills where it is missing. */
  readonly skills?: ReadonlyMap<string, Skill>;
}

/** A question whose answer looking may give, and nobody is asked before that. */
export interface Guess {
  readonly subject: string;
  readonly ask: string;
  readonly candidates: readonly { id: string; label: string; detail?: string }[];
  readonly sought: Sought;
}

/** Why something that was understood is not done, whoever is asked. `against`: the goal itself forbids it. */
export type Never = 'closed' | 'impossible' | 'against';

/** The outcome of reading a goal. Never a guess: what is ambiguous is a question, what is not understood is said. */
export type Reading = (
  | {
      readonly kind: 'understood';
      readonly intents: readonly Intent[];
      /** What the whole goal is held to. */
      readonly constraints: readonly Constraint[];
      readonly chips: readonly Chip[];
    }
  | {
      readonly kind: 'ambiguous';
      readonly subject: string;
      readonly ask: string;
      readonly candidates: readonly { id: string; label: string; detail?: string }[];
      readonly sought?: Sought;
      readonly chips: readonly Chip[];
    }
  | {
      readonly kind: 'not-understood';
      /** The text itself is wrong, as it hides something: nobody else is asked what it could mean. */
      readonly flaw?: true;
      /** It was understood, and the time until which it should be done has passed: nobody else is asked either. */
      readonly late?: true;
      /** It was understood, and is not done: nobody else is asked either. */
      readonly never?: Never;
      readonly trouble: string;
      /** Some of its words could not be read, and nothing better is known of them. */
      readonly unread?: true;
      /** What it is to be kept to could not be read: nothing is offered instead that would go without it. */
      readonly limit?: true;
      readonly suggestions: readonly string[];
      readonly chips: readonly Chip[];
    }
) & {
  /** It was written with slips of the pen: the goal as it is read, and the words that are read as others. */
  readonly readAs?: { readonly text: string; readonly words: readonly string[] };
  /** As it was written it could be understood if something had this name. */
  readonly guess?: Guess;
};
