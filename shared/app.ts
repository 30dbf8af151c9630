import { ExecutionManager } from './execution/manager.ts';
import type { Note } from './execution/planner.ts';
import type { GoalContext } from './goals/intent.ts';
import { understand } from './goals/understand.ts';
import { previewGoal } from './goals/preview.ts';
import { Attendance } from './app/attendance.ts';
import { explainPlan } from './app/explain-plan.ts';
import { Knowledge } from './app/knowledge/knowledge.ts';
import { watchLooks } from './app/knowledge/watch-looks.ts';
import { history } from './app/history.ts';
import { forgetRun } from './app/forget-run.ts';
import { Housekeeping } from './app/housekeeping.ts';
import { ModelDesk } from './app/model-desk.ts';
import { TuningDesk } from './app/tuning-desk.ts';
import { modelCaps, spentLately, withinDay, type ModelSpending } from './app/model-spending.ts';
import { createGrowers, GROWN } from './app/growers.ts';
import { secondOpinion } from './app/model/second-opinion.ts';
import { planRun } from './app/plan-run.ts';
import { foreseeOtherWay, replanRun } from './app/replan-run.ts';
import { preferring } from './app/preferring.ts';
import { ProgramRows } from './app/program-rows.ts';
import { Sharing } from './app/sync/sharing.ts';
import { createRunUndoer } from './app/undo-run.ts';
import { takenIfWanted } from './app/pictures.ts';
import { ProvenScripts } from './app/scripts/proven.ts';
import { followStop } from './app/stop-rows.ts';
import { Memory } from './app/memory/memory.ts';
import { LearnedMethods } from './app/learned/methods.ts';
import { isMcpCommand, McpServers } from './app/mcp/servers.ts';
import type { Ports } from './app/ports.ts';
import type { HeldFacts } from './ports/held-facts.ts';
import type { Origin, Sonny } from './ports/sonny.ts';
import { Command, type CommandInput } from './protocol/commands.ts';
import { complaintOf } from './protocol/complaint.ts';
import { SonnyError } from './protocol/errors.ts';
import type { Replies, ReplyOf } from './protocol/replies.ts';
import { isEnded } from './protocol/run.ts';
import type { ViewEvent } from './protocol/views.ts';
import { skillInfos, taskInfos } from './skills/infos.ts';
import { TASKS } from './skills/tasks.ts';
import { oneLine } from './skills/wording.ts';
import { Catalogue } from './skills/plugged.ts';
import { REST_SKILLS } from './skills/rest.ts';
import { SCRIPT_SKILLS } from './skills/scripts.ts';

export type { Ports } from './app/ports.ts';
export { Catalogue } from './skills/plugged.ts';

/** The longest goal that is read, in UTF-16 units. */
const LONGEST_GOAL = 32_000;
/** How many runs are looked at for unfinished ones when Sonny starts, and how many ended ones a new window gets. */
const RECENT = 100;
const SHOWN = 20;
/** From how many of the newest runs something is remembered. */
const REMEMBERED = 200;
/** Commands after which a run may act: refused while the stop is pulled. */
const ACTS: ReadonlySet<Command['type']> = new Set([
  'run.start',
  'run.approve',
  'run.resume',
  'run.step',
  'run.undo',
  'run.redo',
  'run.resolve',
  'run.retry',
  'run.raise',
  'run.skip',
  'run.replan',
]);

