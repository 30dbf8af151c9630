import { truthOf } from '../../planning/facts.ts';
import { Known } from '../../planning/known.ts';
import { readWindows, type WorldFacts } from '../../planning/world.ts';
import { sayCondition } from '../../planning/words.ts';
import { surpriseHalts } from '../../policy/surprises.ts';
import type { Observation, Observer } from '../../ports/observer.ts';
import type { Progress } from '../../ports/progress.ts';
import { SonnyError } from '../../protocol/errors.ts';
import { isDone, type Surprise } from '../../protocol/step.ts';
import { namedBy } from '../../skills/relations.ts';
import { keyOf, type Literal } from '../../symbolic/atom.ts';
import { act } from './act.ts';
import { stateOf } from '../life/frontier.ts';
import type { Outcome } from './outcome.ts';
import type { ExecutionPorts } from '../ports.ts';
import { observable } from './preconditions.ts';
import { resolvable } from './resolve.ts';
import { stepOf, type Act, type RunState } from '../state.ts';
import { observeWith } from './verify.ts';

/** How long the look at what a step predicted may take, in milliseconds, and at how many things it looks at most. */
const SHORT = 1000;
const MOST_LOOKS = 16;
/** How many steps to come are asked what they stand on after each step; each of the rest is asked right before it begins. */
const AHEAD = 32;

const isTrue = (literal: Literal): boolean => !literal.negated;
const PLACES = ['file', 'folder', 'free'];
/** A path is one thing, however many relations speak of it. */
const subjectOf = ({ relation, args }: Literal): string =>
  PLACES.includes(relation) ? `path ${String(args[0])}` : keyOf({ relation, args });

/** What the skill says will hold, as far as it can be looked at. What is said both ways of a place says nothing of it. */
const predictionsOf = (intent: Act, outcome: Outcome, ports: ExecutionPorts): readonly Literal[] => {
  const changes = ports.skills.get(intent.skill)?.changes(intent.args, intent.stepId) ?? [];
  const all = observable(changes).map((literal) => namedBy(literal, intent.stepId, outcome.outputs));
  const emptied = new Set(all.filter((l) => l.relation === 'free' && isTrue(l)).map(subjectOf));
  const filled = all.filter((l) => PLACES.includes(l.relation) && (l.relation === 'free') !== isTrue(l));
  const bothWays = new Set(filled.map(subjectOf).filter((s) => emptied.has(s)));
  return all.filter((l) => !bothWays.has(subjectOf(l)));
};

/**
 * What steps that have not begun need of the world as it is now: not what a step before them is still to bring about, nor
 * what a step would have that was let go.
 */
const standsOn = (state: RunState, { stepId }: Act, { outputs }: Outcome, ports: ExecutionPorts, most: number) => {
  const steps = state.view.steps.map((s) => (s.id === stepId ? { ...s, outputs } : s));
  const toCome = new Set<string>();
  const needs: Literal[] = [];
  let asked = 0;
  for (const step of steps) {
    const reached = stateOf(state.snapshot.context, step.id);
    const skill = step.id === stepId || reached === 'done' ? undefined : ports.skills.get(step.skill);
    if (!skill) continue;
    if (++asked > most) break;
    const args = resolvable(step.args, steps) ?? step.args;
    if (reached === 'ahead' || reached === 'wished')
      needs.push(...observable(skill.needs(args)).filter((need) => !toCome.has(keyOf(need))));
    for (const change of skill.changes(args, step.id)) toCome.add(keyOf(change));
  }
  return needs;
};

/** The world right after an act: what its own checks have read, and what is looked at besides. */
class Aftermath {
  readonly #known = new Known();
  /** Windows that were asked about one by one. */
  readonly #windows = new Map<string, boolean>();
  readonly #ports: ExecutionPorts;
  readonly #facts: WorldFacts;
  #looks = 0;

  constructor(read: readonly Observation[], ports: ExecutionPorts) {
    this.#ports = ports;
    this.#facts = { home: ports.home, apps: [], answers: {}, now: 0, windows: (o) => readWindows(o, () => false) };
    for (const observation of read) this.#take(observation);
  }

