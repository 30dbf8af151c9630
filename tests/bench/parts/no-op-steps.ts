import { join } from 'node:path';
import { memoryJournal } from '../../../automation/store/memory-journal.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { countingRun } from './counting-run.ts';
import { median, unbounded, type Row } from './row.ts';

const STEPS = 500;
const ROUNDS = 5;
const HEALTHY = 300;

/** What the manager adds to a step that itself does nothing: two journal rows, two transitions, four view events. */
export const noOpSteps = async (folder: string): Promise<Row[]> => {
  const [bare, looking, editing]: [number[], number[], number[]] = [[], [], []];
  const inMemory = memoryJournal();
  const onDisk = openJournal({ folder: join(folder, 'no-op'), now: () => Date.now() });
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await countingRun(STEPS, inMemory, 'nothing'));
    looking.push(await countingRun(STEPS, onDisk, 'nothing'));
    editing.push(await countingRun(STEPS, onDisk, 'compensate'));
  }
  onDisk.close();
  const [memory, look, edit] = [median(bare), median(looking), median(editing)];
  const looks = unbounded('µs a no-op step that only looks, journal on disk', look, memory, 'journal in memory', '');
  return [
    { ...looks, goal: `≤ ${HEALTHY} µs`, holds: look <= HEALTHY },
    unbounded('µs a no-op step whose two rows are forced to disk', edit, look, 'not forced', 'what two fsyncs cost'),
  ];
};
