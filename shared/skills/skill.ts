import type { z } from 'zod';
import type { Literal } from '../symbolic/atom.ts';
import type { Source } from '../symbolic/labels/source.ts';
import type { Query } from '../ports/observer.ts';
import type { Json } from '../protocol/json.ts';
import type { Role } from '../protocol/provenance.ts';
import type { ReadPath, RiskClass } from '../protocol/step.ts';

/** Arguments as planning sees them: values, or a Ref to an earlier step's output where the value is not known yet. */
export type PlanArgs = Readonly<Record<string, Json>>;

/**
 * How an effect is confirmed through a path other than the one that acted. `expect` compares fields of the
 * observation's value; every one must hold. Evaluated after the step with its real arguments and outputs.
 */
export interface Check {
  readonly query: Query;
  readonly path: ReadPath;
  readonly expect: readonly Expectation[];
  /** The sentence shown when it holds: "the file holds the text, 43 of 43 characters". */
  readonly say: string;
}

/** `field` is a dotted path in the observation's value, a list's `length` included; "" is the value itself. */
export interface Expectation {
  readonly field: string;
  readonly op: 'equals' | 'not-equals' | 'includes' | 'at-least' | 'at-most' | 'near' | 'matches';
  readonly value: Json;
  /** For `near`: the largest difference. */
  readonly tolerance?: number;
}

export type UndoDeclaration =
  /** Takes its effect back from the receipt. `say` in plain words: "moves the files back". */
  | { readonly kind: 'compensate'; readonly say: string }
  /** Changes nothing that matters, so there is nothing to take back. */
  | { readonly kind: 'nothing'; readonly say: string }
  | { readonly kind: 'irreversible'; readonly say: string };

/** What steps share. Two steps with a common `write` resource, or a write and a read, never run at the same time. */
export interface Resource {
  readonly name: string;
  readonly mode: 'read' | 'write';
}

export type Reach = 'web' | 'mail';

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/**
 * Something Sonny can do, declared. Planning, policy, explanation, verification and undo all read this; only a
 * performer (automation/) does it. Functions are pure and total for arguments that `parameters` accepts, with Refs in place.
 */
export interface Skill<P extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** One line for a list: "Types text into a window". */
  readonly summary: string;
  /** What someone else says that it does: shown as their words, and never an instruction or a reason to trust it. */
  readonly said?: { readonly by: string; readonly text: string };
  readonly parameters: P;
  /** What its parameters decide, where their names and schemas do not say it (see role.ts). */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Names of what it gives to later steps. */
  readonly outputs: readonly string[];
  /** Whose words its outputs hold; absent: nobody knows, so a tool's. Empty: only what Sonny itself says. */
  gives?(args: PlanArgs): readonly Source[];
  /** A function where it depends: on how many, on the name clicked, on whether a file is replaced. */
  readonly risk: RiskClass | ((args: PlanArgs) => RiskClass);
  readonly undo: UndoDeclaration;
  /** Must hold before. Over the relations of relations.ts. */
  needs(args: PlanArgs): readonly Literal[];
  /** What an approval of such a step alone is bound to, besides what it needs and changes. */
  about?(args: PlanArgs): readonly Query[];
  /** What it takes from its place: a yes to it, also to its plan, is for these very things; `contents`: as they are then. */
  takesAway?(args: PlanArgs): { readonly paths: readonly string[]; readonly contents: boolean };
  /** Holds afterwards. `step` is the step's own id, to name what it brings about: window("s1.window"). */
  changes(args: PlanArgs, step: string): readonly Literal[];
  /** The step in a recipe's words: `Save as ~/Documents/shopping.txt`. */
  title(args: PlanArgs): string;
  /** Changes in plain words for the detail pane. */
  effects(args: PlanArgs): readonly string[];
  /** The second path, in plain words: "reading the file". */
  readonly verifiedBy: string;
  /**
   * Called after acting, with real values. Empty where the outcome is itself the observation (`undo` is `nothing`), and
   * where nobody can name the effect (keys, clicks): such a step ends `unverified` unless its performer read something back.
   */
  checks(args: Readonly<Record<string, Json>>, outputs: Readonly<Record<string, Json>>): readonly Check[];
  resources(args: PlanArgs): readonly Resource[];
  /** Done by a program that Sonny does not know: every path in its arguments counts as touched, and its word confirms nothing. */
  readonly foreign?: true;
  /** Whom it reaches outside this machine, where it does; a function where that depends, null then where it does not. */
  readonly reaches?: Reach | ((args: PlanArgs) => Reach | null);
  /** Only Sonny's own planning proposes it: a model is not shown it, and a proposal of it is refused. */
  readonly unlisted?: true;
  /**
   * How it takes the paths of a parameter: the thing itself, or what it leads to; the others it only looks at. A plan that would work in
   * a place that is closed to Sonny is refused.
   */
  readonly takes?: Readonly<Record<string, 'entry' | 'content'>>;
  /** Files that it replaces where they are there, besides what `path` and `replace` say. */
  mayReplace?(args: PlanArgs): readonly string[];
  /** It adds to a file that is there, and makes it where it is not: what is at `path` may have been there before. */
  readonly adds?: true;
  /** What is at `path` afterwards is plain text: made or replaced as a whole, or what is there gone on with. */
  readonly text?: 'made' | 'edited';
  /** What a call costs, where it costs money. `currency` by ISO 4217. */
  spends?(args: PlanArgs): Money | null;
  /** How long one try usually takes at least, in milliseconds; for forecasts; the catalogue of a running program has what past runs took, where that is more. 0 where others decide when it ends. */
  readonly usual?: number;
  /** How long one try may take, in milliseconds. */
  readonly deadline: number;
  /** It only waits for what others bring about. */
  readonly waits?: true;
  /** Its acts are chosen as it goes, each a step of its own (execution/act/grow-step.ts). */
  readonly grows?: true;
  /** What it comes to hangs on all that was read before it: it waits for every step before it, and every later one for it. */
  readonly open?: true;
  /** Safe to send again when it is known not to have happened. */
  readonly idempotent: boolean;
  /** Example goals that use it; every one is understood by the grammar (a test says so). */
  readonly examples: readonly string[];
}

export const defineSkill = <P extends z.ZodObject>(skill: Skill<P>): Skill => skill;
