import type { ExecutionManager } from './execution/manager.ts';
import type { Note } from './execution/planner.ts';
import { understand } from './goals/understand.ts';
import { Attendance } from './app/attendance.ts';
import { answering } from './app/answering.ts';
import { Asking } from './app/asking.ts';
import { Knowledge } from './app/knowledge/knowledge.ts';
import { watchLooks } from './app/knowledge/watch-looks.ts';
import { forgetRun } from './app/forget-run.ts';
import { Telling } from './app/telling.ts';
import { Pacing } from './app/time-left/pacing.ts';
import { keepHouse } from './app/keep-house.ts';
import { type ContextWith, createManager } from './app/create-manager.ts';
import { snapshotOf } from './app/snapshot.ts';
import { ModelDesk } from './app/model-desk.ts';
import { TuningDesk } from './app/tuning-desk.ts';
import { modelCaps, spentLately, withinDay, type ModelSpending } from './app/model-spending.ts';
import { preferring } from './app/preferring.ts';
import { ProgramRows } from './app/program-rows.ts';
import { Sharing } from './app/sync/sharing.ts';
import { createRunUndoer } from './app/undo-run.ts';
import { ProvenScripts } from './app/scripts/proven.ts';
import { followStop } from './app/stop-rows.ts';
import { Memory } from './app/memory/memory.ts';
import { LearnedMethods } from './app/learned/methods.ts';
import { McpServers } from './app/mcp/servers.ts';
import type { Ports } from './app/ports.ts';
import type { HeldFacts } from './ports/held-facts.ts';
import type { Origin, Sonny } from './ports/sonny.ts';
import { Command, type CommandInput } from './protocol/commands.ts';
import { complaintOf } from './protocol/complaint.ts';
import { SonnyError } from './protocol/errors.ts';
import type { ReplyOf } from './protocol/replies.ts';
import { isEnded } from './protocol/run.ts';
import { Catalogue } from './skills/plugged.ts';
import { CONDITION_SKILLS } from './skills/condition.ts';
import { REST_SKILLS } from './skills/rest.ts';
import { SCRIPT_SKILLS } from './skills/scripts.ts';

export type { Ports } from './app/ports.ts';
export { Catalogue } from './skills/plugged.ts';

/** How many runs are looked at for unfinished ones when Sonny starts. */
const RECENT = 100;
/** From how many of the newest runs something is remembered. */
const REMEMBERED = 200;
/**
 * Joins the program: goals, planning, policy, execution and the ports a host gives. Closes what a crash left open
 * before it answers its first command.
 */
