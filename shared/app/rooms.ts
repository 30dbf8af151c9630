import type { ExecutionManager } from '../execution/manager.ts';
import type { Note } from '../execution/planner.ts';
import type { RunState } from '../execution/state.ts';
import { understand } from '../goals/understand.ts';
import { Attendance } from './attendance.ts';
import { Asking } from './asking.ts';
import { type ContextWith, createManager } from './create-manager.ts';
import { keepHouse } from './keep-house.ts';
import { Knowledge } from './knowledge/knowledge.ts';
import { watchLooks } from './knowledge/watch-looks.ts';
import { LearnedMethods } from './learned/methods.ts';
import { McpServers } from './mcp/servers.ts';
import { Memory } from './memory/memory.ts';
import { ModelDesk } from './model-desk.ts';
import { allSpent, modelCaps, spentLately, withinDay, type ModelSpending } from './model-spending.ts';
import type { Ports } from './ports.ts';
import { preferring } from './preferring.ts';
import { ProgramRows } from './program-rows.ts';
import { ProvenScripts } from './scripts/proven.ts';
import { skillsOf } from './skills-of.ts';
import { Sharing } from './sync/sharing.ts';
import { Telling } from './telling.ts';
import { Pacing } from './time-left/pacing.ts';
import { TuningDesk } from './tuning-desk.ts';
import { createRunUndoer } from './undo-run.ts';

/** In how many of the newest runs a script is looked for that did a goal once, and from how many something is remembered. */
const RECENT = 100;
const REMEMBERED = 200;

/** All that lives while the program runs. */
export type Rooms = Awaited<ReturnType<typeof openRooms>>;

/** Opens the rooms over the ports that a host gives. Nothing is recovered, followed or answered before `followAll`. */
export const openRooms = async (given: Ports) => {
  const { clock, home, settings } = given;
  const skills = skillsOf(given);
  const run = (runId: string): RunState => manager.runs.get(runId);
  const runs = (): readonly RunState[] => manager.runs.newest(REMEMBERED);
  const pacing = new Pacing({ clock, skills, run, behind: (runId) => manager.behind(runId), runs });
  const telling = new Telling(pacing);
  const { emit } = telling;
  const rows = new ProgramRows(given.journal, clock, emit);
  const common = { clock, home, skills, rows, emit, runs };

  const [apps, defaults] = await Promise.all([given.applications.list(), given.applications.defaults()]);
  const contextWith: ContextWith = (answers, now) => ({
    home,
    apps: preferring(apps, { ...defaults, ...settings.get().preferredApps }),
    answers,
    now,
    skills,
  });

  const sharing = new Sharing({
    clock,
    ids: given.ids,
    links: given.peerLinks,
    rows: {
      read: () => rows.read(),
      append: (event) => {
        rows.append(event);
        knowledge.changed();
      },
    },
    onTrouble: (trouble) => emit({ type: 'notice', error: trouble.view() }),
  });
  const knowledge = new Knowledge(
    { ...given, skills },
    {
      emit,
      append: (event) => {
        rows.append(event);
        sharing.follow(event);
      },
      run: (runId) => run(runId).view,
      goals: (goal) => understand(goal, contextWith({}, clock.now())),
      preferences: () => memory.view().preferences,
      forgetPreference: (id, origin) => memory.forget(id, origin),
    },
  );

  const spending = (): ModelSpending => allSpent([spentLately(manager.runs, clock.now()), mcp.spent]);
  const { mostPerDay, mostPerRun } = modelCaps(settings);
  const ports = {
    ...given,
    skills,
    held: knowledge,
    mostPerRun,
    observes: () => settings.get().mode === 'observe',
    ...(given.model ? { model: withinDay(given.model, spending, mostPerDay) } : {}),
  };
  const { model } = ports;
  const mcp = new McpServers({
    ...common,
    plug: ports.mcp,
    hash: ports.hash,
    catalogue: skills,
    presence: ports.presence,
    notifier: ports.notifier,
    id: () => ports.ids.secret(),
    model,
  });
  const learned = new LearnedMethods(common);
  const memory = new Memory({ ...common, model, space: () => settings.get().model.embedding });
  const proven = new ProvenScripts(() => manager.runs.newest(RECENT).map(({ view }) => view), rows, ports);
  const meansWith = (note: Note) => ({
    note,
    emit,
    facts: () => knowledge.known(),
    recall: async (...asked: Parameters<Memory['recall']>) =>
      settings.get().model.recall ? memory.recall(...asked) : [],
    earlierScript: (goal: string) => proven.earlier(goal),
  });
  const manager: ExecutionManager = createManager({
    ports,
    performers: [...ports.performers, mcp.performer, createRunUndoer(() => manager)],
    observers: watchLooks(ports.observers, clock, (look) => knowledge.noticed(look)),
    contextWith,
    meansWith,
    beforePlanning: () => skills.times(pacing.usual()),
    memory: () => memory,
    learned,
    emit,
  });
  return {
    ...{ ports, skills, apps, rows, telling, emit, pacing, manager },
    ...{ sharing, knowledge, mcp, learned, memory, proven },
    context: () => contextWith({}, clock.now()),
    means: () => meansWith(manager.note),
    modelDesk: new ModelDesk(ports, spending),
    tuningDesk: new TuningDesk(ports, manager.runs),
    asking: new Asking(ports.stop),
    attendance: new Attendance(ports.presence, ports.stop, (on) => ports.acting?.(on)),
    housekeeping: keepHouse(ports, manager, rows, emit),
  };
};
