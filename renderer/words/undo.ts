import { quoted } from '../../shared/protocol/quoted.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { filesUndone } from '../../shared/protocol/undo-files.ts';
import { type Fate, fateOf, hasRun, neverHappened } from '../../shared/protocol/undo-fate.ts';
import { steps } from './count.ts';

export interface UndoLine {
  readonly step: StepView;
  /** Its place in the plan, from 1. */
  readonly number: number;
  readonly fate: Fate;
  /** How it is taken back, or why not. */
  readonly say: string;
  /** What it takes back, by name, where that is several files. */
  readonly files: readonly string[];
}

const WHY: Readonly<Record<Exclude<Fate, 'back' | 'stays'>, string>> = {
  nothing: 'only looked, so there is nothing to take back',
  unknown: 'broke off: look at what it left',
};

/** The steps that ran and what Undo would do about each, in the order of undoing: the last first. */
export const undoLines = (run: RunView): readonly UndoLine[] =>
  run.steps
    .map((step, i): UndoLine => {
      const fate = fateOf(run.status, step);
      const why = fate === 'back' || fate === 'stays' ? step.undo.say : WHY[fate];
      const say = fate === 'nothing' && neverHappened(step) ? 'did not happen, so there is nothing to take back' : why;
      return { step, number: i + 1, fate, say, files: fate === 'back' ? filesUndone(step) : [] };
    })
    .filter(({ step }) => hasRun(step))
    .toReversed();

/** The steps that Undo would take back. */
export const undoable = (run: RunView): readonly StepView[] =>
  undoLines(run)
    .filter(({ fate }) => fate === 'back')
    .map(({ step }) => step);

/** "Undo 1 step", "Undo 4 steps". */
export const undoWords = (n: number): string => `Undo ${steps(n)}`;

/** "Redo 1 step", "Redo 4 steps". */
export const redoWords = (n: number): string => `Redo ${steps(n)}`;

function all([line, ...more]: readonly UndoLine[]): string {
  if (line && more.length === 0) return quoted(line.step.title);
  return more.length === 1 ? 'both steps' : `all ${more.length + 1} steps`;
}

/** What Undo would do, in one sentence, before it is pressed. Empty when there is nothing to undo. */
export function undoSentence(run: RunView): string {
  const lines = undoLines(run).filter(({ fate }) => fate !== 'nothing');
  const back = lines.filter(({ fate }) => fate === 'back');
  const [stays, ...more] = lines.filter(({ fate }) => fate !== 'back');
  if (back.length === 0) return '';
  if (!stays) return `Undo takes back ${all(back)}.`;
  const most = `Undo takes back ${back.length} of ${steps(lines.length)}`;
  if (more.length > 0) return `${most}; ${more.length + 1} stay.`;
  return `${most}; ${quoted(stays.step.title)} ${stays.fate === 'stays' ? 'stays' : 'may stay'}.`;
}

/** How far an undo has come: steps that are back, of all that are to be taken back. */
export function undoProgress(run: RunView): { readonly undone: number; readonly all: number } {
  const undone = run.steps.filter(({ status }) => status === 'undone').length;
  const acting = run.steps.filter(({ status }) => status === 'acting').length;
  return { undone, all: undone + acting + undoable(run).length };
}

/** After an undo: what is still as the run left it. Empty while nothing was undone. */
export const leftovers = (run: RunView): readonly UndoLine[] =>
  run.status === 'undone' || run.status === 'undone-partly'
    ? undoLines(run).filter(({ fate }) => fate !== 'nothing')
    : [];
