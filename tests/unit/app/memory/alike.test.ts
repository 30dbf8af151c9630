import { describe, expect, it } from 'vitest';
import { alikeByWords } from '../../../../shared/app/memory/alike.ts';
import { alikeByMeaning, packed } from '../../../../shared/app/memory/meaning.ts';

const GOALS = [
  'could every PDF out of ~/Downloads please live in ~/Papers',
  'make a list of all songs in ~/Music',
  'write a letter to the bank about my papers',
];

describe('goals that are alike by their words', () => {
  it('share at least two that say something, and more the rarer these are', () => {
    const [same = 0, music = 1] = alikeByWords(GOALS[0] ?? '', GOALS);
    expect(same).toBeCloseTo(1, 10);
    expect(music).toBe(0);
    // One word is none, and words that say nothing count for nothing.
    expect(alikeByWords('find my papers', GOALS)).toEqual([0, 0, 0]);
    expect(alikeByWords('could all of these please be in there', GOALS)).toEqual([0, 0, 0]);
    const [pdfs = 0, , letter = 1] = alikeByWords('move the PDFs from downloads into papers', GOALS);
    expect(pdfs).toBeGreaterThan(0.3);
    expect(letter).toBe(0);
  });

  it('are found in any script, and nothing is like nothing', () => {
    const [hebrew = 0] = alikeByWords('העבר את כל הקבצים אל תיקיית המסמכים', ['העבר את הקבצים אל תיקיית התמונות']);
    expect(hebrew).toBeGreaterThan(0.3);
    expect(alikeByWords('', [''])).toEqual([0]);
    expect(alikeByWords('anything', [])).toEqual([]);
  });
});

/** A vector that leans from a common direction by an angle, in radians. */
const leaning = (angle: number): string =>
  packed(Float32Array.from({ length: 384 }, (_, i) => (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle))));

describe('goals that are alike by their meaning', () => {
  it('lie in one direction; packing costs less than a part in a hundred', () => {
    const angles = [0.1, 0.5, 1, 1.5];
    for (const [i, x] of alikeByMeaning(leaning(0), angles.map(leaning)).entries())
      expect(x).toBeCloseTo(Math.cos(angles[i] ?? 0), 2);
  });

  it('stand out from the others, where a model finds everything alike', () => {
    const near = [0.3, 0.31, 0.32, 0.33, 0.3];
    expect(alikeByMeaning(leaning(0), near.map(leaning))).toEqual([0, 0, 0, 0, 0]);
    const found = alikeByMeaning(leaning(0), [0.1, 0.8, 0.82, 0.84, 0.8].map(leaning));
    expect(found[0]).toBeGreaterThan(0.99);
    expect(found.slice(1)).toEqual([0, 0, 0, 0]);
  });

  it('are of one model: another length, a text that is no vector and a vector of nothing are like none', () => {
    expect(
      alikeByMeaning(leaning(0), [packed(new Float32Array(3).fill(1)), '', '?', packed(new Float32Array(384))]),
    ).toEqual([0, 0, 0, 0]);
  });
});
