import { z } from 'zod';
import type { RunState } from '../../execution/state.ts';
import type { Token } from '../../goals/token.ts';
import { isSaid } from '../../policy/provenance/said.ts';
import { Proposal } from '../../prompts/proposal.ts';
import type { Json } from '../../protocol/json.ts';
import type { GoalPiece, LearnedMethod } from '../../protocol/learned.ts';
import type { Role } from '../../protocol/provenance.ts';
import type { StepView } from '../../protocol/step.ts';
import { isAuthority, roleOf } from '../../skills/role.ts';
import type { Skill } from '../../skills/skill.ts';
import { TASKS } from '../../skills/tasks.ts';
import { isByOthers } from '../../symbolic/labels/source.ts';
import { locate } from '../model/said.ts';
import { isLeaf, isPlain, leafValue, pieceOf, saidBy, tellingTokens } from './pieces.ts';

const Given = z.object({ from: z.number().int(), output: z.string() }).strict();

/** What a method may not be made of: what chooses its acts as it goes, and programs that a model wrote. */
const OPEN_ENDED = /^(screen\.operate|plan\.rest|script\.)/u;

/** What lies under these names in an argument says which, and never where to. */
const SELECTS: ReadonlySet<string> = new Set(['glob', 'pattern', 'find', 'with', 'recursive', 'it']);
const PLACES: ReadonlySet<string> = new Set(['folder', 'from', 'to', 'path']);

const SEEN = 'seen just now';

/** The guards of a step: which of its conditions were seen to hold as the world was. */
export const guardsOf = (
  { skill, args, needs }: Pick<StepView, 'skill' | 'args' | 'needs'>,
  skills: ReadonlyMap<string, Skill>,
): LearnedMethod['guards'][number] => {
  const literals = skills.get(skill)?.needs(args) ?? [];
  const seen = needs.flatMap(({ holds, because }, i) => {
    const literal = literals[i];
    return literal && holds && because === SEEN ? [`${literal.negated ? 'not ' : ''}${literal.relation}`] : [];
  });
  // Next time it may be another number of files.
  return { skill, seen: [...new Set(seen)].sort() };
};

class NotLearned extends Error {}

interface Lifting {
  readonly goal: string;
  readonly home: string;
  readonly tokens: readonly Token[];
  /** By place among the tokens. */
  readonly slots: Map<number, number>;
  readonly kinds: LearnedMethod['slots'];
}

/** The slot that a leaf is said by; every piece that says the same is that slot, so that nothing of the old value stays. */
const slotFor = (leaf: string | number, lifting: Lifting): number | null => {
  const { tokens, slots, kinds, home } = lifting;
  const value = leafValue(leaf, home);
  const places = tokens.flatMap((token, i) => (isLeaf(saidBy(token, home).value, value) ? [i] : []));
  const [first] = places;
  const token = first === undefined ? undefined : tokens[first];
  if (first === undefined || !token) return null;
  const known = slots.get(first);
  if (known !== undefined) return known;
  const slot = kinds.length;
  kinds.push({ kind: saidBy(token, home).kind, example: token.text });
  for (const place of places) slots.set(place, slot);
  return slot;
};

const roleIn = (declared: Pick<Skill, 'roles' | 'parameters'>, parameter: string, key: string): Role => {
  if (SELECTS.has(key)) return 'detail';
  if (PLACES.has(key) && key !== parameter) return 'path';
  return key === 'title' && key !== parameter ? 'target' : roleOf(declared, parameter);
};

interface Leaf {
  readonly value: string | number;
  readonly role: Role;
  readonly app: boolean;
}

const isLeafValue = (value: Json): value is string | number => typeof value === 'string' || typeof value === 'number';

/** What an earlier part gives is that part's next time, too; what may be done with it is judged by whose it is then. */
const isGiven = (value: Json): boolean => Given.safeParse(value).success;

/** The same value with its leaves exchanged. */
const withLeaves = (
  value: Json,
  parameter: string,
  key: string,
  declared: Pick<Skill, 'roles' | 'parameters'>,
  change: (leaf: Leaf) => Json,
): Json => {
  if (isLeafValue(value)) return change({ value, role: roleIn(declared, parameter, key), app: key === 'app' });
  if (Array.isArray(value)) return value.map((one: Json) => withLeaves(one, parameter, key, declared, change));
  if (value === null || typeof value !== 'object' || isGiven(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, withLeaves(inner, parameter, name, declared, change)]),
  );
};

/** The goal without what was lifted: what stays has to be said by what stays. */
const left = ({ goal, tokens, slots }: Lifting): string =>
  tokens
    .filter((_, i) => slots.has(i))
    .toReversed()
    .reduce((text, { start, end }) => `${text.slice(0, start)}\u2026${text.slice(end)}`, goal);