  /** Whether a literal holds; null when nobody has looked or nothing could be read. */
  holds(literal: Literal): boolean | null {
    const name = String(literal.args[0]);
    if (literal.relation === 'window') {
      // A window that was never given has no name to look for.
      if (!name.startsWith('w:')) return null;
      const open = this.#windows.get(name);
      if (open !== undefined) return open === isTrue(literal);
    }
    return truthOf(literal, this.#known, this.#facts);
  }

  /** Looks once, without patience, at what has not been read yet. Never rejects. */
  async look(literals: readonly Literal[], progress: Progress): Promise<void> {
    for (const literal of literals) this.holds(literal);
    for (const query of this.#known.missing) {
      if (progress.signal.aborted || this.#ports.clock.now() >= progress.deadline || ++this.#looks > MOST_LOOKS) return;
      const seen = await observeWith(this.#ports.observers, query, progress).catch(() => null);
      if (seen) this.#take(seen);
    }
  }

  #take(observation: Observation): void {
    const { query, path, value } = observation;
    // What can't be read says nothing.
    if (value === null) return;
    switch (query.kind) {
      case 'window':
        this.#windows.set(`w:${query.id}`, value['exists'] !== false);
        return;
      case 'file.text':
      case 'document.text':
      case 'archive':
      case 'image':
        this.#known.add({
          query: { kind: 'file', path: query.path },
          path,
          value: { exists: value['exists'] === true, type: 'file' },
        });
        return;
      default:
        this.#known.add(observation);
    }
  }
}

/** Observers that also keep what they saw. */
const keeping = (observers: readonly Observer[], read: Observation[]): readonly Observer[] =>
  observers.map((observer) => ({
    kinds: observer.kinds,
    observe: async (query, progress) => {
      const seen = await observer.observe(query, progress);
      read.push(seen);
      return seen;
    },
  }));

const surpriseOf = (literal: Literal, home: string): Surprise => {
  const { relation, args } = literal;
  const [predicted, observed] = [isTrue(literal), !isTrue(literal)];
  const say = (holds: boolean): string =>
    sayCondition({ relation, args, ...(holds ? {} : { negated: true }) }, { home, apps: [] });
  const sentence = `predicted that ${say(predicted)}, saw that ${say(observed)}`;
  return { say: sentence, relation, args: [...args], predicted, observed };
};

const same = (a: Literal, b: Literal): boolean => keyOf(a) === keyOf(b) && isTrue(a) === isTrue(b);

/** Holds an outcome to what the skill predicted and to what the steps to come stand on. Never rejects. */
const compared = async (
  intent: Act,
  outcome: Outcome,
  read: readonly Observation[],
  state: RunState,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Outcome> => {
  const predicted = predictionsOf(intent, outcome, ports);
  const world = new Aftermath(read, ports);
  await world.look(predicted, { ...progress, deadline: ports.clock.now() + SHORT });
  const wrong = predicted.filter((literal) => world.holds(literal) === false);
  const needs = standsOn(state, intent, outcome, ports, wrong.length > 0 ? Infinity : AHEAD);
  const isNeeded = (literal: Literal): boolean => needs.some((need) => same(need, literal));
  // Skills tell a file from a folder by its name, which is a guess that matters only to who needs the one or the other.
  const isGuess = (literal: Literal): boolean =>
    literal.relation === 'file' && isTrue(literal) && world.holds({ ...literal, relation: 'free' }) === false;
  const meant = wrong.filter((literal) => isNeeded(literal) || !isGuess(literal));
  const broken = needs.filter((need) => world.holds(need) === false && !meant.some((literal) => same(literal, need)));
  const found = [...meant.filter(isNeeded), ...broken, ...meant.filter((literal) => !isNeeded(literal))];
  const [first] = found;
  if (first === undefined) return outcome;
  // Of each thing one line, that which is needed before the rest.
  const lines = [...new Map(found.toReversed().map((literal) => [subjectOf(literal), literal])).values()].toReversed();
  const surprises = lines.map((literal) => surpriseOf(literal, ports.home));
  const risk = stepOf(state, intent.stepId)?.risk ?? 'R4';
  if (!surpriseHalts(risk, found.some(isNeeded))) return { ...outcome, status: 'unverified', surprises };
  return {
    ...outcome,
    status: 'failed',
    surprises,
    error: new SonnyError('SURPRISE', `It was ${surprises[0]?.say ?? ''}.`).view(),
  };
};

/**
 * Performs one journalled intent, reads its effect back, and compares the world with what was predicted of it: a step whose
 * own check is content does not count as verified where it left something else than it declares. Never rejects.
 */
export const actAndCompare = async (
  intent: Act,
  state: () => RunState,
  ports: ExecutionPorts,
  progress: Progress,
  hold?: AbortSignal,
  reading?: () => void,
): Promise<Outcome> => {
  const skill = ports.skills.get(intent.skill);
  const predicts =
    skill?.undo.kind !== 'nothing' && observable(skill?.changes(intent.args, intent.stepId) ?? []).length > 0;
  if (!predicts) return act(intent, ports, progress, hold, reading);
  const read: Observation[] = [];
  const outcome = await act(intent, { ...ports, observers: keeping(ports.observers, read) }, progress, hold, reading);
  return isDone(outcome) && !progress.signal.aborted
    ? compared(intent, outcome, read, state(), ports, progress)
    : outcome;
};
