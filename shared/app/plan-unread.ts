import type { RunState } from '../execution/state.ts';
import type { GoalContext, Reading } from '../goals/intent.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { LearnedMethods } from './learned/methods.ts';
import { planLearned } from './learned/plan-learned.ts';
import { canAsk, planWithModel, type Means } from './model/plan-with-model.ts';
import type { PlanningPorts } from './ports.ts';
import { askWhatIsKeptTo, planEarlierScript, planScript } from './scripts/plan-script.ts';
import { offeringScript, wantsScript } from './scripts/wanted.ts';

export interface Unread {
  readonly state: RunState;
  readonly reading: Extract<Reading, { kind: 'not-understood' }>;
  readonly context: GoalContext;
}

/** Who may know what the grammar does not. */
export interface Helpers {
  readonly means: Omit<Means, 'model'>;
  readonly learned: Pick<LearnedMethods, 'for'>;
}

/**
 * Plans a goal that the grammar does not read: by what did one like it, by a script that still does it, by a model's plan or script.
 * null: nobody knows a way, or nobody is to be asked for one.
 */
export const planUnread = async (
  unread: Unread,
  ports: PlanningPorts,
  signal: AbortSignal,
  { means, learned }: Helpers,
): Promise<readonly RunEvent[] | null> => {
  const { state, reading, context } = unread;
  if (reading.flaw === true) return null;
  const known = await planLearned(state, context, ports, learned, signal);
  if (known) return known;
  const { model, scripts } = ports;
  const asking = canAsk(model) ? { ...means, model } : null;
  if (scripts) {
    const scene = { ...unread, ports: { ...ports, scripts }, signal };
    const earlier = means.earlierScript?.(state.view.goal) ?? null;
    const writing = wantsScript(state) ? asking : null;
    const question = earlier || writing ? askWhatIsKeptTo(scene) : null;
    if (question) return question;
    const again = await planEarlierScript(scene, earlier);
    if (again) return again;
    if (writing) return planScript(scene, writing);
  }
  if (!asking) return null;
  const planned = await planWithModel(state, reading, context, ports, asking, signal);
  const walled = scripts !== undefined && (await scripts.walls()).level === 'full';
  return walled
    ? offeringScript(planned, state, asking.model.ability()?.name ?? '', () => ports.ids.next('question'))
    : planned;
};
