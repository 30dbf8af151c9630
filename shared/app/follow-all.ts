import { isEnded } from '../protocol/run.ts';
import type { Rooms } from './rooms.ts';
import { followStop } from './stop-rows.ts';

/** How many runs are looked at for unfinished ones when Sonny starts. */
const RECENT = 100;

/** Closes what a crash left open, and lets each room follow what concerns it from now on. */
export const followAll = (rooms: Rooms): void => {
  const { ports, apps, skills, rows, telling, emit, manager } = rooms;
  const { proven, knowledge, learned, attendance, housekeeping } = rooms;
  telling.listen((event) => proven.follow(event));
  manager.recover(RECENT);
  knowledge.begin(
    manager.runs.newest(RECENT).map(({ view }) => view),
    apps,
  );
  telling.listen((event) => knowledge.follow(event));
  followStop(
    ports.stop,
    () => manager.stop(),
    rows,
    ports.notifier,
    () => ports.clock.now(),
  );
  ports.stop.onChange((stop) => emit({ type: 'stop', stop }));
  skills.onChange(() => emit({ type: 'skills' }));
  ports.takeover?.onActivity(({ kind }) => manager.takeOver(kind));
  telling.listen((event) => {
    const head = event.type === 'run' ? event.run : event.type === 'run.head' ? event.head : null;
    if (!head || !isEnded(head.status)) return;
    learned.ended(manager.runs.get(head.id), head.status);
    emit({ type: 'memory' });
  });
  telling.listen((event) => attendance.take(event));
  housekeeping?.soon();
  telling.listen((event) => {
    if (event.type === 'run' && isEnded(event.run.status)) housekeeping?.soon();
  });
};
