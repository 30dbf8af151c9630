import { openAdapters, openStore } from '../../../electron/adapters.ts';
import { createSonny } from '../../../shared/app.ts';
import { filesOf } from '../goals/fingerprint.ts';
import { deadly } from './deadly.ts';
import { fillingAt } from './full-disk.ts';
import type { Job, Report } from './job.ts';
import { live, undo } from './person.ts';
import { openSideLog, readSideLog } from './side-log.ts';

/** The whole program with its person, in a process of its own that may kill itself: lives through a run, then undoes it. */
const { goal, home, profile, env, sideLog, kill, fill } = JSON.parse(process.argv[2] ?? '') as Job;
const store = openStore(profile);
const { ports } = await openAdapters({ env, profile, store, virtual: true });
const note = openSideLog(sideLog);
const sonny = await createSonny(deadly(fill ? fillingAt(ports, fill) : ports, note, kill));
sonny.subscribe((event) => {
  if (event.type === 'notice' && event.error.code === 'STORE_FULL') note({ what: 'full', key: '' });
});
const notices = sonny.snapshot().flatMap((event) => (event.type === 'notice' ? [event.error.code] : []));

const { runId, view, asked, skipped } = await live(sonny, goal, (key) =>
  readSideLog(sideLog).some((note) => note.what === 'did' && note.key === key),
);
const afterRun = await filesOf(home);
const undone = view.status === 'undone' ? view : await undo(sonny, runId);
const report: Report = {
  run: view,
  asked,
  skipped,
  afterRun,
  undone,
  afterUndo: await filesOf(home),
  rows: [...store.journal.read()].map((row) => row.event),
  firstBad: store.journal.verify().firstBad,
  notices,
};
await sonny.close();
process.stdout.write(JSON.stringify(report));
