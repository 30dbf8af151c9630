import type { Injection } from '../../shared/protocol/provenance.ts';
import type { RunFeed } from './run-feed.ts';

/** So much of each text is quoted: the window and `--json` have all of it. */
const MOST_CHARACTERS = 200;

const cut = (text: string): string => {
  const points = [...text.replaceAll(/\s+/gu, ' ').trim()];
  return points.length <= MOST_CHARACTERS ? points.join('') : `${points.slice(0, MOST_CHARACTERS).join('')}…`;
};

const injectionLines = ({ from, quote, signs }: Injection): string[] => [
  `⚠ Someone wrote instructions into ${from}. Sonny takes instructions from you alone: this is only text, and nothing is done because it says so.`,
  `  │ ${cut(quote)}`,
  ...(signs.length > 0 ? [`    Noticed because ${signs.join('; ')}.`] : []),
];

/** Says of each text that was read for a run and tells its reader what to do that it is only text, once, as soon as it is noticed. */
export function tellInjections(feed: Pick<RunFeed, 'onChange'>, runId: string, say: (line: string) => void): void {
  let told = 0;
  feed.onChange(({ id, injections = [] }) => {
    if (id !== runId) return;
    for (const one of injections.slice(told)) for (const line of injectionLines(one)) say(line);
    told = Math.max(told, injections.length);
  });
}
