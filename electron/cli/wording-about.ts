import { shortened } from '../../shared/protocol/found.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { journeysOf } from '../../shared/skills/argument.ts';

/** So many of a step's files are named below it; with `--json` all are. */
const MOST_NAMED = 8;

/** The files of a step that takes several, as it will find them: a title has room for their number alone. Paths begin at `home`. */
const filesOf = ({ args }: Pick<StepView, 'args'>, home: string): string[] =>
  Object.values(args).flatMap((value) => {
    if (!Array.isArray(value)) return [];
    const journeys = journeysOf(value);
    if (journeys.length > 0) return journeys.map(({ from, to }) => `${shortened(from, home)} → ${shortened(to, home)}`);
    return value.flatMap((one) => (typeof one === 'string' && one.startsWith('/') ? [shortened(one, home)] : []));
  });

/** What a step is about, before it acts, by name: each name behind a bar that is Sonny's, and none where the title names it. */
export function aboutLines(step: Pick<StepView, 'args' | 'title'>, home: string): string[] {
  const named = filesOf(step, home);
  const files = named.length === 1 && step.title.includes(named[0] ?? '') ? [] : named;
  // Saying that there is one more takes as much room as the one.
  const most = files.length === MOST_NAMED + 1 ? files.length : MOST_NAMED;
  return [
    ...files.slice(0, most).map((file) => `     │ ${file}`),
    ...(files.length > most ? [`     and ${files.length - most} more`] : []),
  ];
}
