import type { Chip } from '../../shared/protocol/run.ts';

const plain = (text: string): string =>
  text
    .replace(/[\s“”"«»]+/gu, ' ')
    .trim()
    .toLowerCase();

/** The parts of a goal that say something of it: what is all of the goal once more stands above them already. */
export const telling = (chips: readonly Chip[], goal: string): readonly Chip[] =>
  chips.filter(({ start, end, say }) => plain(goal.slice(start, end)) !== plain(goal) && plain(say) !== plain(goal));
