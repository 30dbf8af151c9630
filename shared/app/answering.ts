import type { ExecutionManager } from '../execution/manager.ts';
import type { GoalContext } from '../goals/intent.ts';
import { previewGoal } from '../goals/preview.ts';
import type { Application } from '../ports/applications.ts';
import type { Origin } from '../ports/sonny.ts';
import type { Command } from '../protocol/commands.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { Replies } from '../protocol/replies.ts';
import type { ViewEvent } from '../protocol/views.ts';
import { skillInfos, taskInfos } from '../skills/infos.ts';
import { TASKS } from '../skills/tasks.ts';
import { oneLine } from '../skills/wording.ts';
import type { Attendance } from './attendance.ts';
import { explainPlan } from './explain-plan.ts';
import { history } from './history.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import type { LearnedMethods } from './learned/methods.ts';
import { isMcpCommand, type McpServers } from './mcp/servers.ts';
import type { Memory } from './memory/memory.ts';
import type { ModelDesk } from './model-desk.ts';
import { secondOpinion } from './model/second-opinion.ts';
import type { PlanningPorts } from './ports.ts';
import type { ProvenScripts } from './scripts/proven.ts';
import type { Sharing } from './sync/sharing.ts';
import type { Pacing } from './time-left/pacing.ts';
import type { TuningDesk } from './tuning-desk.ts';

/** The longest goal that is read, in UTF-16 units. */
const LONGEST_GOAL = 32_000;
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

/** What is only planned acts on nothing. */
const mayAct = (command: Command): boolean =>
  ACTS.has(command.type) && !(command.type === 'run.start' && command.dryRun === true);

const onlyPerson = (origin: Origin): void => {
  if (origin !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person may do that.');
};

/** Everyone who knows an answer. */
interface Desks {
  readonly ports: PlanningPorts;
  readonly apps: readonly Application[];
  readonly manager: ExecutionManager;
  readonly knowledge: Knowledge;
  readonly memory: Memory;
  readonly learned: LearnedMethods;
  readonly mcp: McpServers;
  readonly sharing: Sharing;
  readonly modelDesk: ModelDesk;
  readonly tuningDesk: TuningDesk;
  readonly proven: ProvenScripts;
  readonly attendance: Attendance;
  readonly pacing: Pick<Pacing, 'timed'>;
  /** What a goal that was typed now is read with. */
  readonly context: () => GoalContext;
  readonly means: () => Parameters<typeof secondOpinion>[2];
  /** Aborted when what is asked of a model beside the runs is to end. */
  readonly asking: () => AbortSignal;
  readonly forget: (runId: string, origin: Origin) => Promise<void>;
  readonly emit: (event: ViewEvent) => void;
}

const begin = (
  manager: ExecutionManager,
  { text, by, dryRun }: Extract<Command, { type: 'run.start' }>,
): Replies['run.start'] => {
  const goal = text.trim();
  if (goal === '') throw new SonnyError('GOAL_EMPTY');
  if (goal.length > LONGEST_GOAL) throw new SonnyError('GOAL_TOO_LONG', `It has ${goal.length} characters.`);
  const how = { ...(by === undefined ? {} : { by: oneLine(by) }), ...(dryRun ? { dryRun } : {}) };
  return { runId: manager.start(goal, how) };
};

/** Answers commands: each by who knows of it, and those of one run by the execution. Throws what they throw. */
export const answering = (desks: Desks) => {
  const { ports, apps, manager, knowledge, memory, learned, mcp, sharing, modelDesk, tuningDesk, proven } = desks;
  const { attendance, pacing, context, means, asking, forget, emit } = desks;
  return async (command: Command, origin: Origin): Promise<unknown> => {
    if (ports.stop.pulled && mayAct(command)) throw new SonnyError('STOPPED', ports.stop.pulled.reason);
    if (mayAct(command)) attendance.admit(origin);
    if (isMcpCommand(command)) return mcp.command(command, origin);
    switch (command.type) {
      case 'goal.preview':
        return previewGoal(command.text.slice(0, LONGEST_GOAL), context(), ports.model?.ability()?.name ?? null);
      case 'run.start':
        return begin(manager, command);
      case 'run.get':
        return pacing.timed(manager.runs.get(command.runId).view);
      case 'run.forget':
        await forget(command.runId, origin);
        return null;
      case 'picture.get':
        return (await ports.pictures?.get(command.sha256)) ?? null;
      case 'history.list':
        return history(manager.runs, command.limit, command.before, command.search);
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
        return [...taskInfos(TASKS), ...skillInfos(ports.skills)];
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
        return explainPlan(command, manager.runs.get(command.runId).view, {
          skills: ports.skills,
          home: ports.home,
          apps,
        });
      case 'state.graph':
      case 'fact.get':
      case 'fact.why':
      case 'fact.why-not':
      case 'fact.assert':
      case 'fact.retract':
      case 'relations.list':
      case 'rules.list':
      case 'rules.text':
      case 'rules.compare':
      case 'facts.suppose':
      case 'suggestions.list':
      case 'suggestion.dismiss':
        return knowledge.command(command, origin);
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
      case 'run.criticise': {
        await secondOpinion(manager.runs.get(command.runId), ports, means(), asking());
        return null;
      }
      default:
        if (mayAct(command)) attendance.said(command.runId, origin);
        manager.command(command, origin);
        return null;
    }
  };
};
