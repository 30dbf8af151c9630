import type { Intent } from '../goals/intent.ts';
import { journeysOf } from '../skills/argument.ts';
import { baseOf } from '../skills/path.ts';

const endingOf = (path: string): string => /(?<=[^/])\.[^./]+$/u.exec(path)?.[0] ?? '';

/** What is said where a new name was given without an ending, so that the file’s own is kept. */
export const sayKeptEndings = ({ args: { renames } }: Intent, words: string): readonly string[] => {
  if (typeof renames === 'object' && renames !== null && '$' in renames)
    return renames['$'] === 'renames' && String(renames['pattern'] ?? '').endsWith('.{ext}') && !words.includes('{ext}')
      ? [renames['most'] === 1 ? 'It keeps its ending.' : 'They keep their endings.']
      : [];
  return journeysOf(renames).flatMap(({ from, to }) => {
    const ending = endingOf(to);
    return ending !== '' && endingOf(from) === ending && !words.includes(baseOf(to))
      ? [`It keeps its ending ${ending}, as none was said.`]
      : [];
  });
};
