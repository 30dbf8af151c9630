import type { ConflictChoice } from '../../protocol/conflict.ts';
import type { RunEvent } from '../../protocol/events.ts';

/** What of a run can be taken back, as keys of acts. */
export interface Back {
  /** Acts that have an effect to take back, in the order they ended. */
  readonly undoable: readonly string[];
  /** Acts that could not be taken back in the present undo. */
  readonly stuck: readonly string[];
  /** Acts that an undo left alone, because a person had changed something since. */
  readonly kept: readonly string[];
  /** What a person has just chosen about a later change of theirs. */
  readonly settling: { readonly stepId: string; readonly key: string; readonly choice: ConflictChoice } | null;
}

export const NOTHING_BACK: Back = { undoable: [], stuck: [], kept: [], settling: null };

/** The same after a row about taking back; any other changes nothing. */
export const backAfter = ({ undoable, stuck, kept, settling }: Back, event: RunEvent): Back => {
  const same = { undoable, stuck, kept, settling };
  switch (event.type) {
    case 'undo.started':
    // What stayed is older than what is done from here on, and is taken back after it.
    case 'run.redone':
      return { ...same, undoable: [...undoable, ...stuck.toReversed()], stuck: [] };
    case 'undo.ended':
      return {
        ...same,
        undoable: undoable.slice(0, -1),
        stuck: event.status === 'undone' ? stuck : [...stuck, event.key],
        kept: event.status === 'kept' ? [...new Set([...kept, event.key])] : kept,
      };
    case 'conflict.chosen':
      return { ...same, settling: { stepId: event.stepId, key: event.key, choice: event.choice } };
    case 'conflict.settled': {
      const isSettled = event.status === 'undone' || event.status === 'kept';
      // An undo that was cut off may have counted it among those that it had still to try.
      const open = (keys: readonly string[]): readonly string[] =>
        isSettled ? keys.filter((key) => key !== event.key) : keys;
      return { ...same, undoable: open(undoable), stuck: open(stuck), settling: null };
    }
    case 'receipts.dropped': {
      const gone = new Set(event.acts.map(({ key }) => key));
      const stays = (keys: readonly string[]): readonly string[] => keys.filter((key) => !gone.has(key));
      return { ...same, undoable: stays(undoable), stuck: stays(stuck), kept: stays(kept) };
    }
    default:
      return same;
  }
};
