import type { RunView } from '../../shared/protocol/run.ts';
import { approval, base, step, verified } from './scene-parts.ts';

const GOAL =
  'create the folder ~/Papers, move all PDFs in ~/Downloads to it, open it, write "sorted" to ~/log.txt and put the old installers into the trash';

const steps = () => [
  step('s1', [], { skill: 'files.folder', title: 'Create the folder ~/Papers', why: 'You named it.' }),
  step('s2', ['s1'], { skill: 'files.move', title: 'Move 3 files to ~/Papers', why: 'You said “all PDFs”.' }),
  step('s3', ['s2'], { skill: 'files.open', title: 'Open ~/Papers', why: 'You asked for it.', risk: 'R1' }),
  step('s4', ['s3'], { skill: 'files.write', title: 'Write 6 characters to ~/log.txt', why: 'You asked for it.' }),
  step('s5', ['s4'], {
    skill: 'files.trash',
    title: 'Put 3 files into the trash',
    why: 'You said “the old installers”.',
    risk: 'R3',
    asks: true,
    changes: ['3 files leave ~/Downloads'],
    undo: { possible: true, say: 'puts the files back' },
  }),
];

/** A plan whose last step, which a small window has no room for, asks first. */
export function planTrash(now: number): RunView {
  const all = steps();
  const run = { ...base('plan-trash', GOAL, all, now), chips: [] };
  return approval(
    run,
    null,
    'Run 5 steps',
    all.map(({ title }) => title),
    now,
  );
}

/** The same when its turn has come. */
export function askTrash(now: number): RunView {
  const all = steps().map((one) =>
    one.id === 's5' ? { ...one, status: 'waiting' as const } : { ...one, ...verified('as it should be', now - 2_000) },
  );
  const run = { ...base('ask-trash', GOAL, all, now), chips: [] };
  return approval(
    { ...run, status: 'awaiting-step-approval', sentence: 'The next step needs your word.' },
    's5',
    'Approve: Put 3 files into the trash',
    ['~/Downloads/a.deb', '~/Downloads/b.deb', '~/Downloads/c.deb'],
    now,
  );
}

/** It is done: of each file two things were read back. */
export function sorted(now: number): RunView {
  const names = ['a.pdf', 'b.pdf', 'report.pdf'];
  const evidence = names.flatMap((name) =>
    [`~/Papers/${name} is there, byte for byte`, `${name} is no longer at its old place`].map((say) => ({
      path: 'filesystem' as const,
      say,
      holds: true,
    })),
  );
  const all = steps().map((one) => ({
    ...one,
    ...verified('as it should be', now - 2_000, 'filesystem'),
    ...(one.id === 's2' ? { evidence } : {}),
  }));
  return { ...base('sorted', GOAL, all, now), chips: [], status: 'done', sentence: 'Done.', endedAt: now };
}
