import type { Rect } from '../../../../shared/ports/driver.ts';

/** A word as it was recognised, in pixels of the picture. `confidence` from 0 to 1. */
export interface Word {
  readonly text: string;
  readonly rect: Rect;
  readonly confidence: number;
}
export interface Box {
  readonly rect: Rect;
  readonly confidence: number;
}

export interface Line extends Box {
  readonly text: string;
}

/** What is recognised with less is noise more often than text. */
const LEAST = 0.4;

/** The words of a line that are likely to be there; null when none is. */
export function lineOf(words: readonly Word[]): Line | null {
  const likely = words.filter(({ text, confidence }) => confidence >= LEAST && text.trim() !== '');
  if (likely.length === 0) return null;
  const confidence = Math.min(...likely.map((word) => word.confidence));
  return { text: likely.map(({ text }) => text).join(' '), rect: around(likely), confidence };
}

/** Where a text of one or more words stands in recognised lines, best first. Case and marks at a word's ends don't count. */
export function boxesOf(text: string, lines: readonly (readonly Word[])[]): readonly Box[] {
  const wanted = text.split(/\s+/u).map(plain).filter(Boolean);
  if (wanted.length === 0) return [];
  const boxes = lines.flatMap((line) =>
    line.flatMap((_, start) => {
      const run = line.slice(start, start + wanted.length);
      const fits = run.length === wanted.length && run.every((word, index) => plain(word.text) === wanted[index]);
      return fits ? [{ rect: around(run), confidence: Math.min(...run.map((word) => word.confidence)) }] : [];
    }),
  );
  return boxes.toSorted((a, b) => b.confidence - a.confidence);
}

function plain(word: string): string {
  const bare = word.replace(/^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/gu, '');
  return (bare || word).normalize('NFKC').toLowerCase();
}

function around(words: readonly Word[]): Rect {
  const x = Math.min(...words.map(({ rect }) => rect.x));
  const y = Math.min(...words.map(({ rect }) => rect.y));
  const right = Math.max(...words.map(({ rect }) => rect.x + rect.width));
  const bottom = Math.max(...words.map(({ rect }) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}
