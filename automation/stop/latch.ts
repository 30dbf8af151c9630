import type { Clock } from '../../shared/ports/clock.ts';
import type {
  StopLatch,
  StopReadiness,
  StopRecord,
  StopSource,
  StopStore,
  StopView,
  StopWatch,
} from '../../shared/ports/stop.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';

/** The latch over a store: as pulled as it was left when it is made. */
export function createStopLatch(store: StopStore, clock: Pick<Clock, 'now'>): StopLatch {
  const sources = new Map<StopSource, StopReadiness>();
  const watches: StopWatch[] = [];
  const pullers = new Set<(record: StopRecord) => void>();
  const viewers = new Set<(view: StopView) => void>();
  let pulled = store.read();

  const view = (): StopView => ({ pulled, sources: [...sources.values()] });
  const changed = (): void => {
    for (const tell of viewers) tell(view());
  };
  function pull(source: StopSource, reason: string): void {
    if (pulled) return;
    const record = { at: clock.now(), source, reason };
    pulled = record;
    for (const act of pullers) {
      try {
        act(record);
      } catch {
        // One that fails must not keep the others from stopping.
      }
    }
    try {
      store.write(record);
    } catch {
      // It holds all the same; only an end of Sonny before the next reset would forget it.
    }
    changed();
  }
  function report(readiness: StopReadiness): void {
    const before = sources.get(readiness.source);
    if (before?.armed === readiness.armed && before.say === readiness.say) return;
    sources.set(readiness.source, readiness);
    changed();
  }

  return {
    get pulled() {
      return pulled;
    },
    get armed() {
      return [...sources.values()].some(({ source, armed }) => armed && source !== 'heartbeat');
    },
    view,
    pull,
    report,
    reset(by) {
      if (by !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person resets a stop.');
      store.clear();
      pulled = null;
      changed();
    },
    onPull(listener) {
      pullers.add(listener);
      return () => pullers.delete(listener);
    },
    onChange(listener) {
      viewers.add(listener);
      return () => viewers.delete(listener);
    },
    arm(watch) {
      watches.push(watch);
      watch.start({
        pull: (reason, source = watch.source) => pull(source, reason),
        ready: (armed, say) => report({ source: watch.source, armed, say }),
      });
    },
    close() {
      for (const watch of watches) watch.close();
      pullers.clear();
      viewers.clear();
    },
  };
}
