import { homedir } from 'node:os';
import type { Version } from '../../shared/protocol/conflict.ts';
import type { ErrorView } from '../../shared/protocol/errors.ts';
import type { Explanation, RelationView, StateNode } from '../../shared/protocol/knowledge.ts';
import { leftFor, type LeftFor } from '../../shared/protocol/conflict-words.ts';
import { shortened } from '../../shared/protocol/found.ts';
import type { HealthCheck, HistoryLine } from '../../shared/protocol/replies.ts';
import { asksWhatHappened, isEnded, type RunView } from '../../shared/protocol/run.ts';
import { isStopped } from '../../shared/protocol/step-outcome.ts';
import { filesUndone } from '../../shared/protocol/undo-files.ts';
import { hasRun } from '../../shared/protocol/undo-fate.ts';
import { sayTimeLeft } from '../../shared/protocol/time-left.ts';
import { EXIT } from './exit-codes.ts';
import type { RunResult } from './result.ts';
import { aboutLines } from './wording-about.ts';
import { isRestElsewhere, sayPartDone } from '../../shared/protocol/part-done.ts';
import type { StepStatus, StepView } from '../../shared/protocol/step.ts';

/** Status as shape; the word beside it says the same. */
const SHAPE: Readonly<Record<StepStatus, string>> = {
  planned: '○',
  waiting: '◔',
  acting: '●',
  verified: '✓',
  unverified: '≈',
  refused: '⊘',
  failed: '×',
  skipped: '–',
  undone: '↺',
};

const RUN_SHAPE: Readonly<Partial<Record<RunView['status'], string>>> = {
  done: '✓',
  'done-unverified': '≈',
  refused: '⊘',
  'nothing-to-do': '–',
  'done-partly': '⊘',
  failed: '×',
  cancelled: '■',
  undone: '↺',
  'undone-partly': '↺',
  acting: '●',
};

/** A goal by its first line, in quotation marks; those inside are single ones. */
export const quoted = (goal: string): string =>
  `“${(goal.split('\n', 1)[0] ?? '').replaceAll('“', '‘').replaceAll('”', '’')}”`;

/** How a run stands, as a person reads it; the other states are called as they are. */
const RUN_WORD: Readonly<Partial<Record<RunView['status'], string>>> = {
  asking: 'asks you',
  refused: 'not started',
  'awaiting-approval': 'waits for you',
  'awaiting-step-approval': 'waits for you',
  'taken-over': 'you took over',
  'done-unverified': 'done, not verified',
  'nothing-to-do': 'nothing to do',
  'done-partly': 'done in part',
  cancelled: 'stopped',
  'undone-partly': 'partly undone',
};

const standOf = ({
  status,
  dryRun,
  unanswered,
  nothingUndone,
}: Pick<HistoryLine, 'status' | 'dryRun' | 'unanswered' | 'nothingUndone'>): { shape: string; word: string } => {
  if (dryRun && status === 'cancelled') return { shape: '○', word: 'only planned' };
  const shape = RUN_SHAPE[status] ?? '◔';
  if (nothingUndone) return { shape: '≠', word: 'not undone' };
  if (unanswered && status === 'cancelled') return { shape: '–', word: 'not answered' };
  return { shape, word: RUN_WORD[status] ?? status };
};

/** Whether a yes to the plan is also one to something that the person did not say. */
export const holdsUnsaid = ({ steps }: Pick<RunView, 'steps'>): boolean =>
  steps.some((step) => step.status === 'planned' && (step.bindings?.length ?? 0) > 0);

const proposedBy = ({ model }: RunView): string[] => {
  if (!model?.planned) return [];
  const cost = model.unpriced ? 'no price known' : `$${model.cost.toFixed(4)}`;
  const tokens = model.input + model.output;
  return [`     Proposed by ${model.name} (${tokens} tokens, ${cost}) and checked as every plan is.`];
};

/** What the approval holds beside the steps: whatever is in it that the person did not say, and what is named in full. */
const beside = ({ approval, steps }: RunView): string[] =>
  approval?.stepId === null
    ? approval.preview.filter((line) => !steps.some(({ title }) => title === line)).map((line) => `     ${line}`)
    : [];

/** How long it takes, by how long like steps took. */
const takes = ({ timeLeft }: RunView): string[] => (timeLeft ? [`     This ${sayTimeLeft(timeLeft, false)}.`] : []);

