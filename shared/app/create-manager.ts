import { ExecutionManager } from '../execution/manager.ts';
import type { Note } from '../execution/planner.ts';
import type { ExecutionPorts } from '../execution/ports.ts';
import type { GoalContext } from '../goals/intent.ts';
import type { Performer } from '../ports/performer.ts';
import type { ViewEvent } from '../protocol/views.ts';
import { createGrowers } from './growers.ts';
import type { LearnedMethods } from './learned/methods.ts';
import type { Memory } from './memory/memory.ts';
import type { Means } from './model/plan-with-model.ts';
import { takenIfWanted } from './pictures.ts';
import { planRun } from './plan-run.ts';
import type { PlanningPorts } from './ports.ts';
import { foreseeOtherWay, replanRun } from './replan-run.ts';
import { sayMissingRun } from './undo-run.ts';

/** What goals are read with: what was answered so far, and when it is. */
export type ContextWith = (answers: GoalContext['answers'], now: number) => GoalContext;

interface Managing {
  readonly ports: PlanningPorts;
  readonly performers: readonly Performer[];
  readonly observers: ExecutionPorts['observers'];
  readonly contextWith: ContextWith;
  readonly meansWith: (note: Note) => Omit<Means, 'model'>;
  /** Told before each plan. */
  readonly beforePlanning: () => void;
  readonly memory: () => Pick<Memory, 'offer'>;
  readonly learned: LearnedMethods;
  readonly emit: (event: ViewEvent) => void;
}

/** The manager of all runs, which has them planned, planned anew and grown by this program. */
export const createManager = (of: Managing): ExecutionManager => {
  const { ports, observers, contextWith, meansWith, emit } = of;
  const { model: _, ...offline } = ports;
  const growers = createGrowers();
  const manager: ExecutionManager = new ExecutionManager(
    { ...ports, performers: [...of.performers, ...growers.performers], observers, ...takenIfWanted(ports) },
    async (state, signal, note) => {
      of.beforePlanning();
      return of.memory().offer(
        await planRun(
          state,
          contextWith(state.answers, state.view.createdAt),
          // What is only planned while Sonny is stopped is planned without asking anyone.
          { ...(ports.stop.pulled ? offline : ports), observers },
          signal,
          { means: meansWith(note), learned: of.learned, missingRun: (intents) => sayMissingRun(intents, manager) },
        ),
      );
    },
    () => ports.settings.get().approvalSeconds,
    emit,
    {
      replan: (state, signal, note) =>
        replanRun(state, contextWith(state.answers, state.view.createdAt), ports, signal, meansWith(note)),
      foresee: (state, signal) =>
        foreseeOtherWay(state, contextWith(state.answers, state.view.createdAt), ports, signal),
    },
    growers.grower({ ports, contextOf: (state) => contextWith(state.answers, state.view.createdAt), meansWith }, emit),
  );
  return manager;
};
