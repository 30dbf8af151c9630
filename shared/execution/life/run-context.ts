import type { ConflictChoice } from '../../protocol/conflict.ts';
import type { Back } from './back.ts';
import type { Frontier } from './frontier.ts';

export interface RunContext extends Frontier, Back {
  /** Steps that are asked about one by one and have no approval yet. */
  readonly asking: ReadonlySet<string>;
  /** All steps that are asked about one by one. */
  readonly risky: ReadonlySet<string>;
  /** Those of them that the approval which is asked for names in full. */
  readonly named: ReadonlySet<string>;
  /** Steps that failed and another way has taken the place of: they never begin again. */
  readonly replaced: ReadonlySet<string>;
  /** Steps that were tried a second time without asking: never again in this run. */
  readonly tried: ReadonlySet<string>;
  /** How many steps may still start: -1 without limit, 0 paused, 1 one step. */
  readonly budget: number;
  /** Steps that are done and whose effect nothing read back. */
  readonly unverified: ReadonlySet<string>;
  /** A person has stopped the run; it ends once what is open has an outcome, whatever happens in between. */
  readonly cancelled: boolean;
}

/** What the machine wants done. It only names; the manager does it and journals what came of it. */
export interface Wishes {
  plan: undefined;
  replan: undefined;
  askPlan: undefined;
  askStep: { stepId: string };
  act: { stepId: string };
  reconcile: undefined;
  finish: { status: 'done' | 'done-unverified' | 'failed' };
  undo: { key: string };
  finishUndo: { complete: boolean };
  settle: { key: string; choice: ConflictChoice };
}
export type Wish = { [K in keyof Wishes]: { type: K; params: Wishes[K] } }[keyof Wishes];
