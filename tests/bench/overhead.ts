import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal } from '../../automation/store/sqlite-journal.ts';
import { memoryJournal } from '../../automation/store/memory-journal.ts';
import type { Journal } from '../../shared/ports/journal.ts';
import { countingRun } from './parts/counting-run.ts';
import { median, type Bench } from './parts/row.ts';

const STEPS = 1000;
const ROUNDS = 3;

const durableIn = (folder: string): Journal => openJournal({ folder, now: () => Date.now() });

/** What the manager adds to a step that itself does nothing: two journal rows, two transitions, two views. */
export const run = async (): Promise<Bench> => {
  const folder = mkdtempSync(join(tmpdir(), 'sonny-bench-'));
  const looking: number[] = [];
  const editing: number[] = [];
  const bare: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await countingRun(STEPS, memoryJournal(), 'nothing'));
      looking.push(await countingRun(STEPS, durableIn(join(folder, `look-${round}`)), 'nothing'));
      editing.push(await countingRun(STEPS, durableIn(join(folder, `edit-${round}`)), 'compensate'));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [memory, look, edit] = [median(bare), median(looking), median(editing)];
  return {
    name: 'overhead',
    rows: [
      {
        metric: 'µs a no-op step that only looks, journal on disk',
        ours: look,
        peer: memory,
        peerName: 'journal in memory',
        ratio: look / memory,
        goal: '≤ 300 µs',
        holds: look <= 300,
      },
      {
        metric: 'µs a no-op step whose rows are forced to disk',
        ours: edit,
        peer: look,
        peerName: 'not forced',
        ratio: edit / look,
        goal: 'two fsyncs above',
        holds: null,
      },
    ],
  };
};
