import { SLOTS, type SlotKind } from './slots.ts';

/**
 * A phrase as a pattern: `(write|type) [the text] {text:text} (in|into) {window:target}`. Words are compared without
 * case; `(a|b c)` is a choice, `[a|b]` may be missing, `{name:kind}` is a slot, `{name?:kind}` one in a missing part.
 */
export type Sequence = readonly Node[];

export type Node =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'slot'; readonly name: string; readonly slot: SlotKind }
  | { readonly kind: 'choice'; readonly of: readonly Sequence[]; readonly optional: boolean };

const isSlotKind = (kind: string): kind is SlotKind => Object.hasOwn(SLOTS, kind);

const slotOf = (piece: string, pattern: string): Node => {
  const [name = '', kind = ''] = piece.slice(1, -1).split(':');
  if (!isSlotKind(kind)) throw new Error(`No slot is called “${kind}” in “${pattern}”.`);
  return { kind: 'slot', name: name.replace('?', ''), slot: kind };
};

/** Throws on a pattern that is not well formed, which is a mistake in a phrase and found when it is loaded. */
export const compile = (pattern: string): Sequence => {
  const pieces = pattern.match(/[()[\]|]|\{[^}]*\}|[^\s()[\]|{}]+/gu) ?? [];
  let at = 0;
  const sequences = (closing: string | undefined): readonly Sequence[] => {
    const all: Node[][] = [[]];
    for (; at < pieces.length && pieces[at] !== closing; at += 1) {
      const piece = pieces[at] ?? '';
      if (piece === '|') all.push([]);
      else if (piece === '(' || piece === '[') {
        at += 1;
        all.at(-1)?.push({ kind: 'choice', of: sequences(piece === '(' ? ')' : ']'), optional: piece === '[' });
      } else all.at(-1)?.push(piece.startsWith('{') ? slotOf(piece, pattern) : { kind: 'word', word: piece });
    }
    if (closing !== undefined && at >= pieces.length) throw new Error(`“${closing}” is missing in “${pattern}”.`);
    return all;
  };
  const [sequence, ...others] = sequences(undefined);
  if (sequence === undefined || others.length > 0) throw new Error(`A choice needs parentheses in “${pattern}”.`);
  return sequence;
};

/** The words a sequence can begin with; null where it can begin with a slot, so with anything. */
export const firstWords = (sequence: Sequence): ReadonlySet<string> | null => {
  const words = new Set<string>();
  for (const node of sequence) {
    if (node.kind === 'slot') return null;
    if (node.kind === 'word') return words.add(node.word);
    for (const choice of node.of) {
      const first = firstWords(choice);
      if (first === null) return null;
      for (const word of first) words.add(word);
    }
    if (!node.optional) return words;
  }
  return words;
};

/** Every word of a sequence. */
export const wordsOf = (sequence: Sequence): readonly string[] =>
  sequence.flatMap((node) =>
    node.kind === 'word' ? [node.word] : node.kind === 'choice' ? node.of.flatMap(wordsOf) : [],
  );
