import { type ErrorCode, SonnyError } from '../../shared/protocol/errors.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { NOTE, base, noteSteps, step, verified } from './scene-parts.ts';
import { done } from './scenes.ts';

interface Trouble {
  /** `refused`: nothing was touched. */
  readonly status?: 'failed' | 'refused';
  readonly details?: string;
  readonly evidence?: StepView['evidence'];
}

/** The shopping note, come to grief at its second step. */
const failing =
  (id: string, code: ErrorCode, { status = 'failed', details, evidence = [] }: Trouble) =>
  (now: number): RunView => {
    const error = new SonnyError(code, details).view();
    const [open, write, ...rest] = noteSteps();
    const opened = verified('window “Untitled 1 – Mousepad” is open and focused', now - 3_000, 'window-system');
    const steps: StepView[] = [
      { ...open, ...opened },
      { ...write, status, error, evidence, startedAt: now - 2_000, endedAt: now - 1_400 },
      ...rest,
    ];
    const sentence = `Stopped at “${write.title}”: ${error.say}`;
    return { ...base(id, NOTE, steps, now), status: 'failed', sentence, error, endedAt: now - 1_300 };
  };

const readBack: StepView['evidence'] = [
  {
    path: 'accessibility',
    say: 'read back: 36 of 37 characters',
    holds: false,
    expected: 'Buy milk: 2 l @ 1.09 € — {ok} 日本',
    observed: 'Buy milk: 2 l @ 1.09  — {ok} 日本',
  },
];

/** One run per class of trouble, by the class's name. */
export const TROUBLES = {
  missing: failing('missing', 'TARGET_MISSING', {
    status: 'refused',
    details: '“Untitled 1 – Mousepad” shows no text to write into.',
  }),
  ambiguous: failing('ambiguous', 'TARGET_AMBIGUOUS', {
    status: 'refused',
    details: 'Two windows “Untitled 1 – Mousepad” stand at the same place.',
  }),
  gone: failing('gone', 'TARGET_GONE', {
    status: 'refused',
    details: 'The window “Untitled 1 – Mousepad” was closed.',
  }),
  blocked: failing('blocked', 'FILE_EXISTS', { status: 'refused', details: '~/Documents/shopping.txt' }),
  'not-responding': failing('not-responding', 'NOT_RESPONDING', {
    details: '“Untitled 1 – Mousepad” does not answer.',
  }),
  'wrong-effect': failing('wrong-effect', 'WRONG_EFFECT', {
    details: 'read back: 36 of 37 characters',
    evidence: readBack,
  }),
  'not-allowed': failing('not-allowed', 'FILE_DENIED', { status: 'refused', details: '/etc/shopping.txt' }),
  never: failing('never', 'REFUSED_BY_POLICY', { status: 'refused', details: 'Write 37 characters into Mousepad' }),
  'no-room': failing('no-room', 'STORE_FULL', { details: '~/Documents/shopping.txt' }),
  unreadable: failing('unreadable', 'FILE_UNREADABLE', {
    details: '~/Documents/invoice.pdf opens only with a password.',
  }),
  interrupted: failing('interrupted', 'INTERRUPTED', { details: 'Whether it had happened is not known.' }),
  'taken-over': failing('taken-over', 'TAKEN_OVER', { details: 'Whether it had happened is not known.' }),
  budget: failing('budget', 'BUDGET_RATE', {
    status: 'refused',
    details: '60 steps like “Write 37 characters into Mousepad” in a minute.',
  }),
  cooling: failing('cooling', 'COOLING_DOWN', {
    status: 'refused',
    details: '“Write 37 characters into Mousepad” can be asked about again in 9 min.',
  }),
  changed: failing('changed', 'PLAN_CHANGED', {
    status: 'refused',
    details: 'What “Write 37 characters into Mousepad” is about has changed since you approved it.',
  }),
  stopped: failing('stopped', 'CANCELLED', {}),
  'not-possible': failing('not-possible', 'UNSUPPORTED', {
    status: 'refused',
    details: 'The trash of this system is not known to Sonny.',
  }),
  'own-fault': failing('own-fault', 'INTERNAL', {
    details: 'Cannot read properties of undefined\n    at Worker.perform (worker.ts:41:7)',
  }),
} as const;

/** Sonny was interrupted while it wrote, and nothing on screen tells whether the text arrived. */
export function reconciling(now: number): RunView {
  const [open, write, ...rest] = noteSteps();
  const steps: StepView[] = [
    { ...open, ...verified('window “Untitled 1 – Mousepad” is open and focused', now - 3_000, 'window-system') },
    { ...write, status: 'acting', startedAt: now - 2_000 },
    ...rest,
  ];
  const ask = `Sonny was interrupted while it did this, and can’t see whether it happened: “${write.title}”. Did it?`;
  return {
    ...base('reconciling', NOTE, steps, now),
    status: 'asking',
    sentence: ask,
    question: {
      id: 'q-happened',
      ask,
      subject: 'happened:reconciling/s2/1',
      candidates: [
        { id: 'yes', label: 'Yes, it happened', detail: 'go on after it' },
        { id: 'no', label: 'No, it did not', detail: 'it can then be tried again' },
      ],
    },
  };
}

