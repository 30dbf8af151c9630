import type { Call, Json, Performed, Performer, Undone } from '../../shared/ports/performer.ts';
import { progress } from './progress.ts';

/** Does skills one after another and remembers them, so that they can be taken back newest first. */
export interface Deeds {
  do(skill: string, args: Record<string, Json>): Promise<Performed>;
  /** Takes everything back; the statuses in the order of undoing. */
  undoAll(): Promise<readonly Undone['status'][]>;
}

export const deedsOf = (performers: readonly Performer[]): Deeds => {
  const done: { readonly call: Call; readonly performed: Performed; readonly performer: Performer }[] = [];
  return {
    async do(skill, args) {
      const performer = performers.find(({ skills }) => skills.includes(skill));
      if (performer === undefined) throw new Error(`nothing performs ${skill}`);
      const call = { skill, args, key: `${done.length + 1}` };
      const performed = await performer.perform(call, progress());
      done.push({ call, performed, performer });
      return performed;
    },
    async undoAll() {
      const statuses: Undone['status'][] = [];
      for (const { call, performed, performer } of done.splice(0).toReversed())
        if (performed.receipt !== null)
          statuses.push((await performer.undo(call, performed.receipt, progress())).status);
      return statuses;
    },
  };
};
