import type { ConflictChoice, ConflictView, Version } from './conflict.ts';
import type { RunView } from './run.ts';
import type { StepView } from './step.ts';

/** A step of which an undo left something alone. */
export type Contested = StepView & { readonly conflict: ConflictView };

const isContested = (step: StepView): step is Contested => step.conflict !== undefined;
const ENDED: readonly RunView['status'][] = ['undone', 'undone-partly'];

/** What waits for a person's choice. Empty while the run does something. */
export const contested = (run: RunView): readonly Contested[] =>
  ENDED.includes(run.status)
    ? run.steps.filter(isContested).filter(({ conflict }) => conflict.choice === undefined)
    : [];

/** What was chosen about, and can be chosen about again. */
export const chosen = (run: RunView): readonly Contested[] =>
  ENDED.includes(run.status)
    ? run.steps.filter(isContested).filter(({ conflict }) => conflict.choice !== undefined)
    : [];

/** The versions of it, in the order of time; each with what it is compared with. */
export const versionsOf = ({
  before,
  left,
  now,
}: ConflictView): readonly {
  readonly heading: string;
  readonly version: Version;
  readonly since: Version | undefined;
}[] => [
  { heading: 'Before Sonny', version: before, since: undefined },
  { heading: 'As Sonny left it', version: left, since: before },
  { heading: 'Now', version: now, since: left },
];

/** What a person changed, in words. */
const THING: Readonly<Record<ConflictView['what'], string>> = {
  file: 'this file',
  folder: 'this folder',
  text: 'the text in this window',
  clipboard: 'the clipboard',
  window: 'where this window stands',
};

/** Why an undo left something alone: it was changed since, something else is at its old place, or it is not there any more. */
export type LeftFor = 'changed' | 'taken' | 'gone';

/** Why the thing of this name was left, by what was read back; null: nothing says so. */
export const leftFor = ({ evidence }: Pick<StepView, 'evidence'>, name: string): LeftFor | null => {
  for (const { say, holds } of evidence) {
    if (holds === true) continue;
    if (say.endsWith(`; ${name} was left.`)) return 'taken';
    if (say.startsWith(`${name} is not there any more`)) return 'gone';
    if (say.startsWith(`${name} was changed since`)) return 'changed';
  }
  return null;
};

/** How many things were left for each reason; one of which nothing is said counts as changed. */
const leftBy = (step: Pick<Contested, 'evidence' | 'conflict'>): Readonly<Record<LeftFor, number>> => {
  const by = { changed: 0, taken: 0, gone: 0 };
  for (const name of [step.conflict.name, ...step.conflict.more]) by[leftFor(step, name) ?? 'changed'] += 1;
  return by;
};

/** What is asked about what an undo left alone, each kind of it said for what it is. */
export const askAbout = (step: Pick<Contested, 'evidence' | 'conflict'>): string => {
  const { what, more } = step.conflict;
  const { changed, taken, gone } = leftBy(step);
  if (taken + gone === 0)
    return `You changed ${THING[what]}${more.length > 0 ? ` and ${more.length} more` : ''} after Sonny did. What should stay?`;
  const clauses = [
    ...(taken > 0
      ? [
          more.length === 0
            ? `something else is at the old place of ${THING[what]}`
            : `something else is at the old place of ${taken}`,
        ]
      : []),
    ...(changed > 0 ? [`you changed ${changed} after Sonny did`] : []),
    ...(gone > 0
      ? [
          more.length === 0
            ? `${THING[what]} is not where Sonny left it`
            : `${gone} ${gone === 1 ? 'is' : 'are'} not where Sonny left ${gone === 1 ? 'it' : 'them'}`,
        ]
      : []),
  ];
  const said = clauses.join(', and ');
  const first = more.length === 0 ? '' : `Of ${more.length + 1} that were left, `;
  const sentence = `${first}${first === '' ? `${said.charAt(0).toUpperCase()}${said.slice(1)}` : said}.`;
  return `${sentence} What should stay?`;
};

/** What a choice is called, what it comes to, and how it is said once it was done. */
export const CHOICE: Readonly<
  Record<ConflictChoice, { readonly words: string; readonly say: string; readonly done: string }>
> = {
  keep: { words: 'Keep mine', say: 'it stays as it is now', done: 'you kept yours' },
  restore: {
    words: 'Restore what was before',
    say: 'as before Sonny; your version is kept aside and can be had back',
    done: 'what was before is back',
  },
  both: {
    words: 'Keep both',
    say: 'yours stays, and what was before comes beside it as “… (before Sonny)”',
    done: 'you kept yours, with what was before beside it',
  },
};

/** What came of a person's choice, with where that left their version or what was before; null: none was made, or it could not be done. */
export const settledSay = ({ conflict, evidence }: Contested): string | null => {
  if (conflict.choice === undefined) return null;
  const seen = conflict.choice === 'keep' ? [] : evidence.filter(({ holds }) => holds === true).map(({ say }) => say);
  return [CHOICE[conflict.choice].done, ...seen].join('; ');
};

/** A version's lines, and which of them the version before does not have. */
export const linesSince = (
  text: string,
  before: string | undefined,
): readonly { readonly line: string; readonly isNew: boolean }[] => {
  const known = before === undefined ? null : new Set(before.split('\n'));
  return text.split('\n').map((line) => ({ line, isNew: known !== null && line !== '' && !known.has(line) }));
};
