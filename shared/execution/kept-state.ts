import { PagedList } from './life/paged-list.ts';
import type { RunContext } from './life/run-context.ts';
import { snapshotAs } from './life/transition.ts';
import type { RunState } from './state.ts';

/** What of the machine's context JSON has no form for. */
const SETS = ['asking', 'risky', 'named', 'replaced', 'tried', 'unverified'] as const;
type InSets = (typeof SETS)[number];
type Usage = RunState['usage'];
type Listed<T, Names extends keyof T> = Omit<T, Names> & Readonly<Record<Names, readonly string[]>>;

/** A run's state as JSON has it, in the parts whose fields are kept one by one. */
interface Kept {
  readonly run: Omit<RunState, 'snapshot' | 'view' | 'usage' | 'tries'> & {
    readonly tries: ReturnType<RunState['tries']['toJSON']>;
    readonly value: RunState['snapshot']['value'];
  };
  readonly view: RunState['view'];
  readonly context: Listed<Omit<RunContext, 'places' | 'states'>, InSets> & {
    readonly places: null;
    readonly states: ReturnType<RunContext['states']['toJSON']>;
  };
  readonly usage: Listed<Usage, 'covered'>;
}
type Fields = Record<string, unknown>;
type Parts = Record<keyof Kept, Fields>;
const PARTS: readonly (keyof Kept)[] = ['run', 'view', 'context', 'usage'];

/** The parts as they are in memory: what has not changed is the same object. Where steps are follows from the steps. */
const partsOf = ({ snapshot, view, usage, ...run }: RunState): Parts => ({
  run: { ...run, tries: run.tries.toJSON(), value: snapshot.value },
  view: { ...view },
  context: { ...snapshot.context, places: null, states: snapshot.context.states.toJSON() },
  usage: { ...usage },
});

const plain = (value: unknown): unknown => (value instanceof Set ? [...value] : value);
const plainFields = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]));
const plainParts = (parts: Parts): Parts => ({
  run: plainFields(parts.run),
  view: parts.view,
  context: plainFields(parts.context),
  usage: plainFields(parts.usage),
});

/**
 * A field that is another now; with a place, what stands from there on in its list, and only so far as it is another; with `fields`, of each of
 * those only the fields that are.
 */
type Change =
  | readonly [part: keyof Kept, field: string, place: null, value: unknown]
  | readonly [part: keyof Kept, field: string, place: number, values: unknown[]]
  | readonly [part: keyof Kept, field: string, place: number, values: Fields[], fields: true];
/** All the fields that a part has now, in their order. */
type Order = readonly [part: keyof Kept, fields: readonly string[]];
type Changes = readonly (Change | Order)[];

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields that are others now, where the rest stays in its place; null where that cannot be told so. A step keeps most of its own. */
const changedFields = (before: unknown, after: unknown): Fields | null => {
  if (!isFields(before) || !isFields(after)) return null;
  const [names, namesBefore] = [Object.keys(after), Object.keys(before)];
  const fields: Fields = {};
  for (let i = 0; i < Math.max(names.length, namesBefore.length); i++) {
    const name = names[i];
    // What is written first stays first, and JSON has no `undefined`.
    if (name === undefined || after[name] === undefined) return null;
    if (i < namesBefore.length && (name !== namesBefore[i] || before[name] === undefined)) return null;
    if (i >= namesBefore.length || before[name] !== after[name]) fields[name] = after[name];
  }
  return fields;
};

/** Lists grow as long as a plan, and most of what is in them stays. What follows each other is told at once: that is shorter, and quicker. */
const changedPlaces = (part: keyof Kept, field: string, before: unknown[], after: unknown[]): readonly Change[] => {
  const changes: Change[] = [];
  /** What the place after the last one would be added to. */
  let whole: unknown[] | null = null;
  let ofFields: Fields[] | null = null;
  for (let place = 0; place < after.length; place++) {
    if (before[place] === after[place] && place < before.length) {
      whole = ofFields = null;
      continue;
    }
    const fields = changedFields(before[place], after[place]);
    if (fields && ofFields) ofFields.push(fields);
    else if (fields) changes.push([part, field, place, (ofFields = [fields]), true]);
    else if (whole) whole.push(after[place]);
    else changes.push([part, field, place, (whole = [after[place]])]);
    if (fields) whole = null;
    else ofFields = null;
  }
  return changes;
};

