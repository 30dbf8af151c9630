import type { Selection } from '../hand.ts';
import type { TextEntryPorts } from './ports.ts';
import type { Progress } from '../../../shared/ports/progress.ts';

/** Does the work, and leaves the selections as they were, however it ends. Selecting text alone already takes one of them. */
export const keeping = async <T>(
  ports: TextEntryPorts,
  selections: readonly Selection[],
  progress: Progress,
  work: () => Promise<T>,
): Promise<T> => {
  const putBack = await Promise.all(
    [...new Set(selections)].map((selection) => ports.clipboard.keep(selection, progress)),
  );
  try {
    return await work();
  } finally {
    for (const one of putBack) await one();
  }
};
