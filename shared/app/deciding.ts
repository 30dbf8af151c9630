import { z } from 'zod';
import type { Grower } from '../execution/act/grow-step.ts';
import type { RunState } from '../execution/state.ts';
import { observeWith } from '../execution/act/verify.ts';
import type { GoalContext } from '../goals/intent.ts';
import { proposeRest } from '../planning/propose.ts';
import { tilde } from '../planning/words.ts';
import { assessing } from '../policy/assess.ts';
import type { Performer } from '../ports/performer.ts';
import { SonnyError } from '../protocol/errors.ts';
import { Json } from '../protocol/json.ts';
import { holdsText, IF } from '../skills/condition.ts';
import { groundOf } from './asked-by.ts';
import { lookingFor, worldOf } from './looking.ts';
import type { PlanningPorts } from './ports.ts';
import { asSaidBefore, referring } from './said-before.ts';

/** How long the look may take, in milliseconds. */
const LOOKING = 5000;

const Part = z.object({ skill: z.string(), args: z.record(z.string(), Json), start: z.number(), end: z.number() });
const Side = z.object({ words: z.string(), parts: z.array(Part) });
const Args = z.object({
  path: z.string(),
  absent: z.boolean(),
  text: z.string().optional(),
  so: Side,
  otherwise: Side.optional(),
});

interface Deciding {
  readonly ports: PlanningPorts;
  contextOf(state: RunState): GoalContext;
}

/** Decides a condition of the goal when its turn comes, by a look then, and plans what was asked for that case like any plan. */
export const createDecider =
  ({ ports, contextOf }: Deciding): Grower =>
  async (state, step, args, signal) => {
    const inner = state.view.steps.filter(({ within }) => within === step.id);
    const failed = inner.find(({ status }) => status === 'failed' || status === 'refused');
    if (failed) throw new SonnyError('NO_OTHER_WAY', failed.title);
    if (inner.length > 0) return { kind: 'done' };
    const parsed = Args.safeParse(args);
    if (!parsed.success) throw new SonnyError('COMMAND_INVALID', parsed.error.issues[0]?.message);
    const { path, absent, text, so, otherwise } = parsed.data;
    const progress = { signal, deadline: ports.clock.now() + LOOKING, log: () => {} };
    const kind = text === undefined ? 'file' : 'document.text';
    const { value, trouble = '' } = await observeWith(ports.observers, { kind, path }, progress);
    if (!value)
      throw new SonnyError('PLAN_CHANGED', `Nobody can say what is at ${tilde(path, ports.home)}: ${trouble}`);
    const is = text === undefined ? value['exists'] === true : holdsText(value['text'], text);
    const side = is !== absent ? so : otherwise;
    if (!side || side.parts.length === 0) return { kind: 'done' };
    const { goal, steps, asked = [], constraints = [] } = state.view;
    const context = contextOf(state);
    const world = worldOf(context, ports);
    // They were read by the grammar, and written down by the plan.
    const intents = asSaidBefore(side.parts, steps, ports.skills);
    const found = await lookingFor(
      (known) =>
        proposeRest(
          { goal, steps, asked },
          intents,
          { known, world, skills: ports.skills },
          assessing(groundOf(state.view, context.home)),
          { constraints, now: ports.clock.now() },
        ),
      ports,
      signal,
    );
    if (found.kind === 'question') return { kind: 'question', question: found.question };
    // No case of what lies in it is so.
    if (found.kind === 'refused' && found.code === 'NOTHING_TO_DO') return { kind: 'done' };
    if (found.kind === 'refused') throw new SonnyError(found.code, found.details);
    const within = found.plan.steps.map((one) => ({
      ...one,
      args: referring(one.args, steps),
      within: step.id,
      dependsOn: one.dependsOn.length > 0 ? one.dependsOn : [...step.dependsOn],
    }));
    return { kind: 'steps', steps: within, seen: ports.hash(JSON.stringify(value)) };
  };

/** What is left of such a step once its steps are done: nothing. */
export const decided: Performer = {
  skills: [IF],
  perform: async () => ({ status: 'done', outputs: {}, evidence: [], receipt: null }),
  undo: async () => ({ status: 'undone', evidence: [] }),
};
