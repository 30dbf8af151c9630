import { totals } from '../fakes/scripting.ts';
import type { Stage, Story } from './recorder.ts';
import { Settings } from '../../shared/protocol/settings.ts';
import type { ScriptedAnswer } from '../../automation/model/scripted.ts';

const plan = (words: string, folder: string): ScriptedAnswer => ({
  value: {
    kind: 'plan',
    parts: [{ words, do: 'files.move', args: { files: { folder, glob: '*.pdf' }, to: '~/Papers' } }],
  },
});
const PAPERS = 'could every PDF out of ~/Downloads please live in my papers';

/** Says yes until the run is over. */
const carriedOut = async (stage: Stage, runId: string): Promise<void> => {
  for (;;) {
    const { status, approval } = await stage.reach(
      runId,
      ...(['awaiting-approval', 'awaiting-step-approval', 'asking', 'done', 'failed', 'refused'] as const),
    );
    if (!approval) {
      if (status !== 'done') throw new Error(`The story went another way: the run is ${status}.`);
      return;
    }
    await stage.approve(runId);
  }
};

/** A model's plan that went well. */
const moved = async (stage: Stage, words: string, folder: string, goal: string): Promise<string> => {
  stage.write(`${folder.slice(2)}/a.pdf`, folder);
  stage.write('Papers/b.pdf', 'B');
  stage.answers.push(plan(words, folder));
  const runId = await stage.start(goal);
  await carriedOut(stage, runId);
  return runId;
};

/** What is remembered of runs, offered because of them, and forgotten with them. */
export const MEMORY_STORIES: Readonly<Record<string, Story>> = {
  'a-second-opinion': async (stage) => {
    const runId = await stage.start('write "x" to the file ~/Documents/note.txt');
    await stage.reach(runId, 'awaiting-approval');
    stage.answers.push({ value: { verdict: 'unsure', remarks: ['It does not say which note.'] } });
    await stage.send({ type: 'run.criticise', runId });
    await carriedOut(stage, runId);
  },
  'recalled-by-meaning': async (stage) => {
    const model = { ...Settings.parse({}).model, embedding: 'letters' };
    await stage.send({ type: 'settings.set', settings: { model } });
    await moved(stage, 'every PDF out of ~/Downloads', '~/Downloads', PAPERS);
    stage.answers.push({ value: { kind: 'cannot', why: 'There is no skill for it.' } });
    const runId = await stage.start('could every PDF out of ~/Other please be sung to me');
    await stage.reach(runId, 'asking');
    await stage.send({ type: 'run.cancel', runId });
  },
  'forgotten-with-what-came-of-it': async (stage) => {
    const kept = await stage.start('create the folder ~/Notes');
    await carriedOut(stage, kept);
    const runId = await moved(stage, 'every PDF out of ~/Downloads', '~/Downloads', PAPERS);
    await stage.until(async () => (await stage.ask({ type: 'methods.list' }))[0]);
    // It waits until what is being cleaned up is.
    const forgetting = stage.send({ type: 'run.forget', runId }).then(() => true);
    await stage.until(() => Promise.race([forgetting, undefined]));
    await stage.send({ type: 'run.undo', runId: kept });
    await stage.reach(kept, 'undone');
  },
  'chosen-twice-and-forgotten': async (stage) => {
    const folders = ['~/Downloads', '~/Other'];
    for (const n of ['one', 'two']) {
      stage.write('Downloads/a.pdf', 'A');
      stage.write(`Other/${n}.pdf`, n);
      stage.write('Papers/b.pdf', 'B');
      stage.answers.push({ value: { kind: 'ask', ask: 'Which folder is meant?', candidates: folders } });
      const runId = await stage.start(`please would you bring what belongs together number ${n}`);
      const { question } = await stage.reach(runId, 'asking');
      stage.answers.push(plan('what belongs together', '~/Other'));
      await stage.send({
        type: 'run.answer',
        runId,
        questionId: question?.id ?? '',
        candidateId: question?.candidates.find(({ label }) => label === '~/Other')?.id ?? null,
      });
      await carriedOut(stage, runId);
    }
    const { preferences } = await stage.ask({ type: 'memory.get' });
    await stage.send({ type: 'preference.forget', id: preferences[0]?.id ?? '' });
  },
  'a-script-that-keeps-passing': async (stage) => {
    const { script: code, tests, manifest } = totals(stage.home);
    stage.answers.push(
      { value: JSON.parse(JSON.stringify({ code, manifest, explains: 'Totals sales by month.' })) },
      { value: { tests } },
    );
    for (const day of [1, 2, 3]) {
      stage.write('Documents/sales.csv', `date,region,amount\n2026-01-0${day},North,${day}\n`);
      const runId = await stage.start(
        'write a script that totals ~/Documents/sales.csv by month into ~/Documents/totals.csv',
      );
      await carriedOut(stage, runId);
    }
    await stage.until(async () => (await stage.ask({ type: 'scripts.offered' }))[0]);
  },
};

/** Stories that need walls around scripts, which are there on Linux alone. */
export const NEEDS_WALLS: ReadonlySet<string> = new Set(['a-script-that-keeps-passing']);
