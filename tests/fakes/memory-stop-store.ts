import type { StopRecord, StopStore } from '../../shared/ports/stop.ts';

/** A store that forgets at the end of the test. */
export function memoryStopStore(kept: StopRecord | null = null): StopStore {
  let record = kept;
  return {
    read: () => record,
    write: (next) => void (record = next),
    clear: () => void (record = null),
  };
}