const onlyPerson = (origin: Origin): void => {
  if (origin !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person may do that.');
};

/**
 * Joins the program: goals, planning, policy, execution and the ports a host gives. Closes what a crash left open
 * before it answers its first command.
 */
export const createSonny = async (given: Ports): Promise<Sonny> => {
  const skills = given.catalogue ?? new Catalogue();
  const spending = (): ModelSpending => spentLately(manager.runs, given.clock.now());
  const { mostPerDay, mostPerRun } = modelCaps(given.settings);
  const held: HeldFacts = {
    standing: (literal) => knowledge.standing(literal),
    vouches: (literal) => knowledge.vouches(literal),
    kept: () => knowledge.kept(),
  };
  const ports = {
    ...given,
    skills,
    held,
    mostPerRun,
    ...(given.model ? { model: withinDay(given.model, spending, mostPerDay) } : {}),
  };
  if (given.scripts) skills.bring('script', SCRIPT_SKILLS);
  if (given.model) skills.bring('rest', REST_SKILLS);
  const listeners = new Set<(event: ViewEvent) => void>();
  const emit = (event: ViewEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const [apps, defaults] = await Promise.all([ports.applications.list(), ports.applications.defaults()]);
  const contextWith = (answers: GoalContext['answers'], now: number): GoalContext => ({
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
  });
  const learned = new LearnedMethods({ clock: ports.clock, home: ports.home, skills, rows, emit });
  const performers = [...ports.performers, mcp.performer, createRunUndoer(() => manager), ...GROWN];
  const proven = new ProvenScripts(() => manager.runs.newest(RECENT).map(({ view }) => view), rows, ports);
  listeners.add((event) => proven.follow(event));
  const meansWith = (note: Note) => ({
    note,
    emit,
    facts: () => knowledge.known(),
    recall: (...asked: Parameters<Memory['recall']>) => memory.recall(...asked),
    earlierScript: (goal: string) => proven.earlier(goal),
  });
  const manager: ExecutionManager = new ExecutionManager(
    { ...ports, performers, observers, ...takenIfWanted(ports) },
    async (state, signal, note) =>
      memory.offer(
        await planRun(
          state,
          contextWith(state.answers, state.view.createdAt),
          { ...ports, observers },
          signal,
          meansWith(note),
          learned,
        ),
      ),
    () => ports.settings.get().approvalSeconds,
    emit,
    {
      replan: (state, signal, note) =>
        replanRun(state, contextWith(state.answers, state.view.createdAt), ports, signal, meansWith(note)),
      foresee: (state, signal) =>
        foreseeOtherWay(state, contextWith(state.answers, state.view.createdAt), ports, signal),
    },
    createGrowers({ ports, contextOf: (state) => contextWith(state.answers, state.view.createdAt), meansWith }, emit),
  );
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
  listeners.add((event) => knowledge.follow(event));
  followStop(
    ports.stop,
    () => manager.stop(),
    rows,
    ports.notifier,
    () => ports.clock.now(),
  );
  /** What is asked of a model beside the runs: it ends with them. */
  let asking = new AbortController();
  ports.stop.onChange((stop) => {
    if (stop.pulled) asking.abort();
    if (stop.pulled) asking = new AbortController();
    emit({ type: 'stop', stop });
  });
  skills.onChange(() => emit({ type: 'skills' }));
  ports.takeover?.onActivity(({ kind }) => manager.takeOver(kind));
  listeners.add((event) => {
    const head = event.type === 'run' ? event.run : event.type === 'run.head' ? event.head : null;
    if (!head || !isEnded(head.status)) return;
    learned.ended(manager.runs.get(head.id), head.status);
    emit({ type: 'memory' });
  });
  const attendance = new Attendance(ports.presence, ports.stop, (on) => ports.acting?.(on));
  listeners.add((event) => attendance.take(event));

  const { kept } = ports;
  const housekeeping =
    kept &&
    new Housekeeping({
      kept,
      journal: ports.journal,
      clock: ports.clock,
      limits: () => {
        const { keepDays, keepMegabytes } = ports.settings.get();
        return { days: keepDays, bytes: keepMegabytes * 1_000_000 };
      },
      rests: (runId) => manager.rests(runId),
      dropped: (runId, acts, days) => manager.dropReceipts(runId, acts, days),
      record: (event) => rows.record(event),
      tell: (thrown) => emit({ type: 'notice', error: SonnyError.from(thrown).view() }),
    });
  housekeeping?.soon();
  listeners.add((event) => {
    if (event.type === 'run' && isEnded(event.run.status)) housekeeping?.soon();
  });

  const forget = (runId: string, origin: Origin): Promise<void> =>
    forgetRun(runId, origin, { ...ports, emit, housekeeping, runs: manager.runs, holders: [learned, knowledge] });

  const start = (text: string, by?: string): Replies['run.start'] => {
    const goal = text.trim();
    if (goal === '') throw new SonnyError('GOAL_EMPTY');
    if (goal.length > LONGEST_GOAL) throw new SonnyError('GOAL_TOO_LONG', `It has ${goal.length} characters.`);
    return { runId: manager.start(goal, by === undefined ? undefined : oneLine(by)) };
  };

  const answer = async (command: Command, origin: Origin): Promise<unknown> => {
    if (ports.stop.pulled && ACTS.has(command.type)) throw new SonnyError('STOPPED', ports.stop.pulled.reason);
    if (ACTS.has(command.type)) attendance.admit(origin);
    if (isMcpCommand(command)) return mcp.command(command, origin);
    switch (command.type) {
      case 'goal.preview':
        return previewGoal(
          command.text.slice(0, LONGEST_GOAL),
          contextWith({}, ports.clock.now()),
          ports.model?.ability()?.name ?? null,
        );
      case 'run.start':
        return start(command.text, command.by);
      case 'run.get':
        return manager.runs.get(command.runId).view;
      case 'run.forget':
        await forget(command.runId, origin);
        return null;
      case 'picture.get':
        return (await ports.pictures?.get(command.sha256)) ?? null;
      case 'history.list':
        return history(manager.runs, command.limit, command.before);
      case 'stop':
        ports.stop.pull(command.source, 'A person pressed stop.');
        return null;
      case 'stop.reset':
        ports.stop.reset(origin);
        return null;
      case 'doctor': {
        const checks = await ports.health.check();
        emit({ type: 'health', checks: [...checks] });
        return checks;
      }
      case 'scripts.offered':
        return proven.offers();
      case 'skills.list':
        return [...taskInfos(TASKS), ...skillInfos(skills)];
      case 'settings.get':
        return ports.settings.get();
      case 'settings.set': {
        const settings = ports.settings.set(command.settings);
        emit({ type: 'settings', settings });
        return settings;
      }
      case 'screen.watch':
        // The picture belongs to a connection, so its host serves it; here there is nothing to do.
        return null;
      case 'model.status':
        return modelDesk.status();
      case 'model.test':
        return modelDesk.test();
      case 'model.key':
        onlyPerson(origin);
        return modelDesk.setKey(command.key);
      case 'tuning.export':
        return tuningDesk.file();
      case 'tuning.start':
      case 'tuning.look':
      case 'tuning.cancel':
        onlyPerson(origin);
        return tuningDesk.command(command);
      case 'peers.list':
        return sharing.list();
      case 'peers.join':
        onlyPerson(origin);
        await sharing.join(command.link);
        return null;
      case 'peers.leave':
        onlyPerson(origin);
        sharing.leave(command.link);
        return null;
      case 'step.why':
      case 'plan.why-not':
      case 'run.why':
        return explainPlan(command, manager.runs.get(command.runId).view, { skills, home: ports.home, apps });
      case 'state.graph':
        return knowledge.graph(command);
      case 'fact.get':
        return knowledge.fact(command.factId);
      case 'fact.why':
        return knowledge.why(command.factId);
      case 'fact.why-not':
        return knowledge.whyNot(command.text);
      case 'fact.assert':
        return knowledge.assert(command.text, command.context, origin);
      case 'fact.retract':
        await knowledge.retract(command.factId, origin);
        return null;
      case 'relations.list':
        return knowledge.relations();
      case 'rules.list':
        return knowledge.rules();
      case 'methods.list':
        return learned.list();
      case 'method.forget':
        learned.forget(command.id, origin);
        return null;
      case 'memory.get':
        return memory.view();
      case 'preference.forget':
        memory.forget(command.id, origin);
        return null;
      case 'suggestions.list':
        return knowledge.suggestions();
      case 'suggestion.dismiss':
        await knowledge.dismiss(command.suggestionId, origin);
        return null;
      case 'run.criticise': {
        const state = manager.runs.get(command.runId);
        const of = meansWith(manager.note);
        await secondOpinion(state, ports, of, asking.signal);
        return null;
      }
      default:
        if (ACTS.has(command.type)) attendance.said(command.runId, origin);
        manager.command(command, origin);
        return null;
    }
  };

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
      listeners.add(onEvent);
      knowledge.glanceSoon();
      return () => listeners.delete(onEvent);
    },
    snapshot: () => {
      const runs = manager.runs.newest(RECENT);
      const ended = runs.filter((r) => isEnded(r.view.status)).slice(0, SHOWN);
      const shown = runs.filter((r) => !isEnded(r.view.status) || ended.includes(r)).toReversed();
      const notices = [ports.journal.notice, ports.settings.notice].flatMap((n) =>
        n ? [new SonnyError(n.code, n.details).view()] : [],
      );
      return [
        { type: 'settings', settings: ports.settings.get() },
        { type: 'stop', stop: ports.stop.view() },
        ...notices.map((error): ViewEvent => ({ type: 'notice', error })),
        ...shown.map(({ view }): ViewEvent => ({ type: 'run', run: view })),
        ...knowledge.snapshot(),
      ];
    },
    close: async () => {
      asking.abort();
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
