import type { Ports } from '../../../shared/app.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { SideNote } from './side-log.ts';

/** Where a process ends itself, as a power cut would. */
export interface KillPoint {
  /** `append` to the journal, any `act` on the world, the act of one skill (`files.move`), or its `undo files.move`. */
  readonly what: string;
  readonly when: 'before' | 'after';
  readonly nth: number;
}

export const sayPoint = ({ what, when, nth }: KillPoint): string => `${when} ${what} ${nth}`;

/** The same ports; whatever is done through them is noted, and the process dies at the kill point. Undoing counts as an act. */
export const deadly = (ports: Ports, note: (note: SideNote) => void, kill: KillPoint | null): Ports => {
  let passed = 0;
  const around = (...names: readonly string[]): ((when: KillPoint['when']) => void) => {
    const isMeant = kill !== null && names.includes(kill.what) && ++passed === kill.nth;
    return (when) => {
      if (isMeant && kill.when === when) process.kill(process.pid, 'SIGKILL');
    };
  };
  const noted = (performer: Performer): Performer => ({
    ...performer,
    async perform(call, progress) {
      const at = around('act', call.skill);
      note({ what: 'begins', key: call.key });
      at('before');
      const performed = await performer.perform(call, progress).catch((thrown: unknown) => {
        note({ what: 'failed', key: call.key });
        throw thrown;
      });
      note({ what: 'did', key: call.key });
      at('after');
      return performed;
    },
    async undo(call, receipt, progress) {
      const at = around('act', `undo ${call.skill}`);
      note({ what: 'undoes', key: call.key });
      at('before');
      const undone = await performer.undo(call, receipt, progress);
      note({ what: 'undid', key: call.key });
      at('after');
      return undone;
    },
  });
  return {
    ...ports,
    performers: ports.performers.map(noted),
    journal: {
      ...ports.journal,
      append(events, options) {
        const at = around('append');
        at('before');
        const rows = ports.journal.append(events, options);
        at('after');
        return rows;
      },
    },
  };
};
