import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { event, NOW } from './tampered-journal.ts';

/** Writes rows to the profile given and dies in the middle of them, as by a power cut. */
const journal = openJournal({ folder: process.argv[2] ?? '', now: () => NOW });
for (let i = 100; i < 140; i++) journal.append([event(i)], { durable: i % 4 === 0 });
process.kill(process.pid, 'SIGKILL');