/** What the whole run is held to, as the window says it. */
const keptTo = ({ constraints = [] }: RunView): string[] =>
  constraints.length === 0 ? [] : [`     Kept to throughout: ${constraints.map(({ say }) => say).join('; ')}.`];

/** How the goal was read where that was not plain, once: it stands in the steps' reasons after the words that were asked. */
const howRead = ({ steps }: RunView): string[] => [
  ...new Set(steps.flatMap(({ why }) => /^You asked: “.*”\. (?<more>.+)$/su.exec(why)?.groups?.['more'] ?? [])),
];

/** Of a step of the plan before, which another way goes on from: what became of it; null for one that is still to be done. */
const pastSay = (step: RunView['steps'][number]): string | null => {
  const { status, error } = step;
  if (isRestElsewhere(step)) return sayPartDone(step);
  if (status === 'verified' || status === 'unverified') return 'done';
  if (status === 'skipped') return error ? 'did not come to its end; the new steps take its place' : 'left out';
  return null;
};

/**
 * The plan as a recipe: each step with its risk and its undo, below it the files that it is about where its title only counts them, what a yes
 * covers besides, and the forecast. Paths begin at `home`.
 */
export function planLines(run: RunView, home = homedir()): string[] {
  const width = Math.max(0, ...run.steps.map((step) => step.title.length));
  const lines = run.steps.flatMap((step, i) => {
    const over = pastSay(step);
    if (over !== null) return [`${`${i + 1}`.padStart(3)}. ${step.title.padEnd(width)}  ${over}`];
    const asks = step.asks ? '  asks before acting' : '';
    return [
      `${`${i + 1}`.padStart(3)}. ${step.title.padEnd(width)}  ${step.risk}  ${step.undo.say}${asks}`,
      ...aboutLines(step, home),
    ];
  });
  return [
    ...lines,
    ...howRead(run).map((line) => `     ${line}`),
    ...keptTo(run),
    ...beside(run),
    ...(run.forecast ? [`     ${run.forecast.say}`] : []),
    ...takes(run),
    ...proposedBy(run),
  ];
}

/** A line has room for so much of what was read back; all of it stands in the window and in the JSON. */
const MOST_SAID = 4;
const shown = (said: readonly string[]): readonly string[] => {
  const clauses = said.map((one) => one.replace(/\.$/u, ''));
  if (clauses.length <= MOST_SAID) return clauses;
  return [...clauses.slice(0, MOST_SAID - 1), `and ${clauses.length - MOST_SAID + 1} more`];
};

/** Errors whose details say the whole: what is not understood, and what an undo left alone and why, which is not always a change. */
const SAID_WHOLE: readonly ErrorView['code'][] = ['GOAL_NOT_UNDERSTOOD', 'UNDO_CONFLICT'];

const sayError = ({ code, say, details }: ErrorView): string =>
  details ? (SAID_WHOLE.includes(code) ? details : `${say} ${details}`) : say;

/** "✓ Save as shopping.txt — verified: read back: 43 of 43 characters" */
export function stepLine(step: StepView): string {
  const said = step.error ? [sayError(step.error)] : [...new Set(step.evidence.map((one) => one.say))];
  if (step.status === 'refused' && !step.error) said.push('you said no');
  const because = shown(said.filter(Boolean)).join('; ');
  // Which files they are stands below.
  if (step.status === 'undone' && filesUndone(step).length > 0 && step.evidence.every(({ holds }) => holds === true))
    return `${SHAPE.undone} ${step.title} — undone`;
  if (isStopped(step)) return `■ ${step.title} — stopped: ${because}`;
  return `${SHAPE[step.status]} ${step.title} — ${step.status}${because ? `: ${because}` : ''}`;
}

/** Why it was left alone. Something that was moved says “at” and its place, where that is not the one it was moved to. */
function leftAlone(before: Version, now: Version, inside: string): string {
  const [, place, what] = /^at (\/.*): ([^:]+)$/su.exec(now.say) ?? [];
  if (place === undefined) {
    const gone = now.say === 'nothing was there';
    return gone
      ? 'is not there any more; nothing was done.'
      : `was changed since and left as it is: ${now.say}${inside}`;
  }
  const there = shortened(place, homedir());
  return before.say === `at ${place}`
    ? `was left where it is; its old place is taken: ${there} (${what})${inside}`
    : `was moved since and left as it is: ${there} (${what})${inside}`;
}

