import type { Call, Json, Performed, Performer, Undone } from '../../shared/ports/performer.ts';
import { progress } from './progress.ts';

/** Does skills one after another and remembers them, so that they can be taken back newest first. */
export interface Deeds {
  do(skill: string, args: Record<string, Json>): Promise<Performed>;
  /**
   * Takes everything back; the statuses in the order of undoing. `lost`: as after crashes that swallowed every outcome, by what was
   * prepared alone.
   */
  undoAll(lost?: 'lost'): Promise<readonly Undone['status'][]>;
  /** Whether the newest can be seen to be back, for an undo of it that was cut off. */
  isBack(): Promise<boolean>;
}

export const deedsOf = (performers: readonly Performer[]): Deeds => {
  const done: { readonly call: Call; readonly performed: Performed; readonly performer: Performer }[] = [];
  return {
    async do(skill, args) {
      const performer = performers.find(({ skills }) => skills.includes(skill));
      if (performer === undefined) throw new Error(`nothing performs ${skill}`);
      const named = { skill, args, key: `${done.length + 1}` };
      // Through JSON, as the journal keeps it.
      const prepared = JSON.parse(JSON.stringify((await performer.prepare?.(named, progress())) ?? null)) as Json;
      const call: Call = prepared === null ? named : { ...named, prepared };
      const performed = await performer.perform(call, progress());
      done.push({ call, performed, performer });
      return performed;
    },
    async isBack() {
      const last = done.at(-1);
      if (last === undefined) throw new Error('nothing was done');
      const { call, performed, performer } = last;
      const seen = await performer.isBack?.(call, performed.receipt, progress());
      return seen !== undefined && seen !== null && seen.every(({ holds }) => holds === true);
    },
    async undoAll(lost) {
      const statuses: Undone['status'][] = [];
      for (const { call, performed, performer } of done.splice(0).toReversed()) {
        const receipt = lost ? (call.prepared ?? null) : performed.receipt;
        if (receipt !== null) statuses.push((await performer.undo(call, receipt, progress())).status);
      }
      return statuses;
    },
  };
};
