import type { CommandInput } from '../../shared/protocol/commands.ts';
import {
  askAbout,
  CHOICE,
  chosen,
  contested,
  linesSince,
  settledSay,
  versionsOf,
} from '../../shared/protocol/conflict-words.ts';
import type { ConflictView } from '../../shared/protocol/conflict.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { Asked } from './asked.ts';
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
    ask: `${quoted(run.goal)}: ${name}. ${askAbout(conflict)}${was}`,
    shows: [...(more.length > 0 ? [`  Also: ${more.join(', ')}`] : []), ...versionLines(conflict)],
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

/** The three versions; what is new in one since the version before it has a plus sign. */
const versionLines = (conflict: ConflictView): string[] =>
  versionsOf(conflict).flatMap(({ heading, version, since }) => {
    const { say, text, cut, at } = version;
    const lines = text === undefined ? [] : linesSince(text.replace(/\n$/u, ''), since?.text);
    return [
      `  ${heading}: ${say}${at === undefined ? '' : `, changed ${when(at)}`}`,
      ...lines.slice(0, MOST_LINES).map(({ line, isNew }) => `    ${isNew ? '+' : '|'} ${line.slice(0, MOST_COLUMNS)}`),
      ...(cut || lines.length > MOST_LINES ? ['    | …'] : []),
    ];
  });
