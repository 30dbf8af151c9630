import type { RunState } from '../../execution/state.ts';
import { observeWith } from '../../execution/act/verify.ts';
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
import { keptToByGrammar } from '../model/kept-to.ts';
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

/** What planning a script needs; nobody is asked where an earlier script still does it. */
interface Scene {
  readonly state: RunState;
  readonly reading: Extract<Reading, { kind: 'not-understood' }>;
  readonly context: GoalContext;
  readonly ports: PlanningPorts & { readonly scripts: Scripts };
  readonly signal: AbortSignal;
}

const refusedIn = (
  { state, reading, ports }: Scene,
  error: SonnyError,
  draft: readonly PlannedStep[] = [],
): RunEvent[] => [
  {
    type: 'run.refused',
    at: ports.clock.now(),
    runId: state.view.id,
    error: error.view(),
    suggestions: [...reading.suggestions],
    chips: [...reading.chips],
    draft: [...draft],
  },
];

/** A plan of one step, checked like any plan: the script that passed. `given`: what who wrote it had read. */
const planned = async (
  scene: Scene,
  draft: ScriptDraft,
  review: ScriptReview,
  given: readonly DataInput[],
): Promise<readonly RunEvent[]> => {
  const { state, context, ports, signal, reading } = scene;
  const { goal, id: runId } = state.view;
  const ground: Ground = { by: 'model', words: saidIn(state), read: readFor(state.view, given), home: context.home };
  const base = { at: ports.clock.now(), runId };
  const chips = [...reading.chips];
  const kept = keptToByGrammar(goal, context);
  const constraints = 'question' in kept ? [] : kept.constraints;
  const intents = [intentOf(draft, review, goal)];
  const world = worldOf(context, ports);
  const held = { constraints, now: ports.clock.now() };
  const proposal = await lookingFor(
    (known) => propose(intents, goal, known, world, ports.skills, assessing(ground), held),
    ports,
    signal,
  );
  if (proposal.kind === 'refused')
    return refusedIn(scene, new SonnyError(proposal.code, proposal.details), proposal.draft);
  if (proposal.kind !== 'plan')
    return refusedIn(scene, new SonnyError('PLAN_DOES_NOT_HOLD', 'A script needs nothing to be chosen.'));
  const steps = proposal.plan.steps.map((step) => (step.skill === 'script.run' ? { ...step, review } : step));
  return [
    { type: 'run.understood', ...base, chips, ...(constraints.length > 0 ? { constraints: [...constraints] } : {}) },
    { type: 'plan.made', ...base, plan: recordOf({ ...proposal.plan, steps }, ports) },
  ];
};

/** What the goal may forbid, and nobody can hold a plan to, is asked about before anything is written. null: there is no such thing. */
export const askWhatIsKeptTo = ({ state, reading, context, ports }: Scene): readonly RunEvent[] | null => {
  const kept = keptToByGrammar(state.view.goal, context);
  if (!('question' in kept)) return null;
  const question = { id: ports.ids.next('question'), ...kept.question };
  return [{ type: 'question.asked', at: ports.clock.now(), runId: state.view.id, question, chips: [...reading.chips] }];
};

const reviewing = ({ ports, signal }: Scene) => ({ signal, deadline: ports.clock.now() + REVIEW, log: () => {} });

/**
 * The plan of a goal that ran a script before: the same script, proved once more on the files as they are now. No model is asked. null: there
 * is none, or it no longer holds.
 */
export const planEarlierScript = async (
  scene: Scene,
  earlier: ScriptDraft | null,
): Promise<readonly RunEvent[] | null> => {
  const { scripts } = scene.ports;
  if (earlier === null || (await scripts.walls()).level === 'none') return null;
  const review = await scripts.review(earlier, reviewing(scene)).catch(() => null);
  // Nobody knows here what its writer had read: it may hold anyone's words.
  const text = JSON.stringify(earlier);
  return review?.passed ? planned(scene, earlier, review, [{ from: { kind: 'file', of: '' }, text }]) : null;
};

/** From a goal to a plan of one step: a script that a model wrote and that proved itself. Nothing outside the walls is touched. */
export const planScript = async (scene: Scene, means: Means): Promise<readonly RunEvent[]> => {
  const { state, context, ports, signal } = scene;
  const { id: runId, goal } = state.view;
  const { clock, hash, scripts } = ports;
  try {
    const walls = await scripts.walls();
    if (walls.level === 'none')
      return refusedIn(scene, new SonnyError('SCRIPT_NO_WALLS', `${walls.trouble} ${walls.remedy}`));
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
      progress: () => reviewing(scene),
      given: (data) => given.push(data),
    });
    return written.kind === 'failed'
      ? refusedIn(scene, new SonnyError('SCRIPT_REFUSED', written.say))
      : await planned(scene, written.draft, written.review, given);
  } catch (thrown) {
    return refusedIn(scene, SonnyError.from(thrown));
  }
};
