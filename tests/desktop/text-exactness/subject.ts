import type { Window } from '../../../shared/ports/driver.ts';
import { progress, type World } from '../scenarios/world.ts';

/** An application under test, with its own way to tell what it holds: never the one that entered it. */
export interface Subject {
  readonly name: string;
  readonly window: Window;
  readonly mode: 'replace' | 'insert';
  /** What the application holds, once it holds `expected` or nothing changes any more. */
  holds(expected: string): Promise<string>;
}

/** Opens an installed application, with more arguments where they are given. */
export const open = async (world: World, id: string, ...more: readonly string[]): Promise<Window> => {
  const application = (await world.applications.list()).find((one) => one.id === id);
  if (!application) throw new Error(`${id} is not installed`);
  return (await world.driver.launch([...application.command, ...more], application.windowClass, progress(60_000)))
    .window;
};

const PATIENCE = 5_000;
const PULSE = 25;

/** Looks until `look` gives what is expected; the last look counts. */
export const lastOf = async (look: () => Promise<string>, expected: string): Promise<string> => {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen === expected || Date.now() > end) return seen;
    await new Promise((resolve) => setTimeout(resolve, PULSE));
  }
};
