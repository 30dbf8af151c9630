import { isPath, resolvePath } from '../../goals/slots/path.ts';
import { tokenize, type Token } from '../../goals/token.ts';
import type { Json } from '../../protocol/json.ts';
import type { GoalPiece, SlotKind } from '../../protocol/learned.ts';

/** The pieces of a goal that say something; what only parts them may be otherwise next time. */
export const tellingTokens = (goal: string): readonly Token[] =>
  tokenize(goal).filter(({ kind }) => kind !== 'mark' && kind !== 'break');

/** A goal in which something is hidden or does not end is neither learned from nor matched. */
export const isPlain = (tokens: readonly Token[]): boolean =>
  tokens.every(({ kind }) => kind !== 'strange' && kind !== 'unclosed');

const NUMBER = /^-?\d+(?:\.\d+)?$/u;

/** What a piece says as a value, and what kind of value that is. */
export const saidBy = (token: Token, home: string): { readonly kind: SlotKind; readonly value: Json } => {
  if (token.kind === 'url') return { kind: 'url', value: token.value };
  if (token.kind === 'path' || (token.kind === 'quote' && isPath(token.value)))
    return { kind: 'path', value: resolvePath(token.value, home) };
  if (token.kind === 'word' && NUMBER.test(token.text)) return { kind: 'number', value: Number(token.text) };
  return { kind: 'text', value: token.kind === 'word' ? token.text : token.value };
};

/** A leaf of a proposal in the form that `saidBy` gives. */
export const leafValue = (leaf: string | number, home: string): Json =>
  typeof leaf === 'string' && isPath(leaf) ? resolvePath(leaf, home) : leaf;

/** Whether a value that a goal says is this leaf. Names are compared as they are written. */
export const isLeaf = (said: Json, leaf: Json): boolean =>
  said === leaf || (typeof said === 'number' && typeof leaf === 'string' && NUMBER.test(leaf) && Number(leaf) === said);

export const pieceOf = (token: Token): GoalPiece => ({
  kind: token.kind === 'quote' || token.kind === 'path' || token.kind === 'url' ? token.kind : 'word',
  value: token.value,
});

export const isSamePiece = (piece: GoalPiece, token: Token): boolean => {
  if ('slot' in piece) return false;
  const own = pieceOf(token);
  return 'value' in own && own.kind === piece.kind && own.value === piece.value;
};
