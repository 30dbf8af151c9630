import { sayTimeLeft } from '../../shared/protocol/time-left.ts';
import type { RunFeed } from './run-feed.ts';

/** A terminal keeps every line: so often at most it is said, and only where this much is left, in milliseconds. */
const EVERY = 10_000;
const WORTH_SAYING = 10_000;

/** Says how long the rest of a run takes while it acts: where that is long, and not at every step. */
export function tellTimeLeft(feed: Pick<RunFeed, 'onChange'>, runId: string, say: (line: string) => void): void {
  let last: { readonly at: number; readonly said: string } | null = null;
  feed.onChange(({ id, status, timeLeft }) => {
    if (id !== runId || status !== 'acting' || !timeLeft) return;
    // The plan has just said it.
    last ??= { at: timeLeft.at, said: '' };
    const said = sayTimeLeft(timeLeft, true);
    const isShort = timeLeft.most !== null && timeLeft.most < WORTH_SAYING;
    if (isShort || timeLeft.at - last.at < EVERY || said === last.said) return;
    last = { at: timeLeft.at, said };
    say(`  … ${said}`);
  });
}
