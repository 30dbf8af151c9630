import type { JournalEvent } from '../../protocol/events.ts';
import { Mind } from './mind.ts';
import type { LoadedRules } from './rule-set.ts';

/** What is known after these rows, at a moment, by these rules. The same rows and rules give the same, to the hash. */
export const replayMind = (rows: Iterable<JournalEvent>, rules: LoadedRules, home: string, now: number): Mind => {
  const mind = new Mind(rules, home, now);
  for (const event of rows) mind.take(event);
  mind.settle(now);
  return mind;
};
