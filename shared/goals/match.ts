import type { Chip } from '../protocol/run.ts';
import type { Doubt } from './doubt.ts';
import type { GoalContext } from './intent.ts';
import type { Node, Sequence } from './pattern.ts';
import { SLOTS, type SlotKind } from './slots.ts';
import type { Found } from './slot.ts';
import type { Tokens } from './token.ts';

/** A stretch of the goal's pieces, and what they are taken to be. */
export interface Span {
  readonly kind: Chip['kind'];
  readonly from: number;
  readonly to: number;
  readonly say: string;
}

/** How far a phrase has been read. */
export interface Match {
  readonly next: number;
  readonly slots: Readonly<Record<string, unknown>>;
  readonly spans: readonly Span[];
  readonly doubts: readonly Doubt[];
  readonly stretched?: true;
}

/** Reads slots, each at most once at a place: many phrases have the same ones. */
export class Reader {
  readonly tokens: Tokens;
  readonly #context: GoalContext;
  readonly #read = new Map<SlotKind, Map<number, readonly Found<unknown>[]>>();

  constructor(tokens: Tokens, context: GoalContext) {
    this.tokens = tokens;
    this.#context = context;
  }

  slot(kind: SlotKind, at: number): readonly Found<unknown>[] {
    const places = this.#read.get(kind) ?? new Map<number, readonly Found<unknown>[]>();
    this.#read.set(kind, places);
    const found = places.get(at) ?? SLOTS[kind].read(this.tokens, at, this.#context);
    places.set(at, found);
    return found;
  }
}

/** Told of every piece that could be read on the way, so that what stops a reading is known. */
export type Reached = (match: Match) => void;

/** More ways to read one phrase at one place than this are not looked at. */
const MOST = 64;

/** Neighbouring words of the phrase itself are one span. */
const withWord = (match: Match): Match => {
  const last = match.spans.at(-1);
  const next = match.next + 1;
  const spans =
    last?.kind === 'verb' && last.to === match.next
      ? [...match.spans.slice(0, -1), { ...last, to: next }]
      : [...match.spans, { kind: 'verb', from: match.next, to: next, say: '' } as const];
  return { ...match, next, spans };
};

const step = (node: Node, match: Match, reader: Reader, reached: Reached): readonly Match[] => {
  if (node.kind === 'choice') {
    const taken = node.of.flatMap((sequence) => matchSequence(sequence, match, reader, reached));
    return node.optional ? [...taken, match] : taken;
  }
  if (node.kind === 'word') {
    const token = reader.tokens[match.next];
    return (token?.kind === 'word' || token?.kind === 'mark') && token.value === node.word ? [withWord(match)] : [];
  }
  const { chip } = SLOTS[node.slot];
  return reader.slot(node.slot, match.next).map((found) => ({
    next: found.next,
    slots: { ...match.slots, [node.name]: found.value },
    spans: [...match.spans, { kind: chip, from: match.next, to: found.next, say: found.say }],
    doubts: found.doubt ? [...match.doubts, found.doubt] : match.doubts,
    ...(match.stretched || found.stretched ? { stretched: true } : {}),
  }));
};

/** Every way to read a sequence from where a match stands. */
export const matchSequence = (sequence: Sequence, start: Match, reader: Reader, reached: Reached): readonly Match[] => {
  let matches: readonly Match[] = [start];
  for (const node of sequence) {
    matches = matches.flatMap((match) => step(node, match, reader, reached)).slice(0, MOST);
    for (const match of matches) reached(match);
    if (matches.length === 0) return matches;
  }
  return matches;
};
