import { vi } from 'vitest';
import { endProcesses } from './own-processes.ts';
import type { SecondPath } from './second-path.ts';

/**
 * Ends the programs of all windows, after each test: what one that failed leaves open is not the next one's, so that one failure
 * tells of one failure. Process ids that name no process of their own (0, 1) are passed over.
 */
export const closeLeftOpen = async (second: SecondPath): Promise<void> => {
  await vi.waitUntil(
    async () => {
      const open = await second.windows();
      endProcesses(open.map(({ pid }) => pid).filter((pid) => pid > 1 && pid !== process.pid));
      return open.length === 0;
    },
    { timeout: 30_000 },
  );
};
