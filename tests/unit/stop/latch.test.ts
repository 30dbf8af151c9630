import { describe, expect, test } from 'vitest';
import { createStopLatch } from '../../../automation/stop/latch.ts';
import type { StopRecord, StopView, StopWatch } from '../../../shared/ports/stop.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { memoryStopStore } from '../../fakes/memory-stop-store.ts';

const clock = { now: () => 42 };
const PULLED: StopRecord = { at: 42, source: 'window', reason: 'asked' };

describe('the stop latch', () => {
  test('calls everyone before it returns, keeps the first record, and ignores later pulls', () => {
    const store = memoryStopStore();
    const latch = createStopLatch(store, clock);
    const seen: StopRecord[] = [];
    latch.onPull(() => {
      throw new Error('one that fails');
    });
    latch.onPull((record) => {
      // Acting comes before writing: the disk may be slow.
      expect(store.read()).toBeNull();
      seen.push(record);
    });
    latch.pull('window', 'asked');
    latch.pull('corner', 'later');
    expect(seen).toEqual([PULLED]);
    expect(latch.pulled).toEqual(PULLED);
    expect(store.read()).toEqual(PULLED);
  });

  test('is as pulled as it was left', () => {
    expect(createStopLatch(memoryStopStore(PULLED), clock).pulled).toEqual(PULLED);
  });

  test('only a person resets it', () => {
    const store = memoryStopStore(PULLED);
    const latch = createStopLatch(store, clock);
    expect(() => latch.reset('flag')).toThrow('NOT_AUTHORISED');
    expect(latch.pulled).toEqual(PULLED);
    latch.reset('person');
    expect(latch.pulled).toBeNull();
    expect(store.read()).toBeNull();
  });

  test('holds when it can be neither written nor cleared', () => {
    const full = (): never => {
      throw new SonnyError('STORE_FULL');
    };
    const latch = createStopLatch({ read: () => null, write: full, clear: full }, clock);
    latch.pull('window', 'asked');
    expect(latch.pulled).toEqual(PULLED);
    expect(() => latch.reset('person')).toThrow('STORE_FULL');
    expect(latch.pulled).toEqual(PULLED);
  });

  test('listens to what it is armed with, and says whether anything would be heard', () => {
    const latch = createStopLatch(memoryStopStore(), clock);
    const views: StopView[] = [];
    latch.onChange((view) => views.push(view));
    let heard: Parameters<StopWatch['start']>[0] | undefined;
    let closed = false;
    latch.arm({ source: 'corner', start: (given) => void (heard = given), close: () => void (closed = true) });
    expect(latch.armed).toBe(false);
    heard?.ready(false, 'no display');
    expect(latch.armed).toBe(false);
    heard?.ready(true, 'a corner');
    heard?.ready(true, 'a corner');
    expect(latch.armed).toBe(true);
    heard?.pull('held there');
    expect(views.map(({ pulled, sources }) => [pulled?.source, sources[0]?.armed])).toEqual([
      [undefined, false],
      [undefined, true],
      ['corner', true],
    ]);
    latch.close();
    expect(closed).toBe(true);
  });
});
