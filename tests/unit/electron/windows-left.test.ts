import { expect, test } from 'vitest';
import { windowsLeft } from '../../../electron/windows-left.ts';
import type { Observer } from '../../../shared/ports/observer.ts';
import { progress } from '../../fakes/progress.ts';

const seeing = (value: Awaited<ReturnType<Observer['observe']>>['value']): Observer => ({
  kinds: ['windows'],
  observe: async (query) => ({ query, path: 'window-system', value }),
});
const left = (titles: readonly string[]) =>
  windowsLeft([seeing({ windows: titles.map((title) => ({ title, app: 'mousepad' })) })], progress());

test('what is open when the virtual desktop ends is named, a window without a title by its program', async () => {
  expect(await left(['a.txt', ''])).toBe(
    'The virtual desktop ended with this command, and with it what was open there: “a.txt”, “mousepad”. A Sonny that keeps running (`npm start`) keeps them open.',
  );
  expect(await left(['1', '2', '3', '4', '5'])).toContain('“1”, “2”, “3”, 2 more.');
});

test('nothing is said where no window is open, or none can be seen', async () => {
  expect(await left([])).toBeNull();
  expect(await windowsLeft([seeing(null)], progress())).toBeNull();
  expect(await windowsLeft([], progress())).toBeNull();
});

test('what the clipboard holds is lost with it, and is told so', async () => {
  const holding = (text: string): Observer => ({
    kinds: ['clipboard'],
    observe: async (query) => ({ query, path: 'clipboard', value: { text } }),
  });
  expect(await windowsLeft([seeing({ windows: [] }), holding('milk')], progress())).toBe(
    'The virtual desktop ended with this command, and with it the text on its clipboard. A Sonny that keeps running (`npm start`) keeps it.',
  );
  expect(
    await windowsLeft([seeing({ windows: [{ title: 'a.txt', app: 'mousepad' }] }), holding('milk')], progress()),
  ).toBe(
    'The virtual desktop ended with this command, and with it what was open there: “a.txt”; and the text on its clipboard. A Sonny that keeps running (`npm start`) keeps them.',
  );
  expect(await windowsLeft([seeing({ windows: [] }), holding('')], progress())).toBeNull();
});
