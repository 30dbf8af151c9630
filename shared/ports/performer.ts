import type { Conflict, ConflictChoice } from '../protocol/conflict.ts';
import type { Json } from '../protocol/json.ts';
import type { Evidence } from '../protocol/step.ts';
import type { Progress } from './progress.ts';
export type { Conflict, ConflictChoice, Evidence, Json, Progress };

/** One skill with every argument bound to a value: what is really done. */
export interface Call {
  readonly skill: string;
  readonly args: Readonly<Record<string, Json>>;
  /** Unique per intent; a performer that can pass one on to its target does. */
  readonly key: string;
  /** What `prepare` gave for this call; absent when it was not asked. */
  readonly prepared?: Receipt;
  /** With an undo: the receipts of the run's later acts that were taken back whole before, in the order in which they were done. */
  readonly takenBack?: readonly Receipt[];
}

/** What is needed to take an effect back. JSON, kept in the journal. null: nothing to take back. */
export type Receipt = Json;

export interface Performed {
  /** `done`: the call went through. `unverified`: it was sent but the performer itself could not confirm it. */
  readonly status: 'done' | 'unverified';
  /** Values for later steps, by the names that the skill declares. */
  readonly outputs: Readonly<Record<string, Json>>;
  /** What the performer itself read back, often none; the manager adds the skill's own checks. */
  readonly evidence: readonly Evidence[];
  readonly receipt: Receipt;
}

export interface Undone {
  /** `undone`: restored and read back. `kept`: left alone because it holds a person's later change. */
  readonly status: 'undone' | 'unverified' | 'kept';
  readonly evidence: readonly Evidence[];
  /** With `kept`: the three versions, where a person can choose among them. */
  readonly conflict?: Conflict;
}

/**
 * Carries out what a person chose about a change of theirs that `undo` left alone. `call` and `receipt` are those of the act; what
 * `prepare` gives is journalled before `settle`, and is all that `takeBack` needs to give the person their change again.
 */
export interface Settling {
  /** Keeps what is there now. Changes nothing but Sonny's own snapshots. */
  prepare(call: Call, receipt: Receipt, choice: ConflictChoice, progress: Progress): Promise<Receipt>;
  settle(call: Call, receipt: Receipt, choice: ConflictChoice, prepared: Receipt, progress: Progress): Promise<Undone>;
  takeBack(call: Call, prepared: Receipt, progress: Progress): Promise<Undone>;
}

/**
 * A plug into the world that can do some skills. All calls reject only with a SonnyError; of `perform`, TARGET_*, FILE_*,
 * REFUSED_BY_POLICY, INPUT_CLOSED, UNSUPPORTED and SCRIPT_* mean that nothing was touched, every other code that something may have been.
 */
export interface Performer {
  readonly skills: readonly string[];
  /**
   * Keeps what will be needed to take the call back, before anything is touched: it is journalled with the intent, so that an act
   * whose outcome a crash swallowed can still be undone. A receipt that `undo` takes, in which what nobody knows beforehand
   * (the name that was free, the bytes an application writes) may be open; `undo` then compares with what the call meant to leave.
   * Changes nothing but Sonny's own snapshots.
   */
  prepare?(call: Call, progress: Progress): Promise<Receipt>;
  perform(call: Call, progress: Progress): Promise<Performed>;
  undo(call: Call, receipt: Receipt, progress: Progress): Promise<Undone>;
  /**
   * Looks whether the effect is back already, for an undo that a crash cut off: gives what was read back, or null where it is not back or
   * where that can't be told. Changes nothing.
   */
  isBack?(call: Call, receipt: Receipt, progress: Progress): Promise<readonly Evidence[] | null>;
  /**
   * Removes what this call or its undo left half-made beside its targets when Sonny was killed in it. Asked only of what is not
   * under way; what there is to remove is noted before this first waits. Never rejects.
   */
  sweep?(call: Call, receipt: Receipt): Promise<void>;
  /** Present where `undo` gives conflicts with other choices than `keep`. */
  readonly settling?: Settling;
}