const stretchOf = (words: string, { goal, tokens }: Lifting): { from: number; to: number } => {
  const place = locate(goal, words);
  const within = place ? tokens.flatMap((t, i) => (t.start >= place.start && t.end <= place.end ? [i] : [])) : [];
  const [from] = within;
  const last = within.at(-1);
  if (from === undefined || last === undefined) throw new NotLearned();
  return { from, to: last + 1 };
};

/** A limit's text with what was lifted taken out of it. */
const liftedLimit = (limit: string, from: number, to: number, { tokens, slots }: Lifting): (string | number)[] => {
  let pieces: (string | number)[] = [limit];
  for (const [place, slot] of slots) {
    const token = tokens[place];
    if (!token || place < from || place >= to) continue;
    if (!limit.includes(token.text)) throw new NotLearned();
    pieces = pieces.flatMap((piece) =>
      typeof piece === 'number'
        ? [piece]
        : piece.split(token.text).flatMap((text, i) => (i === 0 ? [text] : [slot, text])),
    );
  }
  return pieces.filter((piece) => piece !== '');
};

const proposalOf = ({ proposals }: RunState): Proposal | null => {
  const held = proposals.filter(({ verdict }) => verdict === 'holds');
  const parsed = Proposal.safeParse(held.length === 1 ? held[0]?.proposal : undefined);
  return parsed.success && parsed.data.kind === 'plan' ? parsed.data : null;
};

/**
 * What can be learned from a run: null where it was not planned by one proposal of a model, did not end well, or cannot be generalised without
 * carrying along something that only the person may decide and did not say, or what others wrote.
 */
export const generalise = (
  state: RunState,
  skills: ReadonlyMap<string, Skill>,
  home: string,
): Omit<LearnedMethod, 'id'> | null => {
  const { view } = state;
  const proposal = proposalOf(state);
  const tokens = tellingTokens(view.goal);
  const wentWell = view.status === 'done' && view.steps.every(({ status }) => status === 'verified');
  // Where the person was asked, the answer was for this goal.
  const asked = Object.keys(state.answers).length > 0;
  if (!proposal || !wentWell || asked || view.by !== undefined || !isPlain(tokens)) return null;
  if (proposal.parts.some((part) => OPEN_ENDED.test(part.do))) return null;
  const tainted = view.steps.some(({ provenance }) => provenance?.read.some(isByOthers) ?? false);
  const lifting: Lifting = { goal: view.goal, home, tokens, slots: new Map(), kinds: [] };
  const each = (change: (leaf: Leaf) => Json): LearnedMethod['parts'] =>
    proposal.parts.map((part) => {
      const declared = skills.get(part.do) ?? TASKS.get(part.do);
      if (!declared) throw new NotLearned();
      const args = Object.entries(part.args).map(([name, value]): [string, Json] => [
        name,
        withLeaves(value, name, name, declared, change),
      ]);
      return { do: part.do, args: Object.fromEntries(args), ...stretchOf(part.words, lifting) };
    });
  try {
    const lift = (leaf: Leaf): Json => {
      const slot = leaf.app ? null : slotFor(leaf.value, lifting);
      return slot === null ? leaf.value : { $slot: slot };
    };
    const parts = each(lift);
    const rest = left(lifting);
    each((leaf) => {
      if (leaf.app || slotFor(leaf.value, lifting) !== null) return leaf.value;
      const value = leafValue(leaf.value, home) as string | number;
      if (isAuthority(leaf.role) && !isSaid(leaf.role, value, [rest], home)) throw new NotLearned();
      // What a model wrote after it had read others' words may be theirs.
      if (leaf.role === 'content' && tainted && !isSaid('content', value, [rest], home)) throw new NotLearned();
      return leaf.value;
    });
    const keep = proposal.keep.map(({ words, limit }) => {
      const { from, to } = stretchOf(words, lifting);
      return { limit: liftedLimit(limit, from, to, lifting), from, to };
    });
    const pieces = tokens.map((token, i): GoalPiece => {
      const slot = lifting.slots.get(i);
      return slot === undefined ? pieceOf(token) : { slot };
    });
    return {
      runId: view.id,
      goal: view.goal,
      pieces,
      slots: lifting.kinds,
      parts,
      keep,
      guards: view.steps.map((step) => guardsOf(step, skills)),
      rests: [
        ...new Set(
          view.steps.flatMap(({ needs }) => needs.filter((n) => n.holds && n.because === SEEN).map((n) => n.say)),
        ),
      ],
    };
  } catch (thrown) {
    if (thrown instanceof NotLearned) return null;
    throw thrown;
  }
};
