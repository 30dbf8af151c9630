import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';

test('an abort ends a sleep at once', async () => {
  const abort = new AbortController();
  const slept = createSystemClock().sleep(60_000, abort.signal);
  abort.abort();
  await expect(slept).resolves.toBeUndefined();
});

test('a sleep that was aborted before does not begin', async () => {
  await expect(createSystemClock().sleep(60_000, AbortSignal.abort())).resolves.toBeUndefined();
});

test('a sleep that is over no longer listens for an abort', async () => {
  const { signal } = new AbortController();
  await createSystemClock().sleep(1, signal);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