export const createSonny = async (given: Ports): Promise<Sonny> => {
  const skills = given.catalogue ?? new Catalogue();
  const spending = (): ModelSpending => {
    const [runs, servers] = [spentLately(manager.runs, given.clock.now()), mcp.spent];
    return { spent: runs.spent + servers.spent, unpriced: runs.unpriced || servers.unpriced };
  };
  const { mostPerDay, mostPerRun } = modelCaps(given.settings);
  const held: HeldFacts = {
    standing: (literal) => knowledge.standing(literal),
    vouches: (literal) => knowledge.vouches(literal),
    statements: (relation) => knowledge.statements(relation),
    kept: () => knowledge.kept(),
  };
  const ports = {
    ...given,
    skills,
    held,
    mostPerRun,
    observes: () => given.settings.get().mode === 'observe',
    ...(given.model ? { model: withinDay(given.model, spending, mostPerDay) } : {}),
  };
  if (given.scripts) skills.bring('script', SCRIPT_SKILLS);
  if (given.model) skills.bring('rest', REST_SKILLS);
  skills.bring('if', CONDITION_SKILLS);
  const pacing = new Pacing({
    clock: given.clock,
    skills,
    run: (runId) => manager.runs.get(runId),
    behind: (runId) => manager.behind(runId),
    runs: () => manager.runs.newest(REMEMBERED),
  });
  const telling = new Telling(pacing);
  const { emit } = telling;
  const [apps, defaults] = await Promise.all([ports.applications.list(), ports.applications.defaults()]);
  const contextWith: ContextWith = (answers, now) => ({
    home: ports.home,
    apps: preferring(apps, { ...defaults, ...ports.settings.get().preferredApps }),
    answers,
    now,
    skills,
  });

  const observers = watchLooks(ports.observers, ports.clock, (look) => knowledge.noticed(look));
  const rows = new ProgramRows(ports.journal, ports.clock, emit);
  const mcp = new McpServers({
    plug: ports.mcp,
    clock: ports.clock,
    hash: ports.hash,
    catalogue: skills,
    rows,
    emit,
    presence: ports.presence,
    notifier: ports.notifier,
    id: () => ports.ids.secret(),
    model: ports.model,
  });
  const learned = new LearnedMethods({
    clock: ports.clock,
    home: ports.home,
    skills,
    rows,
    emit,
    runs: () => manager.runs.newest(REMEMBERED),
  });
  const proven = new ProvenScripts(() => manager.runs.newest(RECENT).map(({ view }) => view), rows, ports);
  telling.listen((event) => proven.follow(event));
  const meansWith = (note: Note) => ({
    note,
    emit,
    facts: () => knowledge.known(),
    recall: async (...asked: Parameters<Memory['recall']>) =>
      ports.settings.get().model.recall ? memory.recall(...asked) : [],
    earlierScript: (goal: string) => proven.earlier(goal),
  });
  const manager: ExecutionManager = createManager({
    ports,
    performers: [...ports.performers, mcp.performer, createRunUndoer(() => manager)],
    observers,
    contextWith,
    meansWith,
    beforePlanning: () => skills.times(pacing.usual()),
    memory: () => memory,
    learned,
    emit,
  });
  const sharing = new Sharing({
    clock: ports.clock,
    ids: ports.ids,
    links: ports.peerLinks,
    rows: {
      read: () => rows.read(),
      append: (event) => {
        rows.append(event);
        knowledge.changed();
      },
    },
    onTrouble: (trouble) => emit({ type: 'notice', error: trouble.view() }),
  });
  const knowledge = new Knowledge(ports, {
    emit,
    append: (event) => {
      rows.append(event);
      sharing.follow(event);
    },
    run: (runId) => manager.runs.get(runId).view,
    goals: (goal) => understand(goal, contextWith({}, ports.clock.now())),
    preferences: () => memory.view().preferences,
    forgetPreference: (id, origin) => memory.forget(id, origin),
  });
  const memory = new Memory({
    clock: ports.clock,
    model: ports.model,
    space: () => ports.settings.get().model.embedding,
    runs: () => manager.runs.newest(REMEMBERED),
    rows,
    emit,
  });
  const modelDesk = new ModelDesk(ports, spending);
  const tuningDesk = new TuningDesk(ports, manager.runs);
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
  const asking = new Asking(ports.stop);
  ports.stop.onChange((stop) => emit({ type: 'stop', stop }));
  skills.onChange(() => emit({ type: 'skills' }));
  ports.takeover?.onActivity(({ kind }) => manager.takeOver(kind));
  telling.listen((event) => {
    const head = event.type === 'run' ? event.run : event.type === 'run.head' ? event.head : null;
    if (!head || !isEnded(head.status)) return;
    learned.ended(manager.runs.get(head.id), head.status);
    emit({ type: 'memory' });
  });
  const attendance = new Attendance(ports.presence, ports.stop, (on) => ports.acting?.(on));
  telling.listen((event) => attendance.take(event));

  const housekeeping = keepHouse(ports, manager, rows, emit);
  housekeeping?.soon();
  telling.listen((event) => {
    if (event.type === 'run' && isEnded(event.run.status)) housekeeping?.soon();
  });

  const forget = (runId: string, origin: Origin): Promise<void> =>
    forgetRun(runId, origin, {
      ...ports,
      emit,
      housekeeping,
      runs: manager.runs,
      holders: [learned, knowledge, pacing],
    });

  const answer = answering({
    ports,
    account: { skills, home: ports.home, apps },
    manager,
    knowledge,
    memory,
    learned,
    mcp,
    sharing,
    modelDesk,
    tuningDesk,
    proven,
    attendance,
    pacing,
    context: () => contextWith({}, ports.clock.now()),
    means: () => meansWith(manager.note),
    asking: () => asking.signal,
    forget,
    emit,
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
