import { SonnyError } from '../../protocol/errors.ts';
import { reconcile } from './reconcile.ts';
import type { Undoing } from '../undo/take-back.ts';

/** Looks for every act of a run that a crash left open, one after another, and writes what became of it, or asks the person. `patience` in milliseconds. */
export const reconcileOpen = async (
  { ports, state: now, record, progress }: Pick<Undoing, 'ports' | 'state' | 'record' | 'progress'>,
  patience: number,
): Promise<void> => {
  for (const { key, stepId } of now().open) {
    const state = now();
    const begun = state.acts.find((a) => a.key === key);
    if (!begun) throw new SonnyError('INTERNAL', `No act ${key}.`);
    const found = await reconcile(begun, state, ports, progress(patience));
    const base = { at: ports.clock.now(), runId: state.view.id };
    if ('question' in found) {
      const question = { id: ports.ids.next('question'), ...found.question };
      return record({ type: 'question.asked', ...base, question, chips: [...state.view.chips] });
    }
    await record({ type: 'step.ended', ...base, stepId, key, ...found.outcome });
  }
};
