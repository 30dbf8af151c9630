import type { RunState } from '../../execution/state.ts';
import { observeWith } from '../../execution/verify.ts';
import type { GoalContext, Intent, Reading } from '../../goals/intent.ts';
import { propose } from '../../planning/propose.ts';
import { assessing } from '../../policy/assess.ts';
import type { Ground } from '../../policy/provenance/ground.ts';
import type { Scripts } from '../../ports/scripts.ts';
import type { DataInput } from '../../prompts/data.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { PlannedStep, RunEvent } from '../../protocol/events.ts';
import type { ScriptDraft, ScriptReview } from '../../protocol/script.ts';
import { PERSON } from '../../symbolic/labels/source.ts';
import { lookingFor, worldOf } from '../looking.ts';
import { costing, ModelAsker } from '../model/ask.ts';
import { readFor } from '../model/ground-of.ts';
import { noteInjections, saidIn, type Means } from '../model/plan-with-model.ts';
import type { PlanningPorts } from '../ports.ts';
import { recordOf } from '../record-of.ts';
import { writtenScript } from './write-script.ts';

/** How long one review may take, and one look at a file that the goal names, in milliseconds. */
const REVIEW = 120_000;
const GLANCE = 3000;
/** Of a file that the goal names a model is given its beginning, in characters; of no more files than these. */
const SAMPLE = 1500;
const MOST_SAMPLES = 3;

/** Files that the person names in so many words: a script for them is written better by who has seen how they begin. */
const samplesFor = async (
  goal: string,
  home: string,
  ports: PlanningPorts,
  signal: AbortSignal,
): Promise<DataInput[]> => {
  const named = [...goal.matchAll(/(?:~|\/)\/?[^\s,;:"'“”()]+/gu)].map(([path]) =>
    path.replace(/^~/, home).replace(/\.$/, ''),
  );
  const samples: DataInput[] = [];
  for (const path of [...new Set(named)].slice(0, MOST_SAMPLES)) {
    const progress = { signal, deadline: ports.clock.now() + GLANCE, log: () => {} };
    const { value } = await observeWith(ports.observers, { kind: 'file.text', path }, progress);
    const text = value?.['text'];
    if (typeof text === 'string')
      samples.push({ from: { kind: 'file', of: path }, text: `${path} begins:\n${text.slice(0, SAMPLE)}` });
  }
  return samples;
};

/** What a person is shown that it leaves is what it may leave; where that is another each time, nobody can promise it. */
const intentOf = ({ title, script, tests, manifest }: ScriptDraft, review: ScriptReview, goal: string): Intent => {
  const shown = review.changes?.map(({ path, sha256 }) => ({ path, sha256 }));
  return {
    skill: 'script.run',
    args: { title, script, tests, ...manifest, ...(shown && review.steady ? { shown } : {}) },
    start: 0,
    end: goal.length,
  };
};

/** From a goal to a plan of one step: a script that a model wrote and that proved itself. Nothing outside the walls is touched. */
export const planScript = async (
  state: RunState,
  reading: Extract<Reading, { kind: 'not-understood' }>,
  context: GoalContext,
  ports: PlanningPorts & { readonly scripts: Scripts },
  means: Means,
  signal: AbortSignal,
): Promise<readonly RunEvent[]> => {
  const { id: runId, goal } = state.view;
  const { clock, hash, scripts } = ports;
  const chips = [...reading.chips];
  const base = (): { at: number; runId: string } => ({ at: clock.now(), runId });
  const refused = (error: SonnyError, draft: readonly PlannedStep[] = []): RunEvent[] => [
    {
      type: 'run.refused',
      ...base(),
      error: error.view(),
      suggestions: [...reading.suggestions],
      chips,
      draft: [...draft],
    },
  ];
  try {
    const walls = await scripts.walls();
    if (walls.level === 'none') return refused(new SonnyError('SCRIPT_NO_WALLS', `${walls.trouble} ${walls.remedy}`));
    const asker = new ModelAsker({ ...means, ...costing(ports), clock, hash, signal, state });
    const samples = await samplesFor(goal, context.home, ports, signal);
    await noteInjections(samples, runId, clock, means.note);
    const given: DataInput[] = [...samples];
    const written = await writtenScript({
      runId,
      asker,
      scripts,
      clock,
      note: means.note,
      home: context.home,
      goal: { from: PERSON, text: goal, cut: 'never' },
      samples,
      progress: () => ({ signal, deadline: clock.now() + REVIEW, log: () => {} }),
      given: (data) => given.push(data),
    });
    if (written.kind === 'failed') return refused(new SonnyError('SCRIPT_REFUSED', written.say));
    const { draft, review } = written;
    const ground: Ground = { by: 'model', words: saidIn(state), read: readFor(state.view, given), home: context.home };
    const intents = [intentOf(draft, review, goal)];
    const world = worldOf(context, ports);
    const held = { constraints: [], now: clock.now() };
    const proposal = await lookingFor(
      (known) => propose(intents, goal, known, world, ports.skills, assessing(ground), held),
      ports,
      signal,
    );
    if (proposal.kind === 'refused') return refused(new SonnyError(proposal.code, proposal.details), proposal.draft);
    if (proposal.kind !== 'plan')
      return refused(new SonnyError('PLAN_DOES_NOT_HOLD', 'A script needs nothing to be chosen.'));
    const steps = proposal.plan.steps.map((step) => (step.skill === 'script.run' ? { ...step, review } : step));
    const plan = recordOf({ ...proposal.plan, steps }, ports);
    return [
      { type: 'run.understood', ...base(), chips },
      { type: 'plan.made', ...base(), plan },
    ];
  } catch (thrown) {
    return refused(SonnyError.from(thrown));
  }
};
