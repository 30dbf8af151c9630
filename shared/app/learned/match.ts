import type { Json } from '../../protocol/json.ts';
import type { LearnedMethod } from '../../protocol/learned.ts';
import { Proposal } from '../../prompts/proposal.ts';
import { isPlain, isSamePiece, saidBy, tellingTokens } from './pieces.ts';

const filled = (value: Json, values: readonly Json[]): Json => {
  if (Array.isArray(value)) return value.map((one: Json) => filled(one, values));
  if (value === null || typeof value !== 'object') return value;
  const slot = (value as { readonly $slot?: Json }).$slot;
  if (typeof slot === 'number') return values[slot] ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, values)]));
};

/**
 * What a learned method would have a like goal do, with what the new goal says in the place of what the old one said; null where the goal
 * is not like it: other words, or another kind of value. Pure.
 */
export const proposalFor = (method: LearnedMethod, goal: string, home: string): Proposal | null => {
  const tokens = tellingTokens(goal);
  if (!isPlain(tokens) || tokens.length !== method.pieces.length) return null;
  const values: Json[] = [];
  const texts: string[] = [];
  for (const [i, piece] of method.pieces.entries()) {
    const token = tokens[i];
    if (!token) return null;
    if (!('slot' in piece)) {
      if (!isSamePiece(piece, token)) return null;
      continue;
    }
    const { kind, value } = saidBy(token, home);
    if (kind !== method.slots[piece.slot]?.kind) return null;
    if (piece.slot in values && values[piece.slot] !== value) return null;
    values[piece.slot] = value;
    texts[piece.slot] = token.text;
  }
  const wordsOf = ({ from, to }: { readonly from: number; readonly to: number }): string =>
    goal.slice(tokens[from]?.start, tokens[to - 1]?.end);
  const parsed = Proposal.safeParse({
    kind: 'plan',
    parts: method.parts.map((part) => ({
      words: wordsOf(part),
      do: part.do,
      args: filled(part.args, values),
    })),
    keep: method.keep.map((limit) => ({
      words: wordsOf(limit),
      limit: limit.limit.map((piece) => (typeof piece === 'number' ? (texts[piece] ?? '') : piece)).join(''),
    })),
  });
  return parsed.success ? parsed.data : null;
};
