import type { ExecutionManager } from '../execution/manager.ts';
import type { RunCommand } from '../execution/decide.ts';
import type { Account } from '../planning/explain/account.ts';
import type { Origin } from '../ports/sonny.ts';
import type { Command } from '../protocol/commands.ts';
import { SonnyError } from '../protocol/errors.ts';
import type { ViewEvent } from '../protocol/views.ts';
import { aboutGoals, type GoalDesk } from './answers/about-goals.ts';
import { aboutMemory } from './answers/about-memory.ts';
import { aboutModels } from './answers/about-models.ts';
import { aboutPeers } from './answers/about-peers.ts';
import { aboutPlans } from './answers/about-plans.ts';
import { aboutProgram } from './answers/about-program.ts';
import { aboutRuns, type RunDesk } from './answers/about-runs.ts';
import type { Attendance } from './attendance.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import type { LearnedMethods } from './learned/methods.ts';
import { isMcpCommand, type McpCommand, type McpServers } from './mcp/servers.ts';
import type { Memory } from './memory/memory.ts';
import type { ModelDesk } from './model-desk.ts';
import type { PlanningPorts } from './ports.ts';
import type { ProvenScripts } from './scripts/proven.ts';
import type { Sharing } from './sync/sharing.ts';
import type { TuningDesk } from './tuning-desk.ts';

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

/** Everyone who knows an answer. */
export interface Desks extends Omit<RunDesk, 'runs'>, Pick<GoalDesk, 'context'> {
  readonly ports: PlanningPorts;
  /** What plans are explained with. */
  readonly account: Account;
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
  readonly emit: (event: ViewEvent) => void;
}

/** All answers but those of MCP servers, and of the runs that a command moves. */
const answersOf = (desks: Desks) => {
  const { ports, manager, account, knowledge, memory, learned, sharing, modelDesk, tuningDesk } = desks;
  const { runs } = manager;
  return {
    ...aboutGoals({ ...desks, model: ports.model }),
    ...aboutRuns({ ...desks, runs }),
    ...aboutPlans(runs, account),
    ...aboutProgram(desks),
    ...aboutModels(modelDesk, tuningDesk),
    ...aboutMemory(memory, learned),
    ...aboutPeers(sharing),
    ...knowledge.answers,
  };
};

/** Answers commands: each by who knows of it, and those that move a run by the execution. Throws what they throw. */
export const answering = (desks: Desks) => {
  const { ports, manager, mcp, attendance } = desks;
  const answers = answersOf(desks);
  type Answered = Extract<Command, { type: keyof typeof answers }>;
  const isAnswered = (command: Command): command is Answered => command.type in answers;
  return async (command: Command, origin: Origin): Promise<unknown> => {
    if (mayAct(command)) {
      if (ports.stop.pulled) throw new SonnyError('STOPPED', ports.stop.pulled.reason);
      attendance.admit(origin);
    }
    if (isMcpCommand(command)) return mcp.command(command, origin);
    if (isAnswered(command)) {
      // Each answer takes the command that it is kept under.
      const answer = answers[command.type] as (command: Answered, origin: Origin) => unknown;
      return answer(command, origin);
    }
    const moves: Exclude<RunCommand, { type: 'run.get' }> = command satisfies Exclude<Command, Answered | McpCommand>;
    if (mayAct(moves)) attendance.said(moves.runId, origin);
    manager.command(moves, origin);
    return null;
  };
};
