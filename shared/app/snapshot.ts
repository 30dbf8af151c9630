import type { Runs } from '../execution/runs.ts';
import { SonnyError } from '../protocol/errors.ts';
import { isEnded } from '../protocol/run.ts';
import type { ViewEvent } from '../protocol/views.ts';
import type { Ports } from './ports.ts';
import type { Pacing } from './time-left/pacing.ts';

/** From how many of the newest runs a new window gets those that are under way, and how many ended ones. */
const RECENT = 100;
const SHOWN = 20;

/** What a new window is told first of this host and its runs, the oldest run first. */
export const snapshotOf = (
  { settings, stop, journal }: Pick<Ports, 'settings' | 'stop' | 'journal'>,
  all: Pick<Runs, 'newest'>,
  pacing: Pick<Pacing, 'timed'>,
): ViewEvent[] => {
  const runs = all.newest(RECENT);
  const ended = runs.filter((run) => isEnded(run.view.status)).slice(0, SHOWN);
  const shown = runs.filter((run) => !isEnded(run.view.status) || ended.includes(run)).toReversed();
  const notices = [journal.notice, settings.notice].flatMap((notice) =>
    notice ? [new SonnyError(notice.code, notice.details).view()] : [],
  );
  return [
    { type: 'settings', settings: settings.get() },
    { type: 'stop', stop: stop.view() },
    ...notices.map((error): ViewEvent => ({ type: 'notice', error })),
    ...shown.map(({ view }): ViewEvent => ({ type: 'run', run: pacing.timed(view) })),
  ];
};
