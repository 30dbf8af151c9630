import { withObserved } from '../../planning/facts.ts';
import { Known } from '../../planning/known.ts';
import { Unseen } from '../../planning/refusal.ts';
import { readWindows, type WorldFacts } from '../../planning/world.ts';
import { sayCondition } from '../../planning/words.ts';
import type { Observation, Query } from '../../ports/observer.ts';
import type { Progress } from '../../ports/progress.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/json.ts';
import type { StepView } from '../../protocol/step.ts';
import { GOOD_FOR } from '../../skills/relations.ts';
import { keyOf, type Literal } from '../../symbolic/atom.ts';
import { readFact } from '../../symbolic/facts/fact-text.ts';
import { State } from '../../symbolic/state.ts';
import type { ExecutionPorts } from '../ports.ts';
import { observeWith } from './verify.ts';

/** Relations that can be looked at again at any time; the rest are the plan's own bookkeeping. */
const OBSERVABLE: ReadonlySet<string> = new Set(['file', 'folder', 'free', 'window', 'page', 'clipboard-text']);

/** What of an observation an approval is bound to: of the windows only those that are meant, and what they show. */
const identity = (seen: Observation, meant: ReadonlySet<string>): Json =>
  seen.query.kind === 'windows'
    ? readWindows(seen, (w) => !meant.has(`w:${w.id}`)).map(({ id, pid, app, title }) => ({ id, pid, app, title }))
    : seen.value;

/** The world as a step's preconditions see it now. */
export interface Present {
  /** The first condition that does not hold, or null. */
  readonly unmet: Literal | null;
  /** What a look cannot tell and must be known. */
  readonly unseen: readonly Literal[];
  /** When the last look was, and until when the first is good. */
  readonly seenAt: number;
  readonly goodUntil: number;
  /** Hash of everything that was looked at: changes when a file's bytes or a window's identity do. */
  readonly facts: () => string;
}

/** Those that can be looked at. */
export const observable = (literals: readonly Literal[]): readonly Literal[] =>
  literals.filter(({ relation }) => OBSERVABLE.has(relation));

/** What a method went by in choosing the step, which the step itself does not need: the plan has it as a fact. */
export const reliedOn = (step: Pick<StepView, 'needs'>, needs: readonly Literal[]): readonly Literal[] => {
  const own = new Set(needs.map(keyOf));
  return step.needs.flatMap(({ fact }) => (fact === undefined || own.has(fact) ? [] : [readFact(fact)]));
};

/**
 * Looks at what a step relies on, with its real arguments. Who is asked about one step alone says yes to what it does to
 * what is there, so the facts of such a step are also those of what it changes and is about.
 */
export const present = async (
  step: Pick<StepView, 'id' | 'skill' | 'asks' | 'needs'>,
  args: Readonly<Record<string, Json>>,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Present> => {
  const skill = ports.skills.get(step.skill);
  const all = skill?.needs(args) ?? [];
  const needs = observable(all);
  const changes = step.asks ? observable(skill?.changes(args, step.id) ?? []) : [];
  const meant = new Set(needs.flatMap((need) => (need.relation === 'window' ? [String(need.args[0])] : [])));
  const told = new Set(step.needs.map(({ fact }) => fact));
  const known = new Known();
  const seen: Observation[] = [];
  let [seenAt, firstAt] = [-Infinity, Infinity];
  const look = (query: Query): Promise<Observation> => {
    // From when it was asked for: what comes back may have been read at once.
    const at = ports.clock.now();
    [seenAt, firstAt] = [Math.max(seenAt, at), Math.min(firstAt, at)];
    return observeWith(ports.observers, query, progress);
  };
  const about = step.asks ? await Promise.all((skill?.about?.(args) ?? []).map(look)) : [];
  const world: WorldFacts = {
    home: ports.home,
    apps: [],
    answers: {},
    now: 0,
    windows: (o) => readWindows(o, () => false),
  };
  for (;;) {
    try {
      const state = withObserved(State.empty, [...needs, ...changes], new Set(), known, world);
      // What can't be read is not called changed: whoever acts will say why it can't.
      const blind = seen.some((o) => o.value === null);
      const unmet = blind ? null : (needs.find((need) => !state.holds(need)) ?? null);
      const goodFor = Math.min(...[...needs, ...changes].map(({ relation }) => GOOD_FOR[relation] ?? Infinity));
      return {
        unmet,
        // What could not be read was planned on what was told of it, if anything was.
        unseen: [
          ...all.filter((need) => !needs.includes(need) || (blind && told.has(keyOf(need)))),
          ...reliedOn(step, all),
        ],
        seenAt,
        goodUntil: firstAt === Infinity ? Infinity : firstAt + goodFor,
        facts: () => ports.hash(JSON.stringify([...seen, ...about].map((o) => [o.query, identity(o, meant)]))),
      };
    } catch (thrown) {
      if (!(thrown instanceof Unseen)) throw thrown;
      for (const query of known.missing) {
        const observation = await look(query);
        known.add(observation);
        seen.push(observation);
      }
    }
  }
};

/** Whether what was seen is still good. After a clock was set back nobody can say how old it is. */
export const isFresh = ({ seenAt, goodUntil }: Pick<Present, 'seenAt' | 'goodUntil'>, now: number): boolean =>
  seenAt <= now && now < goodUntil;

/**
 * Refuses a step whose ground has changed since it was planned, or since its own approval was asked for.
 * @throws SonnyError TARGET_GONE or PLAN_CHANGED; nothing was touched.
 */
export const stillHolds = (step: StepView, now: Present, approved: string | undefined, home: string): void => {
  if (now.unmet?.relation === 'window')
    throw new SonnyError('TARGET_GONE', `“${step.title}” was about a window that has closed.`);
  if (now.unmet?.relation === 'page')
    throw new SonnyError('TARGET_GONE', `“${step.title}” was about a page that has closed.`);
  if (now.unmet) {
    const condition = sayCondition(now.unmet, { home, apps: [] });
    throw new SonnyError('PLAN_CHANGED', `“${step.title}” needs that ${condition}, which is no longer so.`);
  }
  if (approved !== undefined && approved !== now.facts())
    throw new SonnyError('PLAN_CHANGED', `What “${step.title}” is about has changed since you approved it.`);
};
