import { expect, test } from 'vitest';
import { processTerminal } from '../../../electron/cli/terminal.ts';

test('an interrupt that comes once more after it was answered ends nothing, and the next one is the system’s again', () => {
  const terminal = processTerminal((line) => line);
  const before = process.listenerCount('SIGHUP');
  let heard = 0;
  const stop = terminal.onInterrupt(() => (heard += 1));
  process.emit('SIGHUP', 'SIGHUP');
  expect(heard).toBe(1);
  stop();
  // Somebody listens still, so that it does not end this process.
  expect(process.listenerCount('SIGHUP')).toBe(before + 1);
  process.emit('SIGHUP', 'SIGHUP');
  expect(heard).toBe(1);
  expect(process.listenerCount('SIGHUP')).toBe(before);
});

test('where none came, nothing is left to listen', () => {
  const terminal = processTerminal((line) => line);
  const before = process.listenerCount('SIGHUP');
  terminal.onInterrupt(() => {})();
  expect(process.listenerCount('SIGHUP')).toBe(before);
});
