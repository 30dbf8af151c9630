import type { RunView } from '../../shared/protocol/run.ts';
import { base, step, verified } from './scene-parts.ts';

const GOAL = 'use Mousepad to "replace every cat by a dog"';

/** Work in a window whose acts are chosen as it goes; the last of them is asked about. */
export function operating(now: number): RunView {
  const chosen = (id: string, dependsOn: string[], title: string, more: object = {}) =>
    step(id, dependsOn, {
      skill: 'element.click',
      title,
      why: 'The menu has what the task needs.',
      within: 's2',
      undo: { possible: false, say: 'nobody can say in general what a click did' },
      changes: ['Whatever the application does on this click.'],
      verifiedBy: 'nothing: what a click does is the application’s choice',
      ...more,
    });
  const steps = [
    step('s1', [], {
      skill: 'app.open',
      title: 'Open Mousepad',
      why: 'You asked for it.',
      ...verified('the window is open', now - 9000, 'window-system'),
    }),
    chosen(
      's2.1',
      ['s1'],
      'Click “Search” in “pets.txt - Mousepad”',
      verified('The menu “Search” changed.', now - 7000),
    ),
    chosen('s2.2', ['s2.1'], 'Fill “Search for” in “Find and Replace” with “cat”', {
      ...verified('the field holds “cat”', now - 5000),
      undo: { possible: true, say: 'restores what stood in the field' },
    }),
    chosen('s2.3', ['s2.2'], 'Click “Replace All” in “Find and Replace”', {
      risk: 'R4',
      asks: true,
      status: 'waiting',
    }),
    step('s2', ['s1', 's2.1', 's2.2', 's2.3'], {
      skill: 'screen.operate',
      title: 'Work in Mousepad: “replace every cat by a dog”',
      why: 'You asked: “use Mousepad to …”.',
      changes: ['It changes what it needs to in Mousepad, and nowhere else.', 'At most 20 acts, each shown as a step.'],
      undo: { possible: true, say: 'its acts are taken back one by one, as far as each can be' },
      verifiedBy: 'reading back what it is to show, where it is known',
    }),
  ];
  const run = base('operating', GOAL, steps, now);
  return {
    ...run,
    chips: [],
    status: 'awaiting-step-approval',
    sentence: 'Waiting for your word on “Click “Replace All” in “Find and Replace””.',
    approval: {
      nonce: 'n',
      planHash: 'h',
      stepId: 's2.3',
      label: 'Approve: Click “Replace All” in “Find and Replace”',
      preview: [
        'Click “Replace All” in “Find and Replace”',
        'Whatever the application does on this click.',
        'Cannot be undone: nobody can say in general what a click did.',
      ],
      expiresAt: now + 90_000,
    },
  };
}

/** The same where nothing moves any more. */
export function still(now: number): RunView {
  const { approval: _, ...run } = operating(now);
  return {
    ...run,
    id: 'still',
    status: 'asking',
    sentence: 'Nothing has changed for 3 acts. Shall Sonny go on trying?',
    question: {
      id: 'q',
      subject: 'operate:s2:still-3',
      ask: 'Nothing has changed for 3 acts. Shall Sonny go on trying?',
      candidates: [{ id: 'go-on', label: 'Go on trying' }],
    },
  };
}
