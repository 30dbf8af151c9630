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

/** What a plan had left open until something was read: it is asked about at once, with what came from where. */
export const rest = (now: number): RunView => {
  const run = SCENES.trash(now);
  const names = ['~/Scans/2026-03-05 ACME Ltd.txt', '~/Scans/2026-04-17 Birch & Co.odt'];
  const from = 'the file ~/Scans/scan-1.txt and the file ~/Scans/scan-2.odt';
  const [first] = run.steps;
  const planned = { ...run.steps[1], status: 'planned', evidence: [] } as RunView['steps'][number];
  return {
    ...run,
    id: 'rest',
    goal: 'rename the files in ~/Scans by date and company in them',
    sentence: 'What is left is planned from what was read: 1 step.',
    steps: [
      {
        ...first,
        id: 's1',
        title: 'Read ~/Scans/scan-1.txt',
        status: 'verified',
        evidence: [],
      } as RunView['steps'][number],
      {
        ...first,
        id: 's2',
        title: 'Read ~/Scans/scan-2.odt',
        status: 'verified',
        evidence: [],
      } as RunView['steps'][number],
      { ...planned, id: 's4', within: 's3', title: 'Rename 2 files in ~/Scans', status: 'waiting', asks: true },
      {
        ...planned,
        id: 's3',
        title: 'Plan the rest from what was read: “by date and company”',
        risk: 'R0',
        asks: false,
      },
    ],
    approval: {
      nonce: 'nonce-rest',
      planHash: run.planHash ?? '',
      stepId: 's4',
      label: 'Approve 1 step',
      preview: ['Rename 2 files in ~/Scans'],
      names: ['s4'],
      within: 's3',
      digest: [
        {
          stepId: 's4',
          title: 'Rename 2 files in ~/Scans',
          lines: [
            'scan-1.txt gets the name 2026-03-05 ACME Ltd.txt.',
            'scan-2.odt gets the name 2026-04-17 Birch & Co.odt.',
            `Not in your words: renames ${names.join(', ')}, which are from ${from}.`,
            'Can be undone: renames the files back.',
          ],
        },
      ],
      expiresAt: now + 118_000,
    },
  };
};
