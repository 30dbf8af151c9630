import type { RunContext } from './life/run-context.ts';
import type { RunState } from './state.ts';
import { snapshotAs } from './life/transition.ts';

/** What of the machine's context JSON has no form for. */
const SETS = ['asking', 'risky', 'named', 'replaced', 'tried', 'unverified'] as const;
type InSets = (typeof SETS)[number];
type KeptContext = Omit<RunContext, InSets | 'places'> & Readonly<Record<InSets, readonly string[]> & { places: null }>;

/** A run's state as JSON has it. */
type KeptState = Omit<RunState, 'snapshot' | 'usage'> & {
  readonly value: RunState['snapshot']['value'];
  readonly context: KeptContext;
  readonly usage: Omit<RunState['usage'], 'covered'> & { readonly covered: readonly string[] };
};

const TEXTS = new WeakMap<RunState, string>();

const made = ({ snapshot, usage, ...state }: RunState): string => {
  const { context } = snapshot;
  const lists = Object.fromEntries(SETS.map((name) => [name, [...context[name]]]));
  const kept = {
    ...state,
    value: snapshot.value,
    // Where steps are follows from the steps.
    context: { ...context, ...lists, places: null },
    usage: { ...usage, covered: [...usage.covered] },
  };
  return JSON.stringify(kept);
};

/** A run's state as a text; the same object gives the same text without being read again. */
const textOf = (state: RunState): string => {
  const known = TEXTS.get(state);
  if (known !== undefined) return known;
  const text = made(state);
  TEXTS.set(state, text);
  return text;
};

/** Runs as they stand, in one text. */
export const keptTextOf = (states: Iterable<RunState>): string => `[${[...states].map(textOf).join(',')}]`;

const stateOf = ({ value, context, usage, ...state }: KeptState): RunState => {
  const sets = Object.fromEntries(SETS.map((name) => [name, new Set(context[name])])) as Record<InSets, Set<string>>;
  const places = new Map(context.steps.map(({ id }, place) => [id, place]));
  return {
    ...state,
    snapshot: snapshotAs(value, { ...context, ...sets, places }),
    usage: { ...usage, covered: new Set(usage.covered) },
  };
};

/**
 * The states in a text that `keptTextOf` made, by run: what replaying their rows comes to. Whoever kept the text vouches that it is unchanged and
 * that this program made it.
 */
export const keptStatesIn = (text: string): Map<string, RunState> =>
  new Map((JSON.parse(text) as KeptState[]).map((kept) => [kept.view.id, stateOf(kept)]));