const LEFT_FOR: Readonly<Record<LeftFor, string>> = {
  changed: ' was changed since and left as it is',
  taken: ' was left where it is; its old place is taken',
  gone: ' is not there any more; nothing was done.',
};

/** Why one more was left, where it is not what the first was left for. */
function alsoLeft(step: Pick<StepView, 'evidence'>, one: string, first: string): string {
  const why = leftFor(step, one);
  return why === null || why === leftFor(step, first) ? ', too' : LEFT_FOR[why];
}

/** What an undo left alone because a person changed it since, and how they choose what becomes of it. */
export function keptLines({ id, goal, steps }: Pick<RunView, 'id' | 'goal' | 'steps'>): string[] {
  const kept = steps.flatMap(({ conflict, evidence }) =>
    conflict && conflict.choice === undefined ? [{ ...conflict, evidence }] : [],
  );
  if (kept.length === 0) return [];
  return [
    ...kept.flatMap(({ name, more, what, before, now, evidence }) => {
      // A folder says what is in it.
      const inside = what === 'folder' && now.text ? ` (${now.text.split('\n').slice(0, MOST_SAID).join(', ')})` : '';
      return [
        `≠ ${name} ${leftAlone(before, now, inside)}`,
        ...more.map((one) => `≠ ${one}${alsoLeft({ evidence }, one, name)}`),
      ];
    }),
    `To choose what becomes of ${kept.length === 1 ? 'it' : 'them'}, type \`npm start -- answer ${id}\` at a terminal, or open the window with \`npm start\` and there the run ${quoted(goal)}.`,
  ];
}

export const errorLines = (error: ErrorView): string[] => [`${error.code}: ${sayError(error)}`, error.hint];

/** What it needs a person for, and how they give it. */
const needed = ({ status, question, approval, runId, steps }: RunResult): string[] => {
  if (status === 'paused') return ['To go on: `npm start -- answer`.'];
  // What waits for their choice was named when it was asked.
  if (status === 'undone' || status === 'undone-partly') return [];
  const what = question
    ? ['Needs a person’s answer.']
    : approval
      ? [`Needs a person’s approval: ${approval.title}`]
      : [];
  if (!isEnded(status)) return what;
  const back = steps.some((step) => hasRun(step) && step.undo.possible && step.risk !== 'R0')
    ? ` \`npm start -- undo ${runId}\` takes back what was done.`
    : '';
  return [
    ...what,
    `Nothing waits for it any more: give the goal at a terminal or in Sonny’s window, where you are asked.${back}`,
  ];
};

/** What may be chosen, with what tells it from others of its name. */
export const candidateSay = ({
  label,
  detail,
}: {
  readonly label: string;
  readonly detail?: string | undefined;
}): string => `${label}${detail ? ` (${detail})` : ''}`;

/** What a person reads at the end of a run. */
export function closingLines(result: RunResult): string[] {
  const { sentence, question, suggestions = [], error, exitCode, runId, steps } = result;
  // What was asked of a step that was cut off stands right above.
  if (asksWhatHappened({ question })) return [`It waits for an answer: \`npm start -- answer ${runId}\`.`];
  // Whether all, a part or nothing is back is what they asked; why something is not stands below it.
  if (error && exitCode === EXIT.undonePartly) return [sentence, ...errorLines(error)];
  // What can be chosen of a run that has stopped was named when it was asked; not all that the error's hint says may be.
  const open = exitCode === EXIT.needsPerson && result.status === 'failed';
  return [
    // Where nothing was to be done nothing went wrong, either.
    ...(error && error.code !== 'NOTHING_TO_DO'
      ? open
        ? errorLines(error).slice(0, 1)
        : errorLines(error)
      : [sentence]),
    ...(question ? [question.ask, ...question.candidates.map((one) => `  ${candidateSay(one)}`)] : []),
    ...suggestions.map((one) => `  Try: ${one}`),
    ...(exitCode === EXIT.needsPerson && !open ? needed(result) : []),
    // What can be chosen then is asked there.
    ...(result.status === 'failed' && runId !== null && steps.length > 0 && !open
      ? [`To choose how it goes on: \`npm start -- answer ${runId}\`.`]
      : []),
  ];
}

