import { shorten } from '../../planning/words.ts';
import { FAILED_BEFORE, RATES, RUN_LIMITS, type Budget } from '../../policy/budgets.ts';
import { isHasty, latest, type Decision } from '../../policy/fatigue.ts';
import { coolsUntil, isSpent, NOTHING_SPENT, refuse, spend, type Spending } from '../../policy/spending.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { StepView } from '../../protocol/step.ts';
import { touchesOf } from '../../skills/footprint.ts';
import type { ExecutionPorts } from '../ports.ts';
import { stepOf, type Act, type RunState } from '../state.ts';
import { decisionOf, deniedClass } from './usage.ts';

const SPAN = { 60_000: 'a minute', 3_600_000: 'an hour' } as const;

/** How much a run may use: as the policy says, and once more for each word of a person. */
const limit = (most: number, { usage }: RunState, budget: Budget): number => most * (1 + (usage.raised[budget] ?? 0));

/** Whether what the step does has failed often enough in steps that others took the place of. */
const goesInCircles = (state: RunState, step: StepView, args: Act['args']): boolean => {
  const { replaced } = state.snapshot.context;
  if (replaced.size === 0) return false;
  const same = JSON.stringify([step.skill, args]);
  const failed = state.acts.filter((a) => replaced.has(a.stepId) && JSON.stringify([a.skill, a.args]) === same);
  return failed.length >= FAILED_BEFORE + (state.usage.raised.loop ?? 0);
};

/** What all runs have used lately, and each of them by itself. Folds rows as they are written. */
export class Budgets {
  readonly #ports: Pick<ExecutionPorts, 'skills' | 'home' | 'clock' | 'mostPerRun'>;
  #spending: Spending = NOTHING_SPENT;
  /** A person's last answers, over all runs. */
  #decisions: readonly Decision[] = [];
  /** By run: how many of its acts were counted, and the files they touched. */
  readonly #files = new Map<string, { counted: number; readonly paths: Set<string> }>();

  constructor(ports: Pick<ExecutionPorts, 'skills' | 'home' | 'clock' | 'mostPerRun'>) {
    this.#ports = ports;
  }

  /** What was begun before Sonny started counts, too. */
  seed(states: readonly RunState[]): void {
    const begun = states.flatMap(({ view }) =>
      view.steps.flatMap(({ risk, startedAt }) => (startedAt === undefined ? [] : [{ risk, at: startedAt }])),
    );
    for (const { risk, at } of begun.sort((a, b) => a.at - b.at)) this.#spending = spend(this.#spending, risk, at);
    const decisions = states.flatMap(({ usage }) => usage.decisions).sort((a, b) => a.at - b.at);
    for (const decision of decisions) this.#decisions = latest(this.#decisions, decision);
    const noes = states.flatMap(({ usage }) => usage.noes).sort((a, b) => a.at - b.at);
    for (const { risk, at } of noes) this.#spending = refuse(this.#spending, risk, at);
  }

  /** A row was written; `before` is the run as it was. */
  take(event: RunEvent, before: RunState | undefined): void {
    if (!before) return;
    const decision = decisionOf(before.usage, event);
    if (decision) this.#decisions = latest(this.#decisions, decision);
    if (event.type === 'step.intended') {
      const risk = stepOf(before, event.stepId)?.risk;
      if (risk) this.#spending = spend(this.#spending, risk, event.at);
    } else if (event.type === 'approval.denied') {
      const risk = deniedClass(before.view, event);
      if (risk) this.#spending = refuse(this.#spending, risk, event.at);
    }
  }

  /**
   * COOLING_DOWN while the class of the step is not to be asked about; else null. A plan with the step that a person said yes to
   * after their noes is their newer word: only noes since then count.
   */
  cooling({ usage }: RunState, step: StepView): SonnyError | null {
    const now = this.#ports.clock.now();
    const { planned } = usage;
    const until = coolsUntil(this.#spending, step.risk, now, planned?.steps.includes(step.id) ? planned.at : undefined);
    if (until === null) return null;
    const minutes = Math.max(1, Math.ceil((until - now) / 60_000));
    return new SonnyError('COOLING_DOWN', `“${step.title}” can be asked about again in ${minutes} min.`);
  }

  /** Whether a person answers so quickly that they can't have read what they are asked. */
  hasty({ usage }: RunState): boolean {
    return isHasty(usage.decisions, this.#decisions, this.#ports.clock.now());
  }

  /** What speaks against one more act, or null. To be asked right before its row is written. */
  against(state: RunState, step: StepView, args: Act['args']): SonnyError | null {
    const now = this.#ports.clock.now();
    const { acts, usage } = state;
    const { cost, begunAt, covered, raised } = usage;
    const rate = RATES[step.risk];
    if (rate && !covered.has(step.id) && !raised.rate && isSpent(this.#spending, step.risk, now))
      return new SonnyError(
        'BUDGET_RATE',
        `${rate.most} steps like “${step.title}” in ${SPAN[rate.per as keyof typeof SPAN] ?? 'a while'}.`,
      );
    if (acts.length >= limit(RUN_LIMITS.steps, state, 'steps') + covered.size)
      return new SonnyError('BUDGET_STEPS', `It has begun ${acts.length} steps.`);
    if (begunAt !== null && now - begunAt > limit(RUN_LIMITS.time, state, 'time'))
      return new SonnyError('BUDGET_TIME', `It began ${Math.round((now - begunAt) / 60_000)} min ago.`);
    if (cost > limit(this.#ports.mostPerRun?.() ?? RUN_LIMITS.cost, state, 'cost'))
      return new SonnyError('BUDGET_COST', `Models have cost $${cost.toFixed(2)}.`);
    const files = this.#touched(state, step, args);
    if (files > limit(RUN_LIMITS.files, state, 'files'))
      return new SonnyError('BUDGET_FILES', `With this step it would have touched ${files} files.`);
    if (goesInCircles(state, step, args))
      return new SonnyError('LOOP_BROKEN', shorten(`“${step.title}” has failed before.`, this.#ports.home));
    return null;
  }

  /** How many files the run will have touched with this step. Looks at each act once. */
  #touched(state: RunState, step: StepView, args: Act['args']): number {
    const runId = state.view.id;
    const own = this.#files.get(runId) ?? { counted: 0, paths: new Set<string>() };
    this.#files.set(runId, own);
    const touches = (skill: string, given: Act['args']): readonly string[] => {
      const its = this.#ports.skills.get(skill);
      return its ? touchesOf(its, given).map(({ path }) => path) : [];
    };
    for (; own.counted < state.acts.length; own.counted++) {
      const act = state.acts[own.counted];
      if (act) for (const path of touches(act.skill, act.args)) own.paths.add(path);
    }
    const more = touches(step.skill, args).filter((path) => !own.paths.has(path));
    return (more.length > 1 ? new Set(more).size : more.length) + own.paths.size;
  }
}
