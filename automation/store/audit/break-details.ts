import type { Break } from './head.ts';

/** A break in words, for notices and reports. */
export const breakDetails = ({ kind, at, expected, found }: Break): string => {
  const when = new Date(at).toISOString();
  const wanted = expected ? `row ${expected.seq}` : 'none';
  switch (kind) {
    case 'cut-off':
      return `${when}: the journal ended with row ${found.seq}; ${wanted} had been written.`;
    case 'rewritten':
      return `${when}: ${wanted} or one before it was not the one that had been written.`;
    case 'added':
      return `${when}: rows ${(expected?.seq ?? 0) + 1} to ${found.seq} had been added after Sonny had ended.`;
    case 'repaired':
      return `${when}: a damaged journal was replaced by the ${found.seq} rows that were sound; its head had been ${wanted}.`;
    case 'unanchored':
      return `${when}: there were ${found.seq} rows and no head that Sonny had signed.`;
  }
};
