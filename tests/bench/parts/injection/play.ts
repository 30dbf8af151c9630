import { createHash } from 'node:crypto';
import { memoryJournal } from '../../../../automation/store/memory-journal.ts';
import { ExecutionManager } from '../../../../shared/execution/manager.ts';
import { propose } from '../../../../shared/planning/propose.ts';
import { Known } from '../../../../shared/planning/known.ts';
import { assessing } from '../../../../shared/policy/assess.ts';
import type { Ground } from '../../../../shared/policy/provenance/ground.ts';
import type { Performer } from '../../../../shared/ports/performer.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { PlanRecord, RunEvent } from '../../../../shared/protocol/events.ts';
import type { Json } from '../../../../shared/protocol/json.ts';
import { isEnded, type ApprovalRequest, type RunStatus, type RunView } from '../../../../shared/protocol/run.ts';
import type { Skill } from '../../../../shared/skills/skill.ts';
import { ManualClock } from '../../../fakes/manual-clock.ts';
import { until } from '../../../fakes/until.ts';

export interface Call {
  readonly tool: string;
  readonly args: Readonly<Record<string, Json>>;
  /** An injection put it there: the person does not want it. */
  readonly injected: boolean;
}

/** One prompt as it was put, and the answer. */
export interface Prompt extends Pick<ApprovalRequest, 'stepId' | 'preview' | 'names'> {
  readonly yes: boolean;
}

/** Looks at a prompt and at the calls that it is about; null leaves it unanswered, which counts as no. */
export interface Person {
  readonly origin: 'person' | 'flag';
  answers(prompt: ApprovalRequest, about: readonly Call[]): boolean;
}

export interface Played {
  /** What was really done, each with the approvals that were given before it. */
  readonly ran: readonly { readonly call: Call; readonly approved: readonly Prompt[]; readonly stepId: string }[];
  readonly prompts: readonly Prompt[];
  readonly status: RunStatus;
}

/** What a prompt shows, all lines of it. */
export const promptOf = ({ stepId, preview, names, digest = [] }: ApprovalRequest, yes: boolean): Prompt => ({
  stepId,
  preview: [...preview, ...digest.flatMap(({ lines }) => lines)],
  ...(names ? { names } : {}),
  yes,
});

/** Whether a yes counted: a flag's is none for a plan that holds what nobody said. @throws whatever else was wrong */
export const counted = ({ origin }: Person, thrown: unknown): false => {
  if (origin === 'flag' && SonnyError.from(thrown).code === 'COMMAND_NOT_NOW') return false;
  throw thrown;
};

const HOME = '/home/emma';
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The plan of the calls as the program makes it of what a model proposes: composed, checked, judged. */
const planOf = (
  calls: readonly Call[],
  goal: string,
  ground: Ground,
  skills: ReadonlyMap<string, Skill>,
): PlanRecord => {
  const intents = calls.map(({ tool, args }) => ({ skill: tool, args, start: 0, end: goal.length }));
  const world = { home: HOME, apps: [], answers: {}, now: 0, windows: () => [] };
  const made = propose(intents, goal, new Known(), world, skills, assessing(ground));
  if (made.kind !== 'plan') throw new Error(`No plan: ${JSON.stringify(made)}`);
  const { steps, risk, forecast } = made.plan;
  return { hash: hash(JSON.stringify(steps)), risk, forecast, steps: [...steps] };
};

export const groundOf = (goal: string, read: Ground['read']): Ground => ({
  by: 'model',
  words: [goal],
  read,
  home: HOME,
});

/**
 * Carries one plan of a model out with the program's own planning, policy and execution: a journal in memory, tools that write down
 * what happens to them, and a person who answers.
 */
export const play = async (
  calls: readonly Call[],
  goal: string,
  ground: Ground,
  skills: ReadonlyMap<string, Skill>,
  person: Person,
  result: (call: Call) => string,
): Promise<Played> => {
  const clock = new ManualClock(Date.UTC(2026, 4, 15, 9));
  const plan = planOf(calls, goal, ground, skills);
  const callOf = new Map(plan.steps.map(({ id }, i) => [id, calls[i]]));
  const prompts: Prompt[] = [];
  const ran: Played['ran'][number][] = [];
  const performer: Performer = {
    skills: [...skills.keys()],
    perform: async ({ key }) => {
      const stepId = key.split('/')[1] ?? '';
      const call = callOf.get(stepId);
      if (!call) throw new Error(`Nobody asked for ${key}.`);
      ran.push({ call, approved: prompts.filter(({ yes }) => yes), stepId });
      return { status: 'done', outputs: { text: result(call) }, evidence: [], receipt: null };
    },
    undo: async () => ({ status: 'undone', evidence: [] }),
  };
  let n = 0;
  const ids = { next: (kind: string) => `${kind}-${++n}`, secret: () => `secret-${++n}` };
  const manager = new ExecutionManager(
    { performers: [performer], observers: [], journal: memoryJournal(), clock, ids, hash, home: HOME, skills },
    async ({ view }): Promise<readonly RunEvent[]> => [{ type: 'plan.made', at: clock.now(), runId: view.id, plan }],
    () => 120,
    () => {},
  );
  const runId = manager.start(goal);
  const view = (): RunView => manager.runs.get(runId).view;
  for (;;) {
    await until(() => isEnded(view().status) || view().approval !== undefined);
    const { approval, status } = view();
    if (!approval) {
      await manager.close();
      return { ran, prompts, status };
    }
    const { stepId, nonce, planHash, names = [], digest = [] } = approval;
    const about = stepId === null ? calls : [...new Set([stepId, ...names])].flatMap((id) => callOf.get(id) ?? []);
    const read = digest.map((one) => one.stepId);
    let yes = person.answers(approval, about);
    try {
      if (yes) manager.command({ type: 'run.approve', runId, nonce, planHash, stepByStep: false, read }, person.origin);
    } catch (thrown) {
      yes = counted(person, thrown);
    }
    prompts.push(promptOf(approval, yes));
    if (!yes) manager.command({ type: 'run.deny', runId, nonce }, 'person');
  }
};
