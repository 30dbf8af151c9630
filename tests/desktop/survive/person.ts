import { isEnded, type RunView } from '../../../shared/protocol/run.ts';
import type { Sonny } from '../../../shared/ports/sonny.ts';
import { reachIn } from '../goals/reach.ts';

/** A person's part in a run: what they were asked and what they let go. */
export interface Lived {
  readonly runId: string;
  readonly view: RunView;
  /** Titles of the steps whose outcome was asked for. */
  readonly asked: readonly string[];
  /** Titles of the steps that were let go, with why. */
  readonly skipped: readonly string[];
}

/** More answers than any run needs; a person who must give more is going round in circles. */
const PATIENCE = 100;

const needsPerson = (run: RunView): boolean =>
  isEnded(run.status) || run.status === 'paused' || run.question !== undefined || run.approval !== undefined;

/**
 * Does what an honest person would to get their goal done: takes up the newest run, or starts it when there is none; approves;
 * says of each act that is asked about whether it happened, as the world says; tries again what was interrupted and
 * lets go what can't be done.
 */
export const live = async (sonny: Sonny, goal: string, happened: (key: string) => boolean): Promise<Lived> => {
  const asked: string[] = [];
  const skipped: string[] = [];
  const begin = async (): Promise<string> => (await sonny.dispatch({ type: 'run.start', text: goal })).runId;
  const [newest] = await sonny.dispatch({ type: 'history.list', limit: 1 });
  let runId = newest?.id ?? (await begin());

  for (let answers = 0; answers < PATIENCE; answers++) {
    const run = await reachIn(sonny, runId, needsPerson);
    if (run.approval) {
      const { nonce, planHash, digest = [] } = run.approval;
      const read = digest.map(({ stepId }) => stepId);
      await sonny.dispatch({ type: 'run.approve', runId, nonce, planHash, read });
    } else if (run.question) {
      const { id, subject, ask, candidates } = run.question;
      asked.push(ask);
      // What was read back as not done can’t be said to have been.
      const canBe = candidates.some((one) => one.id === 'yes');
      const candidateId = canBe && happened(subject.replace(/^happened:/, '')) ? 'yes' : 'no';
      await sonny.dispatch({ type: 'run.answer', runId, questionId: id, candidateId });
    } else if (run.status === 'paused') {
      await sonny.dispatch({ type: 'run.resume', runId });
    } else if (run.status === 'failed') {
      const step = run.steps.find((s) => s.status === 'failed' || s.status === 'refused');
      if (step?.error?.code === 'INTERRUPTED') await sonny.dispatch({ type: 'run.retry', runId });
      else {
        skipped.push(`${step?.title ?? ''}: ${step?.error?.details ?? step?.error?.say ?? ''}`);
        await sonny.dispatch({ type: 'run.skip', runId });
      }
    } else if (run.status === 'cancelled') {
      // The crash came while Sonny waited for a word: that counts as no, so the person takes back what there is and starts anew.
      if (run.steps.some((s) => s.status === 'verified' || s.status === 'unverified')) await undo(sonny, runId);
      runId = await begin();
    } else return { runId, view: run, asked, skipped };
  }
  throw new Error(`The run never ended: ${JSON.stringify(await sonny.dispatch({ type: 'run.get', runId }))}`);
};

/** Undoes, and once more when something stood in the way the first time. */
export const undo = async (sonny: Sonny, runId: string): Promise<RunView> => {
  const isUndone = (run: RunView): boolean => run.status === 'undone' || run.status === 'undone-partly';
  const once = async (): Promise<RunView> => {
    await sonny.dispatch({ type: 'run.undo', runId });
    return reachIn(sonny, runId, isUndone);
  };
  const first = await once();
  return first.steps.some((s) => s.status === 'failed') ? once() : first;
};
