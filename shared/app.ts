import { answering } from './app/answering.ts';
import { followAll } from './app/follow-all.ts';
import { forgetRun } from './app/forget-run.ts';
import type { Ports } from './app/ports.ts';
import { openRooms } from './app/rooms.ts';
import { snapshotOf } from './app/snapshot.ts';
import type { Origin, Sonny } from './ports/sonny.ts';
import { Command, type CommandInput } from './protocol/commands.ts';
import { complaintOf } from './protocol/complaint.ts';
import { SonnyError } from './protocol/errors.ts';
import type { ReplyOf } from './protocol/replies.ts';

export type { Ports } from './app/ports.ts';
export { Catalogue } from './skills/plugged.ts';

/**
 * Joins the program: goals, planning, policy, execution and the ports a host gives. Closes what a crash left open
 * before it answers its first command.
 */
export const createSonny = async (given: Ports): Promise<Sonny> => {
  const rooms = await openRooms(given);
  followAll(rooms);
  const { ports, skills, apps, rows, telling, pacing, manager } = rooms;
  const { sharing, knowledge, mcp, learned, asking, housekeeping } = rooms;
  const answer = answering({
    ...rooms,
    account: { skills, home: ports.home, apps },
    asking: () => asking.signal,
    forget: (runId, origin) =>
      forgetRun(runId, origin, { ...ports, ...rooms, runs: manager.runs, holders: [learned, knowledge, pacing] }),
  });

  return {
    dispatch: async <C extends CommandInput>(input: C, origin: Origin = 'person'): Promise<ReplyOf<C['type']>> => {
      const parsed = Command.safeParse(input);
      if (!parsed.success) throw new SonnyError('COMMAND_INVALID', complaintOf(parsed.error, 'command'));
      try {
        return (await answer(parsed.data, origin)) as ReplyOf<C['type']>;
      } catch (thrown) {
        throw SonnyError.from(thrown);
      }
    },
    peer: (transport) => void sharing.accept(transport),
    subscribe: (onEvent) => {
      const leave = telling.listen(onEvent);
      const go = knowledge.attended();
      return () => {
        go();
        leave();
      };
    },
    snapshot: () => [...snapshotOf(ports, manager.runs, pacing), ...knowledge.snapshot()],
    close: async () => {
      asking.end();
      ports.stop.close();
      sharing.close();
      await housekeeping?.close();
      rows.close();
      knowledge.close();
      await manager.close();
      await mcp.close();
      ports.journal.close();
      await ports.dispose?.();
    },
  };
};
