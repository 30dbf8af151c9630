import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { steps } from './count.ts';

/**
 * What Undo means for a step that ran. `back`: it is taken back. `stays`: it can't be. `nothing`: it only looked, or did not happen.
 * `unknown`: it broke off before it could say what is to be taken back.
 */
export type Fate = 'back' | 'stays' | 'nothing' | 'unknown';

export interface UndoLine {
  readonly step: StepView;
  /** Its place in the plan, from 1. */
  readonly number: number;
  readonly fate: Fate;
  /** How it is taken back, or why not. */
  readonly say: string;
}

const RAN: readonly StepView['status'][] = ['verified', 'unverified', 'failed'];

/**
 * After a crash it was found, or said, not to have happened, and nothing is kept to take a part of it back by: the undo has
 * nothing to do there.
 */
const neverHappened = ({ status, error, evidence, prepared }: StepView): boolean =>
  status === 'failed' &&
  error?.code === 'INTERRUPTED' &&
  !prepared &&
  evidence.length > 0 &&
  evidence.every(({ holds }) => holds === false);

function fateOf(run: RunView, step: StepView): Fate {
  if (!step.undo.possible) return 'stays';
  if (step.risk === 'R0') return 'nothing';
  if (neverHappened(step)) return 'nothing';
  // A failure with nothing read back and nothing kept before it has nothing to be undone by; or the undo itself failed.
  const brokeOff =
    step.status === 'failed' && step.evidence.length === 0 && !step.prepared && run.status !== 'undone-partly';
  return brokeOff ? 'unknown' : 'back';
}

const WHY: Readonly<Record<Exclude<Fate, 'back' | 'stays'>, string>> = {
  nothing: 'only looked, so there is nothing to take back',
  unknown: 'broke off: look at what it left',
};

/** The steps that ran and what Undo would do about each, in the order of undoing: the last first. */
export const undoLines = (run: RunView): readonly UndoLine[] =>
  run.steps
    .map((step, i): UndoLine => {
      const fate = fateOf(run, step);
      const why = fate === 'back' || fate === 'stays' ? step.undo.say : WHY[fate];
      const say = fate === 'nothing' && neverHappened(step) ? 'did not happen, so there is nothing to take back' : why;
      return { step, number: i + 1, fate, say };
    })
    .filter(({ step }) => RAN.includes(step.status))
    .toReversed();

/** The steps that Undo would take back. */
export const undoable = (run: RunView): readonly StepView[] =>
  undoLines(run)
    .filter(({ fate }) => fate === 'back')
    .map(({ step }) => step);

/** Quotation marks inside quotation marks are single ones. */
const inQuotes = (title: string): string => title.replaceAll('“', '‘').replaceAll('”', '’');

/** "Undo 1 step", "Undo 4 steps". */
export const undoWords = (n: number): string => `Undo ${steps(n)}`;

/** "Redo 1 step", "Redo 4 steps". */
export const redoWords = (n: number): string => `Redo ${steps(n)}`;

function all([line, ...more]: readonly UndoLine[]): string {
  if (line && more.length === 0) return `“${inQuotes(line.step.title)}”`;
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
  return `${most}; “${inQuotes(stays.step.title)}” ${stays.fate === 'stays' ? 'stays' : 'may stay'}.`;
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
