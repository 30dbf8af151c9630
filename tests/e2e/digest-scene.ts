import type { RunView } from '../../shared/protocol/run.ts';
import { SCENES } from './scenes.ts';

/** A person has answered five questions in no time: what is left is asked at once. */
export const digest = (now: number): RunView => {
  const run = SCENES.trash(now);
  const files = Array.from({ length: 12 }, (_, i) => `~/Downloads/installer-${i + 1}.deb`).join(', ');
  return {
    ...run,
    id: 'digest',
    sentence: 'The rest needs your word.',
    approval: {
      nonce: 'nonce-digest',
      planHash: run.planHash ?? '',
      stepId: 's2',
      label: 'Approve 2 steps',
      preview: ['Move 12 files to the trash', 'Send the list to anna@example.org'],
      names: ['s2', 's3'],
      digest: [
        {
          stepId: 's2',
          title: 'Move 12 files to the trash',
          lines: ['12 files leave ~/Downloads', `files: ${files}`, 'Can be undone: puts the files back.'],
        },
        {
          stepId: 's3',
          title: 'Send the list to anna@example.org',
          lines: ['to: anna@example.org', 'text: 12 installers', 'Cannot be undone: what was sent is sent.'],
        },
      ],
      expiresAt: now + 118_000,
    },
  };
};
