import { homedir } from 'node:os';
import type { CommandInput } from '../../shared/protocol/commands.ts';
import {
  askAbout,
  CHOICE,
  chosen,
  contested,
  type Contested,
  leftFor,
  linesSince,
  settledSay,
  versionsOf,
} from '../../shared/protocol/conflict-words.ts';
import type { ConflictView } from '../../shared/protocol/conflict.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { Asked } from './asked.ts';
import { shortened } from '../../shared/protocol/found.ts';
import { quoted, when } from './wording.ts';

/** So much of a version's text has room at a terminal. */
const MOST_LINES = 12;
const MOST_COLUMNS = 100;

/**
 * What is asked about the next change of a person that an undo left alone, in its three versions; null: nothing is. What was chosen about before
 * is asked about once nothing else is.
 * @param about keys of those that were asked about; the next is put among them
 */
export function askedOfChange(run: RunView, about: Set<string>): Asked | null {
  const next = [...contested(run), ...(about.size === 0 ? chosen(run) : [])].find(
    ({ conflict }) => !about.has(conflict.key),
  );
  if (!next) return null;
  const { conflict } = next;
  about.add(conflict.key);
  const { key, name, more, choice } = conflict;
  const was = choice === undefined ? '' : ` At present ${CHOICE[choice].done}.`;
  return {
    ask: `${quoted(run.goal)}: ${name}. ${askAbout(next)}${was}`,
    shows: [...(more.length > 0 ? [`  Also: ${more.join(', ')}`, ...coversAll(next)] : []), ...versionLines(conflict)],
    choices: conflict.choices.map((id) => ({
      id,
      label: CHOICE[id].words,
      detail: CHOICE[id].say,
      command: { type: 'run.resolve', runId: run.id, key, choice: id },
      leads: 'settles',
    })),
    nothing: choice === undefined ? 'leave it as it is, undecided' : 'leave it so',
    free: false,
  };
}

/** What came of a choice about a change, in a line; empty for any other command. */
export function settledLines(run: RunView, command: CommandInput): string[] {
  if (command.type !== 'run.resolve') return [];
  const step = [...chosen(run), ...contested(run)].find(({ conflict }) => conflict.key === command.key);
  if (!step) return [];
  const say = settledSay(step);
  if (say !== null) return [`↺ ${step.conflict.name}: ${say}.`];
  return step.error ? [`× ${step.conflict.name}: ${step.error.details ?? step.error.say}`] : [];
}

/** Where things were left for more than one reason, that one answer is for them all. */
const coversAll = (step: Contested): string[] => {
  const why = new Set([step.conflict.name, ...step.conflict.more].map((name) => leftFor(step, name)));
  return why.size > 1 ? ['  One answer is for them all, so only what each of them can have is offered.'] : [];
};

/** What a version is, with the place that it begins with, if it does, as it is said everywhere: from `~` on. */
const placed = (say: string): string => {
  const [, place, rest = ''] = /^at (\/.*?)(: [^:]+)?$/su.exec(say) ?? [];
  return place === undefined ? say : `at ${shortened(place, homedir())}${rest}`;
};

/** The three versions; what is new in one since the version before it has a plus sign. */
const versionLines = (conflict: ConflictView): string[] =>
  versionsOf(conflict).flatMap(({ heading, version, since }) => {
    const { say, text, cut, at } = version;
    const lines = text === undefined ? [] : linesSince(text.replace(/\n$/u, ''), since?.text);
    return [
      `  ${heading}: ${placed(say)}${at === undefined ? '' : `, changed ${when(at)}`}`,
      ...lines.slice(0, MOST_LINES).map(({ line, isNew }) => `    ${isNew ? '+' : '|'} ${line.slice(0, MOST_COLUMNS)}`),
      ...(cut || lines.length > MOST_LINES ? ['    | …'] : []),
    ];
  });
