import type { SceneEdge } from './scene.ts';

/** How much of a line is drawn and how much left out, in turn, in CSS pixels. */
export type Dash = readonly [drawn: number, left: number];

/** Lines that are no plain fact; all others are drawn whole. */
export const DASHES = { supposed: [2, 3], contradicts: [5, 4] } as const satisfies Record<string, Dash>;

export const dashOf = ({ kind, supposed }: SceneEdge): keyof typeof DASHES | null =>
  supposed ? 'supposed' : kind === 'contradicts' ? 'contradicts' : null;
