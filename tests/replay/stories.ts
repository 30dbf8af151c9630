import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Stage } from './recorder.ts';

type Story = (stage: Stage) => Promise<void>;

const NOTE = 'write "Buy milk: 2 l @ 1.09 € — {ok} 日本" to the file ~/Documents/note.txt';
const FILE_AWAY = 'create the folder ~/Notes and then move ~/a.txt into ~/Notes';

/** What runs can go through, told by what a person and the world do. Together they write every type of row. */
export const STORIES: Readonly<Record<string, Story>> = {
  'done-and-undone': async (stage) => {
    stage.write('a.txt', 'A');
    const runId = await stage.start(FILE_AWAY);
    await stage.approve(runId, { origin: 'flag' });
    await stage.reach(runId, 'done');
    await stage.send({ type: 'run.undo', runId });
    await stage.reach(runId, 'undone');
  },
  'step-by-step': async (stage) => {
    stage.write('a.txt', 'A');
    const runId = await stage.start(`${FILE_AWAY} and then ${NOTE}`);
    await stage.approve(runId, { stepByStep: true });
    await stage.reach(runId, 'paused');
    await stage.send({ type: 'run.step', runId });
    await stage.reach(runId, 'paused');
    await stage.send({ type: 'run.resume', runId });
    await stage.reach(runId, 'done');
  },
  'paused-and-cancelled': async (stage) => {
    stage.write('a.txt', 'A');
    const runId = await stage.start(`${FILE_AWAY} and then ${NOTE}`);
    stage.meddling.beforeAct = () => void stage.send({ type: 'run.pause', runId });
    await stage.approve(runId);
    await stage.reach(runId, 'paused');
    await stage.send({ type: 'run.cancel', runId });
    await stage.send({ type: 'run.undo', runId });
    await stage.reach(runId, 'undone');
  },
  'asked-for-one-step': async (stage) => {
    stage.write('a.txt', 'A');
    const granted = await stage.start('trash ~/a.txt');
    await stage.approve(granted);
    await stage.approve(granted);
    await stage.reach(granted, 'done');
    stage.write('a.txt', 'A');
    const denied = await stage.start('trash ~/a.txt');
    await stage.approve(denied);
    const { approval } = await stage.reach(denied, 'awaiting-step-approval');
    await stage.send({ type: 'run.deny', runId: denied, nonce: approval?.nonce ?? '' });
  },
  expired: async (stage) => {
    const runId = await stage.start(NOTE);
    await stage.reach(runId, 'awaiting-approval');
    stage.clock.pass(3_600_000);
    await stage.reach(runId, 'cancelled');
  },
  'not-understood': async (stage) => {
    await stage.reach(await stage.start('make me a sandwich'), 'refused');
    await stage.reach(await stage.start('read the file ~/missing.txt'), 'refused');
  },
  asked: async (stage) => {
    const answered = await stage.start('open the text editor');
    const { question } = await stage.reach(answered, 'asking');
    const questionId = question?.id ?? '';
    await stage.send({ type: 'run.answer', runId: answered, questionId, candidateId: 'quill' });
    await stage.reach(answered, 'awaiting-approval', 'refused');
    await stage.send({ type: 'run.cancel', runId: answered }).catch(() => {});
    const dropped = await stage.start('write "x"');
    const asked = await stage.reach(dropped, 'asking');
    await stage.send({
      type: 'run.answer',
      runId: dropped,
      questionId: asked.question?.id ?? '',
      candidateId: null,
    });
  },
  unverified: async (stage) => {
    const runId = await stage.start(NOTE);
    await stage.reach(runId, 'awaiting-approval');
    stage.meddling.seen = (seen) => ({ ...seen, value: null, trouble: 'the disk does not answer' });
    await stage.approve(runId);
    await stage.reach(runId, 'done-unverified');
  },
  'wrong-effect-and-retried': async (stage) => {
    const runId = await stage.start(NOTE);
    await stage.reach(runId, 'awaiting-approval');
    stage.meddling.seen = (seen) => ({ ...seen, value: { exists: true, text: 'something else' } });
    await stage.approve(runId);
    await stage.reach(runId, 'failed');
    stage.meddling.seen = (seen) => seen;
    await stage.send({ type: 'run.retry', runId });
    await stage.reach(runId, 'done', 'failed', 'awaiting-step-approval');
  },
  'hung-and-retried': async (stage) => {
    const runId = await stage.start('create the folder ~/Notes');
    stage.meddling.beforeAct = () => {
      throw new SonnyError('NOT_RESPONDING');
    };
    await stage.approve(runId);
    await stage.reach(runId, 'failed');
    stage.meddling.beforeAct = () => {};
    await stage.send({ type: 'run.retry', runId });
    await stage.reach(runId, 'done');
  },
  'cut-off': async (stage) => {
    const begun = Promise.withResolvers<void>();
    stage.meddling.beforeAct = (_, signal) => {
      begun.resolve();
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    await stage.approve(await stage.start('create the folder ~/Notes'));
    await begun.promise;
  },
  'cut-off-and-taken-up': async (stage) => {
    const begun = Promise.withResolvers<void>();
    stage.meddling.beforeAct = () => {
      begun.resolve();
      return new Promise(() => {});
    };
    const runId = await stage.start('create the folder ~/Notes');
    await stage.approve(runId);
    await begun.promise;
    await stage.crash();
    await stage.reach(runId, 'failed', 'paused', 'asking');
  },
  'skipped-a-step': async (stage) => {
    stage.write('a.txt', 'A');
    const runId = await stage.start(`${FILE_AWAY} and then ${NOTE}`);
    stage.meddling.beforeAct = (skill) => {
      if (skill === 'files.move') throw new SonnyError('FILE_DENIED', '~/Notes/a.txt');
    };
    await stage.approve(runId);
    await stage.reach(runId, 'failed');
    await stage.send({ type: 'run.skip', runId });
    await stage.reach(runId, 'done', 'done-unverified');
  },
  'stopped-and-reset': async (stage) => {
    const runId = await stage.start('create the folder ~/Notes');
    await stage.reach(runId, 'awaiting-approval');
    await stage.send({ type: 'stop' });
    await stage.reach(runId, 'cancelled');
    await stage.send({ type: 'stop.reset' });
  },
  redone: async (stage) => {
    stage.write('a.txt', 'A');
    const runId = await stage.start(FILE_AWAY);
    await stage.approve(runId);
    await stage.reach(runId, 'done');
    await stage.send({ type: 'run.undo', runId });
    await stage.reach(runId, 'undone');
    await stage.send({ type: 'run.redo', runId });
    await stage.reach(runId, 'done');
  },
  refused: async (stage) => {
    const runId = await stage.start('create the folder ~/Notes');
    stage.meddling.beforeAct = () => {
      throw new SonnyError('FILE_DENIED', '~/Notes');
    };
    await stage.approve(runId);
    await stage.reach(runId, 'failed');
  },
  'kept-a-later-change': async (stage) => {
    stage.write('a.txt', 'A');
    const runId = await stage.start(`${FILE_AWAY} and then ${NOTE}`);
    await stage.approve(runId);
    await stage.reach(runId, 'done');
    stage.write('Documents/note.txt', 'mine');
    stage.meddling.beforeUndo = (skill) => {
      if (skill === 'files.move') throw new SonnyError('FILE_DENIED', '~/Notes/a.txt');
    };
    await stage.send({ type: 'run.undo', runId });
    await stage.reach(runId, 'undone-partly');
  },
};
