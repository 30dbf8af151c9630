import type { LearnedView } from '../../shared/protocol/learned.ts';

/** What a fake program has learned. */
export const LEARNED: readonly LearnedView[] = [
  {
    id: 'run-7',
    runId: 'run-7',
    learnedAt: Date.UTC(2026, 10, 24, 9, 30),
    say: 'could every pdf out of {path} please live in {path}',
    goal: 'could every PDF out of ~/Downloads please live in ~/Papers',
    steps: ['files.move'],
    rests: ['there is a folder ~/Papers', 'there is something at ~/Downloads/scan-17.pdf'],
    used: 3,
  },
];