/** Sonny was interrupted while it moved files, and read back that some of them were moved and some were not. */
export function cutShort(now: number): RunView {
  const goal = 'move all PDFs in ~/Downloads to ~/Papers/Tax 2026';
  const move: StepView = {
    ...step('s1', [], {
      skill: 'files.move',
      title: 'Move 5 files to ~/Papers/Tax 2026',
      why: 'It is what you asked for.',
      needs: [{ say: '~/Papers/Tax 2026 is a folder', holds: true, because: 'it was looked at' }],
      undo: { possible: true, say: 'moves back what it moved' },
      verifiedBy: 'listing both folders',
    }),
    status: 'acting',
    startedAt: now - 2_000,
    changes: [
      '~/Downloads/invoice 2026-11.pdf goes to ~/Papers/Tax 2026.',
      '~/Downloads/letter.pdf goes to ~/Papers/Tax 2026.',
    ],
  };
  const ask =
    `Sonny was interrupted while it did this: “${move.title}”. Read back just now: 2 of 5 are done (invoice 2026-11.pdf, ` +
    'letter.pdf), 3 are not (receipt.pdf, statement.pdf, tax notice.pdf). So not all of it happened.';
  return {
    ...base('cut-short', goal, [move], now),
    status: 'asking',
    sentence: ask,
    question: {
      id: 'q-cut-short',
      ask,
      subject: 'happened:cut-short/s1/1',
      candidates: [
        {
          id: 'no',
          label: 'Not all of it happened',
          detail: 'you then choose how to go on, and what was done of it can be undone',
        },
      ],
    },
  };
}

/** The person uses the keyboard while the note is written. */
export function takenOver(now: number): RunView {
  const [open, write, ...rest] = noteSteps();
  const error = new SonnyError('TAKEN_OVER', 'It had not happened.').view();
  const steps: StepView[] = [
    { ...open, ...verified('window “Untitled 1 – Mousepad” is open and focused', now - 3_000, 'window-system') },
    { ...write, status: 'waiting', error, startedAt: now - 2_000, endedAt: now - 1_500 },
    ...rest,
  ];
  const sentence = 'You took over with the keyboard. Sonny has let go of mouse and keyboard.';
  return { ...base('taken', NOTE, steps, now), status: 'taken-over', sentence };
}

/** A run that waits until another one has acted. */
export function behind(now: number): RunView {
  const sentence = 'Working on it.';
  return {
    ...base('behind', NOTE, noteSteps(), now),
    status: 'acting',
    sentence,
    behind: 'copy ~/Photos to ~/Backups',
  };
}

/** Four steps of which the third, a message, can't be taken back. */
export function sent(now: number): RunView {
  const [open, write] = noteSteps();
  const steps: StepView[] = [
    { ...open, ...verified('window “New message” is open and focused', now - 9_000, 'window-system') },
    {
      ...write,
      title: 'Write “See you at eight” in the message',
      ...verified('read back: 16 of 16 characters', now - 8_000),
    },
    step('s3', ['s2'], {
      skill: 'element.press',
      title: 'Press “Send”',
      why: 'You asked for it.',
      risk: 'R4',
      asks: true,
      undo: { possible: false, say: 'what was sent is sent' },
      ...verified('the message stands in “Sent”', now - 2_000),
    }),
    step('s4', [], {
      skill: 'file.move',
      title: 'Move invite.ics to ~/Documents/Invites',
      why: 'You asked for it.',
      undo: { possible: true, say: 'moves the files back' },
      ...verified('~/Documents/Invites/invite.ics is there', now - 8_600, 'filesystem'),
    }),
  ];
  const run = base('sent', 'answer anna that I come at eight and put her invitation to the others', steps, now);
  const forecast = {
    steps: 4,
    undoable: 3,
    pointOfNoReturn: 's3',
    say: '3 of 4 steps can be undone; after step 3 not everything can.',
  };
  const sentence = 'Done: verified by reading the folder.';
  return {
    ...run,
    chips: [],
    risk: 'R4',
    createdAt: now - 20_000,
    forecast,
    status: 'done',
    sentence,
    endedAt: now - 900,
  };
}

/** In the middle of an undo: the last two are back, the text is being put back. */
export const undoing = (now: number): RunView => ({
  ...done(now),
  id: 'undoing',
  status: 'undoing',
  sentence: 'Undoing “Write 37 characters into Mousepad” …',
  steps: done(now).steps.map((one): StepView => {
    if (one.id === 's3')
      return { ...one, status: 'undone', evidence: [{ path: 'filesystem', say: 'the file is gone', holds: true }] };
    return one.id === 's2' ? { ...one, status: 'acting' } : one;
  }),
});

