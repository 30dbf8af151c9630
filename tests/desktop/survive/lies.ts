import { readFile, writeFile } from 'node:fs/promises';
import type { SimulatedFiles } from '../../../automation/desktop/simulated/index.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Driver } from '../../../shared/ports/driver.ts';

/** How an application deceives that says “Saved!” each time. */
export interface Lie {
  readonly name: string;
  /** What it does instead of writing. */
  write?(path: string, text: string, clock: Clock): Promise<void>;
  /** How its window differs between the look and the hand. */
  window?(driver: Driver): Driver;
}

const other = (name: string, changed: (text: string) => string): Lie => ({
  name: `writes ${name}`,
  write: (path, text) => writeFile(path, changed(text)),
});

/** Writes after so many milliseconds, long after it said that it had. */
const late = (milliseconds: number, changed = (text: string): string => text): Lie => ({
  name: `writes ${milliseconds} ms later`,
  write: async (path, text, clock) => {
    void clock.sleep(milliseconds).then(() => writeFile(path, changed(text)).catch(() => undefined));
  },
});

export const LIES: readonly Lie[] = [
  { name: 'writes nothing', write: async () => undefined },
  other('nothing into the file', () => ''),
  other('the first half', (text) => text.slice(0, text.length / 2)),
  other('one letter else', (text) => text.replace('milk', 'silk')),
  other('the text twice', (text) => text + text),
  other('in capitals', (text) => text.toUpperCase()),
  other('another line at the end', (text) => `${text}\nSent from my editor`),
  other('bytes of another encoding', (text) => text.replaceAll(/[^\x20-\x7e]/g, '?')),
  { name: 'writes to another file', write: (path, text) => writeFile(`${path}.bak`, text) },
  ...[20, 500, 2500, 5000, 15_000, 60_000].map((ms) => late(ms)),
  late(500, (text) => text.slice(1)),
  {
    name: 'writes the text, and at once something else',
    write: async (path, text) => {
      await writeFile(path, text);
      await writeFile(path, 'something else');
    },
  },
  {
    name: 'has its default button on Cancel by the time of the key',
    window: (driver) => ({
      ...driver,
      press: (id, chord, progress) => driver.press(id, chord === 'Return' ? 'Escape' : chord, progress),
    }),
  },
  {
    name: 'moves its buttons between look and click',
    window: (driver) => ({
      ...driver,
      click: (id, query, progress) =>
        driver.click(id, query.name === 'Replace' ? { ...query, name: 'Cancel' } : query, progress),
    }),
  },
  {
    name: 'takes clicks without doing anything',
    window: (driver) => ({
      ...driver,
      click: async () => ({ status: 'verified', evidence: [], method: 'click' }),
      press: async () => ({ status: 'verified', evidence: [], method: 'keys' }),
    }),
  },
  {
    name: 'shows a text that it does not hold',
    window: (driver) => ({
      ...driver,
      enterText: async () => ({
        status: 'verified',
        evidence: [{ path: 'accessibility', say: 'all there', holds: true }],
      }),
    }),
  },
];

/** Real files, through an application that keeps to the lie. */
export const filesOf = ({ write }: Lie, clock: Clock): SimulatedFiles => ({
  writeFile: (path, text) => (write ? write(path, text, clock) : writeFile(path, text)),
  readFile: (path) => readFile(path, 'utf8').catch(() => null),
});
