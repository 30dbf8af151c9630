import type { RunFeed } from './run-feed.ts';
import { quoted } from './wording.ts';

/** Says in a line that a run waits for another one, since one acts at a time: nobody is to sit before a terminal on which nothing happens. */
export function tellBehind(feed: Pick<RunFeed, 'onChange'>, runId: string, say: (line: string) => void): void {
  let told: string | undefined;
  feed.onChange(({ id, behind }) => {
    if (id !== runId || behind === told) return;
    told = behind;
    if (behind !== undefined) say(`Waits until ${quoted(behind)} is through.`);
  });
}
