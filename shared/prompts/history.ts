import { tokensOf } from './tokens.ts';

/** A step that is past, as a line. */
export interface PastStep {
  readonly title: string;
  readonly skill: string;
  readonly status: string;
  /** What was read back, or what went wrong. */
  readonly note?: string;
}

const lineOf = ({ title, status, note }: PastStep): string => `${status}: ${title}${note ? ` (${note})` : ''}`;

const count = (steps: readonly PastStep[]): string => {
  const by = new Map<string, number>();
  for (const { skill, status } of steps) by.set(`${skill} ${status}`, (by.get(`${skill} ${status}`) ?? 0) + 1);
  return [...by].map(([what, n]) => `${n} × ${what}`).join(', ');
};

/**
 * What happened in a run, briefly: the newest steps and every one that failed in full, the others counted. What the run is held to stands
 * first and is never left out, whatever the budget in tokens.
 */
export const historyText = (steps: readonly PastStep[], heldTo: readonly string[], budget: number): string => {
  const first = heldTo.map((say) => `Held to: ${say}.`);
  let left = budget - tokensOf(first.join('\n'));
  const full = new Set<PastStep>();
  const failed = steps.filter(({ status }) => status === 'failed' || status === 'refused');
  for (const step of [...failed.toReversed(), ...steps.toReversed()]) {
    if (full.has(step)) continue;
    const size = tokensOf(`${lineOf(step)}\n`);
    if (size > left) continue;
    left -= size;
    full.add(step);
  }
  const others = steps.filter((step) => !full.has(step));
  return [
    ...first,
    ...(others.length > 0 ? [`Not in full: ${count(others)}.`] : []),
    ...steps.filter((step) => full.has(step)).map(lineOf),
  ].join('\n');
};
