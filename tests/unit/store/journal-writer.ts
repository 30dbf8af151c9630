/** Appends pairs of rows until it is killed, and says after each how many rows there are. `once`: opens, and says the outcome. */
import { writeSync } from 'node:fs';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';

const [folder = '', mode] = process.argv.slice(2);
try {
  const journal = openJournal({ folder, now: () => 0 });
  if (mode === 'once') journal.close();
  else
    for (let i = 0; ; i++) {
      const started = { type: 'run.started' as const, at: i, runId: `r${i}`, goal: 'x'.repeat((i * 37) % 9000) };
      const finished = { type: 'run.finished' as const, at: i, runId: `r${i}`, status: 'done' as const };
      const rows = journal.append([started, finished], { durable: i % 3 === 0 });
      writeSync(1, `${rows.at(-1)?.seq}\n`);
    }
} catch (error) {
  writeSync(1, `${SonnyError.from(error).code}\n`);
}