const changedField = (part: keyof Kept, field: string, before: unknown, after: unknown): readonly Change[] => {
  if (before === after) return [];
  return Array.isArray(before) && Array.isArray(after) && after.length >= before.length
    ? changedPlaces(part, field, before, after)
    : [[part, field, null, plain(after)]];
};

const changesOf = (before: Parts, after: Parts): Changes =>
  PARTS.flatMap((part): Changes => {
    const [names, namesBefore] = [Object.keys(after[part]), Object.keys(before[part])];
    const changes: (Change | Order)[] = names.flatMap((field) =>
      changedField(part, field, before[part][field], after[part][field]),
    );
    const same = names.length === namesBefore.length && names.every((name, i) => name === namesBefore[i]);
    return same ? changes : [...changes, [part, names]];
  });

const isOrder = (change: Change | Order): change is Order => change.length === 2;

/** Writes to what was made of a text. */
const change = (kept: Parts, changes: Changes): void => {
  for (const one of changes) {
    if (isOrder(one)) {
      const [part, fields] = one;
      kept[part] = Object.fromEntries(fields.map((field) => [field, kept[part][field]]));
      continue;
    }
    const [part, field, place, value, ofFields] = one;
    const list = kept[part][field];
    if (place === null) kept[part][field] = value;
    else if (Array.isArray(list))
      for (const [i, it] of value.entries())
        if (ofFields) Object.assign(list[place + i], it);
        else list[place + i] = it;
  }
};

const stateOf = ({ run: { value, tries, ...run }, view, context, usage }: Kept): RunState => {
  const sets = Object.fromEntries(SETS.map((name) => [name, new Set(context[name])])) as Record<InSets, Set<string>>;
  const places = new Map(context.steps.map(({ id }, place) => [id, place]));
  return {
    ...run,
    tries: PagedList.of(tries),
    view,
    snapshot: snapshotAs(value, { ...context, ...sets, places, states: PagedList.of(context.states) }),
    usage: { ...usage, covered: new Set(usage.covered) },
  };
};

/** One run of a text: the whole of it, or what of it changed; neither: it is kept no more. */
type Entry = readonly [runId: string, whole: Parts | null, changes: Changes | null];

/** Tells how runs stand in texts: the first holds all of it, each of the others what has changed since the one before. */
export class KeptTexts {
  readonly #told = new Map<string, { readonly state: RunState; readonly parts: Parts }>();

  /** All of it. */
  whole(states: Iterable<RunState>): string {
    this.#told.clear();
    return this.since(states);
  }

  /** What is not as the last text had it. */
  since(states: Iterable<RunState>): string {
    const entries: Entry[] = [];
    const gone = new Set(this.#told.keys());
    for (const state of states) {
      const runId = state.view.id;
      const told = this.#told.get(runId);
      gone.delete(runId);
      if (told?.state === state) continue;
      const parts = partsOf(state);
      entries.push(told ? [runId, null, changesOf(told.parts, parts)] : [runId, plainParts(parts), null]);
      this.#told.set(runId, { state, parts });
    }
    for (const runId of gone) {
      this.#told.delete(runId);
      entries.push([runId, null, null]);
    }
    return JSON.stringify(entries);
  }
}

/**
 * The states in texts that a `KeptTexts` made, by run: what replaying their rows comes to. Whoever kept the texts vouches that they are
 * unchanged and that this program made them.
 */
export const keptStatesIn = (texts: readonly string[]): Map<string, RunState> => {
  const runs = new Map<string, Parts>();
  for (const text of texts)
    for (const [runId, whole, changes] of JSON.parse(text) as Entry[]) {
      const known = runs.get(runId);
      if (whole) runs.set(runId, whole);
      else if (!changes) runs.delete(runId);
      else if (known) change(known, changes);
    }
  return new Map([...runs].map(([runId, kept]) => [runId, stateOf(kept as unknown as Kept)]));
};