/** An undo that left three steps: changed by the person, not to be undone at all, and not answered. */
export function partly(now: number): RunView {
  const conflict = new SonnyError(
    'UNDO_CONFLICT',
    '~/Documents/Invites/invite.ics was changed since and was left.',
  ).view();
  const late = new SonnyError('NOT_RESPONDING', '“New message” does not answer.').view();
  const run = sent(now);
  const steps = run.steps.map((one): StepView => {
    switch (one.id) {
      case 's1':
        return { ...one, status: 'failed', error: late, evidence: [] };
      case 's2':
        return {
          ...one,
          status: 'undone',
          evidence: [{ path: 'accessibility', say: 'the text is as it was', holds: true }],
        };
      case 's4':
        return {
          ...one,
          status: 'unverified',
          error: conflict,
          evidence: [
            {
              path: 'filesystem',
              say: '~/Documents/Invites/invite.ics was changed since and was left.',
              holds: false,
              expected: 'BEGIN:VCALENDAR … 20:00',
              observed: 'BEGIN:VCALENDAR … 19:30',
            },
          ],
        };
      default:
        return one;
    }
  });
  return {
    ...run,
    id: 'partly',
    status: 'undone-partly',
    sentence: 'Undone as far as possible; see the steps that are not.',
    error: conflict,
    steps,
  };
}

/** Two branches that act at the same time, with three steps behind them. */
export function parallel(now: number): RunView {
  const file = (id: string, dependsOn: string[], title: string, more: Partial<StepView>): StepView =>
    step(id, dependsOn, {
      skill: 'file.zip',
      title,
      why: 'You asked for it.',
      needs: [],
      changes: ['the archive holds the folder'],
      verifiedBy: 'listing the archive',
      undo: { possible: true, say: 'removes the archive' },
      ...more,
    });
  const acting = (at: number): Partial<StepView> => ({ status: 'acting', startedAt: at });
  const steps = [
    file('s1', [], 'Create the folder ~/Archive', verified('the folder is there', now - 4_000, 'filesystem')),
    file(
      's2',
      ['s1'],
      'Pack ~/Pictures/2023 into ~/Archive',
      verified('1,204 files, 1.9 GB', now - 3_000, 'filesystem'),
    ),
    file('s3', ['s1'], 'Pack ~/Music into ~/Archive', verified('311 files, 2.4 GB', now - 3_000, 'filesystem')),
    file('s4', ['s2'], 'Pack ~/Pictures/2024 into ~/Archive', acting(now - 200)),
    file('s5', ['s3'], 'Pack ~/Documents into ~/Archive', acting(now - 200)),
    file('s6', ['s4'], 'Move ~/Pictures/2023 to the trash', {}),
    file('s7', ['s5', 's6'], 'List what is in ~/Archive', { risk: 'R0' }),
  ];
  const run = base('parallel', 'pack my pictures, music and documents into ~/Archive', steps, now);
  return { ...run, chips: [], status: 'acting', sentence: 'Pack ~/Documents into ~/Archive …' };
}

/** An undo that left a file which the person edited after Sonny had replaced it. */
export function contested(now: number): RunView {
  const conflict = new SonnyError('UNDO_CONFLICT', '~/Documents/shopping.txt was changed since.').view();
  const run = done(now);
  const steps = run.steps.map((one): StepView => {
    if (one.id !== 's3') return { ...one, status: one.risk === 'R0' ? one.status : 'undone' };
    return {
      ...one,
      status: 'unverified',
      error: conflict,
      evidence: [{ path: 'filesystem', say: '~/Documents/shopping.txt was changed since.', holds: false }],
      conflict: {
        key: 'contested/s3/1',
        what: 'file',
        name: '~/Documents/shopping.txt',
        before: { say: '27 bytes', text: 'Bread\nButter\nApples, 1 kg\n', bytes: 27 },
        left: { say: '45 bytes', text: 'Buy milk: 2 l @ 1.09 € — {ok} 日本', bytes: 45 },
        now: {
          say: '63 bytes',
          text: 'Buy milk: 2 l @ 1.09 € — {ok} 日本\nand coffee, two packs',
          bytes: 63,
          at: now - 60_000,
        },
        choices: ['keep', 'restore', 'both'],
        more: [],
      },
    };
  });
  const sentence = 'Undone as far as possible; see the steps that are not.';
  return { ...run, id: 'contested', status: 'undone-partly', sentence, error: conflict, steps };
}

/** The same, after the person had what was before restored. */
export function chosen(now: number): RunView {
  const run = contested(now);
  const { error: _, ...rest } = run;
  const steps = run.steps.map((one): StepView => {
    const { error: _error, conflict, ...step } = one;
    return conflict ? { ...step, status: 'undone', conflict: { ...conflict, choice: 'restore' } } : one;
  });
  return { ...rest, id: 'chosen', status: 'undone', sentence: 'Undone: everything is as it was.', steps };
}
