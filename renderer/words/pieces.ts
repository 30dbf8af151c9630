import type { Chip } from '../../shared/protocol/run.ts';

/** A stretch of the goal's text: part of what was understood, not understood, or in between. */
export interface Piece {
  readonly text: string;
  readonly kind: Chip['kind'] | 'plain';
}

/** Cuts a text along its chips, leaving out whatever the chips say about text that is no longer there. */
export function pieces(text: string, chips: readonly Chip[]): readonly Piece[] {
  const found: Piece[] = [];
  let done = 0;
  for (const chip of [...chips].sort((a, b) => a.start - b.start)) {
    if (chip.start < done || chip.end <= chip.start || chip.end > text.length) continue;
    if (chip.start > done) found.push({ text: text.slice(done, chip.start), kind: 'plain' });
    found.push({ text: text.slice(chip.start, chip.end), kind: chip.kind });
    done = chip.end;
  }
  if (done < text.length) found.push({ text: text.slice(done), kind: 'plain' });
  return found;
}