/** One line per check, and below it what to do where something is missing. */
export const healthLines = (checks: readonly HealthCheck[]): string[] =>
  checks.flatMap(({ id, ok, needed, label, say, fix }) => [
    // A journal that was damaged is in use again.
    `${ok ? '✓' : needed ? '×' : '≈'} ${label}: ${say}${ok || needed || id === 'journal' ? '' : ' Sonny works without it.'}`,
    ...(fix ? [`    ${fix}`] : []),
  ]);

/** Runs that wait for a person, or stopped before their end: what they wait for, or why, is said below their line. */
const SAYS: readonly RunView['status'][] = ['asking', 'paused', 'taken-over', 'failed', 'done-partly', 'undone-partly'];

/** How wide a line of the history is where the terminal does not say how wide it is, and how much of a goal it has anyway. */
const MOST_COLUMNS = 120;
const LEAST_GOAL = 20;

const cutTo = (most: number, text: string): string => {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
};

/** Every date at the terminal is of this form, whatever the machine's language: 2026-03-01 09:30, as the clock there shows it. */
export const when = (at: number): string =>
  new Date(at).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

/** Says that the list goes on, and how to read on. */
export const olderLine = (last: string, search?: string): string =>
  `There are older ones: \`npm start -- history --before ${last}${search === undefined ? '' : ` --search '${search.replaceAll("'", String.raw`'\''`)}'`}\``;

/** Newest first: when, how it ended, its id and the goal on one line, and below it what it waits for. */
export function historyLines(
  lines: readonly HistoryLine[],
  width = MOST_COLUMNS,
  { search, before }: { readonly search?: string; readonly before?: string } = {},
): string[] {
  if (lines.length === 0) {
    if (search !== undefined) return ['None of the newest 1,000 runs has these words.'];
    if (before !== undefined) return ['There is no older run.'];
    return ['Nothing was run yet. Try: npm start -- run "open the calculator"'];
  }
  return lines.flatMap((line) => {
    const { id, goal, createdAt, status, sentence } = line;
    const { shape, word } = standOf(line);
    const [firstLine = ''] = goal.split('\n', 1);
    const before = `${shape} ${when(createdAt)}  ${id}  ${word}  `;
    return [
      `${before}${cutTo(Math.max(width - before.length, LEAST_GOAL), firstLine)}`,
      ...(SAYS.includes(status) ? [`    ${sentence}`] : []),
      ...(status === 'asking' || status === 'paused' ? [`    \`npm start -- answer ${id}\``] : []),
    ];
  });
}

/** The question, the answer, what it rests on, and what would change it. */
export const explanationLines = ({ question, answer, lines, changes, checked }: Explanation): string[] => [
  question,
  `  ${answer}`,
  ...lines.map(({ depth, say }) => `${'  '.repeat(depth + 2)}${say}`),
  ...changes.map((change) => `  ↻ ${change}`),
  checked ? '  ✓ checked by a program of its own' : '  ≈ not checked',
];

/** A fact, and where it was asked for, how it is written. */
export type ListedFact = StateNode & { readonly raw?: string };

/** Facts that rules give are called by what they say. */
const isDerived = (id: string): boolean => id.startsWith('=');

/** What holds, newest first: since when and its sentence; below it, where it was asked for, its id and how it is written. */
export function factLines(facts: readonly ListedFact[]): string[] {
  if (facts.length === 0) return ['Nothing is known of that. Sonny learns by what it does and looks at.'];
  return facts.flatMap(({ id, label, at, raw }) => [
    `${when(at)}  ${`${label}.`.replace(/([.!?…]”?)\.$/u, '$1')}${isDerived(id) ? ' (by a rule)' : ''}`,
    ...(raw === undefined ? [] : [`    ${isDerived(id) ? '' : `${id}  `}${raw}`]),
  ]);
}

/** Variables apart from words: `<file> has <bytes> bytes.` */
export const withVariables = (sentence: string): string =>
  sentence.replaceAll(/\{([^{}]+)\}/gu, (_, name: string) => `<${name.replaceAll('-', ' ')}>`);

/** What facts may be about, each as it is written; those that rules give can't be stated. */
export const relationLines = (relations: readonly RelationView[]): string[] =>
  relations.map(
    ({ name, args, say, derived }) =>
      `${name}(${args.map((arg) => `${arg.name}: ${arg.type}`).join(', ')})  ${withVariables(say)}${derived ? '  (by a rule)' : ''}`,
  );
