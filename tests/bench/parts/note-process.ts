import { z } from 'zod';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import { isEnded } from '../../../shared/protocol/run.ts';
import { defineSkill } from '../../../shared/skills/skill.ts';
import { BARE } from '../../fakes/bare-skill.ts';
import { managedRun, managerOf } from './managed-run.ts';
import { actOn, noteOf, type Noting } from './noting.ts';
import { plannedSteps } from './planned-steps.ts';

/** A step whose rows are forced to disk is one that may have to be taken back. */
const noteSkill = ({ synchronous }: Noting) =>
  defineSkill({
    ...BARE,
    name: 'note',
    summary: 'Makes a note',
    parameters: z.object({ n: z.number() }).strict(),
    outputs: ['note'],
    risk: 'R0',
    undo: { kind: synchronous === 'FULL' ? 'compensate' : 'nothing', say: 'nothing' },
    title: () => 'Note',
  });

const notingPerformer = (noting: Noting): Performer => ({
  skills: ['note'],
  perform: async ({ args }) => {
    const n = Number(args['n']);
    actOn(noting, n);
    const evidence = [{ path: 'process' as const, say: 'noted', holds: true }];
    return {
      status: 'done',
      outputs: { note: noteOf(n) },
      evidence,
      receipt: noting.synchronous === 'FULL' ? n : null,
    };
  },
  undo: async () => ({ status: 'undone', evidence: [] }),
});

const worldOf = (noting: Noting) => ({
  performers: [notingPerformer(noting)],
  observers: [],
  skills: new Map([['note', noteSkill(noting)]]),
  journal: openJournal({ folder: noting.folder, now: () => Date.now() }),
});

const stepsOf = ({ steps }: Noting) =>
  plannedSteps(
    'note',
    Array.from({ length: steps }, (_, n) => ({ n })),
  );

/** Milliseconds from the approval to the end. */
const run = async (noting: Noting): Promise<number> => {
  const world = worldOf(noting);
  const each = await managedRun(world, stepsOf(noting));
  world.journal.close();
  return each.reduce((sum, milliseconds) => sum + milliseconds, 0);
};

/**
 * Milliseconds from the file to the state in memory. Then it is carried on: the person says that the act whose outcome the
 * kill swallowed had happened, and resumes.
 */
const resume = async (noting: Noting): Promise<number> => {
  const before = performance.now();
  const world = worldOf(noting);
  const ended = Promise.withResolvers<void>();
  const manager = managerOf(world, [], (event) => {
    if (event.type !== 'run' && event.type !== 'run.head') return;
    const { id: runId, question, status } = event.type === 'run' ? event.run : event.head;
    if (question)
      setImmediate(() =>
        manager.command({ type: 'run.answer', runId, questionId: question.id, candidateId: 'yes' }, 'person'),
      );
    else if (status === 'paused') setImmediate(() => manager.command({ type: 'run.resume', runId }, 'person'));
    else if (isEnded(status)) ended.resolve();
  });
  manager.recover(1);
  const took = performance.now() - before;
  await ended.promise;
  await manager.close();
  world.journal.close();
  return took;
};

// A process in which Sonny makes the notes of a `Noting`, or goes on with what a killed one began.
process.on('message', ({ how, noting }: { readonly how: 'run' | 'resume'; readonly noting: Noting }) => {
  void (how === 'run' ? run : resume)(noting).then(
    (milliseconds) => process.send?.(milliseconds),
    () => process.exit(1),
  );
});
process.send?.('ready');
