import { shortened } from '../../shared/protocol/found.ts';
import { filesUndone } from '../../shared/protocol/undo-files.ts';
import type { Json } from '../../shared/protocol/json.ts';
import type { StepView } from '../../shared/protocol/step.ts';

/** So many of a step's files are named below it; with `--json` all are. */
const MOST_NAMED = 8;

/** So many lines of what a step does are told before its question. */
const MOST_LINES = 10;

/** The lines of a preview that a terminal has room for, and how many more there are. */
export const previewLines = (lines: readonly string[]): readonly string[] => {
  const more = lines.length - MOST_LINES;
  // Saying that there is one more takes as much room as the one.
  if (more < 2) return lines;
  return [...lines.slice(0, MOST_LINES), `and ${more} more; \`--json\` or the window shows all.`];
};

/** One file as an argument names it, and beside it the name that it gets, where it gets one; none where it is no file. */
const fileOf = (value: Json, home: string): readonly string[] => {
  if (typeof value === 'string') return value.startsWith('/') ? [shortened(value, home)] : [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const { from, to } = value as Readonly<Record<string, Json>>;
  return typeof from === 'string' && typeof to === 'string'
    ? [`${shortened(from, home)} → ${shortened(to, home)}`]
    : [];
};

/** The files of a step that takes several, as it will find them: a title has room for their number alone. Paths begin at `home`. */
const filesOf = ({ args }: Pick<StepView, 'args'>, home: string): string[] =>
  Object.values(args).flatMap((value) => (Array.isArray(value) ? value.flatMap((one) => fileOf(one, home)) : []));

/** What a step is about, before it acts, by name: each name behind a bar that is Sonny's, and none where the title names it. */
export function aboutLines(step: Pick<StepView, 'args' | 'title'>, home: string): string[] {
  const named = filesOf(step, home);
  const files = named.length === 1 && step.title.includes(named[0] ?? '') ? [] : named;
  return below(files);
}

/** The files that a step's undo takes back, in the same way. */
export const undoneLines = (step: StepView, home: string): string[] => below(filesUndone(step, home));

function below(files: readonly string[]): string[] {
  // Saying that there is one more takes as much room as the one.
  const most = files.length === MOST_NAMED + 1 ? files.length : MOST_NAMED;
  return [
    ...files.slice(0, most).map((file) => `     │ ${file}`),
    ...(files.length > most ? [`     and ${files.length - most} more`] : []),
  ];
}
