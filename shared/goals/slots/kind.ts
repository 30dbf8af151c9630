import type { Slot } from '../slot.ts';
import { readKind } from './file-set.ts';

/** A kind of file by itself, as its glob: `PDFs`, `files`, `*.jpg`. */
export const kindSlot: Slot<string> = {
  chip: 'object',
  read(tokens, at) {
    const kind = readKind(tokens, at);
    return kind ? [{ value: kind.glob, next: kind.next, say: kind.words }] : [];
  },
};
