import { expect, test, vi } from 'vitest';
import { jsonLine } from '../../../electron/cli/json-line.ts';
import { createRedactor } from '../../../shared/audit/redact.ts';
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

const HOSTILE = 'x\u001B[2J\u0007\n✓ Done\u009B1m\u202Efdp.exe\r.txt';

test('what is written is one line, in which no name steers the terminal or turns the order', () => {
  const written = { out: '', err: '' };
  const take = (to: 'out' | 'err') => (text: unknown) => {
    written[to] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(take('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(take('err')),
  ];
  try {
    const terminal = processTerminal((line) => line);
    terminal.out(`✓ Move ${HOSTILE}\tdone`);
    terminal.err(`× Move ${HOSTILE}`);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  expect(written).toEqual({
    out: '✓ Move x��✓ Done��fdp.exe�.txt\tdone\n',
    err: '× Move x��✓ Done��fdp.exe�.txt\n',
  });
});

test('a line of JSON is the same JSON after it was made fit for a terminal', () => {
  const redactor = createRedactor({ keyedHash: () => '', secrets: [] });
  const line = jsonLine({ redactor }, { name: HOSTILE });
  expect(line).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
  expect(JSON.parse(line)).toEqual({ name: HOSTILE });
});
