import type { ViewEvent } from '../../protocol/views.ts';
import { skillInfos, taskInfos } from '../../skills/infos.ts';
import { TASKS } from '../../skills/tasks.ts';
import type { PlanningPorts } from '../ports.ts';
import type { ProvenScripts } from '../scripts/proven.ts';
import type { Answers } from './answers.ts';

interface ProgramDesk {
  readonly ports: Pick<PlanningPorts, 'stop' | 'health' | 'skills' | 'settings'>;
  readonly proven: Pick<ProvenScripts, 'offers'>;
  readonly emit: (event: ViewEvent) => void;
}

/** What belongs to no run: the stop, how the host is, what can be done, and the settings. */
export const aboutProgram = ({
  ports: { stop, health, skills, settings },
  proven,
  emit,
}: ProgramDesk): Answers<
  | 'stop'
  | 'stop.reset'
  | 'doctor'
  | 'skills.list'
  | 'scripts.offered'
  | 'settings.get'
  | 'settings.set'
  | 'screen.watch'
> => ({
  stop: ({ source }) => {
    stop.pull(source, 'A person pressed stop.');
    return null;
  },
  'stop.reset': (_, origin) => {
    stop.reset(origin);
    return null;
  },
  doctor: async () => {
    const checks = [...(await health.check())];
    emit({ type: 'health', checks });
    return checks;
  },
  'skills.list': () => [...taskInfos(TASKS), ...skillInfos(skills)],
  'scripts.offered': () => proven.offers(),
  'settings.get': () => settings.get(),
  'settings.set': (command) => {
    const set = settings.set(command.settings);
    emit({ type: 'settings', settings: set });
    return set;
  },
  // The picture belongs to a connection, so its host serves it; here there is nothing to do.
  'screen.watch': () => null,
});
