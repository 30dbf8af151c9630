import { SonnyError } from '../../shared/protocol/errors.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';

const NOTE = 'write "Buy milk: 2 l @ 1.09 € — {ok} 日本" in the text editor and save it as ~/Documents/shopping.txt';

type StepWords = Pick<StepView, 'skill' | 'title' | 'why'> & Partial<StepView>;

const step = (id: string, dependsOn: string[], words: StepWords): StepView => ({
  id,
  dependsOn,
  args: {},
  needs: [{ say: 'Mousepad is installed', holds: true, because: 'its entry is in /usr/share/applications' }],
  changes: ['a new Mousepad window is open and has the focus'],
  risk: 'R2',
  asks: false,
  undo: { possible: true, say: 'Can be undone: the window is closed again.' },
  verifiedBy: 'the window list, read from the window system',
  status: 'planned',
  evidence: [],
  ...words,
});

const verified = (
  say: string,
  at: number,
  path: StepView['evidence'][number]['path'] = 'accessibility',
): Partial<StepView> => ({
  status: 'verified',
  evidence: [{ path, say, holds: true }],
  startedAt: at,
  endedAt: at + 640,
});

export const noteSteps = (): StepView[] => [
  step('s1', [], {
    skill: 'app.open',
    title: 'Open Mousepad',
    why: 'The text editor of this machine is Mousepad.',
    risk: 'R1',
  }),
  step('s2', ['s1'], {
    skill: 'text.write',
    title: 'Write 37 characters into Mousepad',
    why: 'This is the text between your quotation marks.',
    args: { text: 'Buy milk: 2 l @ 1.09 € — {ok} 日本', into: { from: 's1', output: 'window' } },
    changes: ['the document in Mousepad holds your text'],
    undo: { possible: true, say: 'Can be undone: the text before is put back.' },
    verifiedBy: 'reading the whole text back from the window’s elements',
  }),
  step('s3', ['s2'], {
    skill: 'document.save-as',
    title: 'Save as ~/Documents/shopping.txt',
    why: 'You named the file.',
    needs: [
      { say: '~/Documents is a folder', holds: true, because: 'read from disk' },
      { say: 'nothing is at ~/Documents/shopping.txt', holds: true, because: 'read from disk' },
    ],
    changes: ['~/Documents/shopping.txt exists and holds your text'],
    undo: { possible: true, say: 'Can be undone: the file is moved to the trash.' },
    verifiedBy: 'reading the file from disk, byte by byte',
  }),
  step('s4', ['s3'], {
    skill: 'window.list',
    title: 'Check that the title shows shopping.txt',
    why: 'The editor then knows its file.',
    risk: 'R0',
  }),
];

const base = (id: string, goal: string, steps: StepView[], now: number): RunView => ({
  id,
  goal,
  chips: [
    { kind: 'verb', start: 0, end: 5, say: 'write' },
    { kind: 'object', start: 6, end: 42, say: '“Buy milk: 2 l @ 1.09 € — {ok} 日本”' },
    { kind: 'place', start: 46, end: 61, say: 'Mousepad' },
    { kind: 'constraint', start: 76, end: 100, say: '~/Documents/shopping.txt' },
  ],
  status: 'awaiting-approval',
  sentence: `${steps.length} steps, ready when you are.`,
  createdAt: now - 4_000,
  planHash: `plan-${id}`,
  risk: 'R2',
  forecast: {
    steps: steps.length,
    undoable: steps.length,
    pointOfNoReturn: null,
    say: `All ${steps.length} steps can be undone.`,
  },
  steps,
  suggestions: [],
  stepping: false,
});

const approval = (run: RunView, stepId: string | null, label: string, preview: string[], now: number): RunView => ({
  ...run,
  approval: {
    nonce: `nonce-${run.id}`,
    planHash: run.planHash ?? '',
    stepId,
    label,
    preview,
    expiresAt: now + 110_000,
  },
});

function planned(now: number): RunView {
  const run = base('planned', NOTE, noteSteps(), now);
  return approval(
    run,
    null,
    'Run 4 steps',
    run.steps.map(({ title }) => title),
    now,
  );
}

function acting(now: number): RunView {
  const [a, b, c, d] = noteSteps() as [StepView, StepView, StepView, StepView];
  const steps: StepView[] = [
    { ...a, ...verified('window “Untitled 1 – Mousepad” is open and focused', now - 3_000, 'window-system') },
    { ...b, ...verified('read back: 37 of 37 characters', now - 2_000) },
    { ...c, status: 'acting', startedAt: now - 400 },
    d,
  ];
  return { ...base('acting', NOTE, steps, now), status: 'acting', sentence: 'Saving the document.' };
}

function done(now: number): RunView {
  const steps = acting(now).steps.map((one): StepView => ({
    ...one,
    ...(one.status === 'verified'
      ? {}
      : verified(
          one.id === 's3' ? 'read from disk: 45 of 45 bytes' : 'title is “shopping.txt – Mousepad”',
          now - 500,
          'filesystem',
        )),
  }));
  return {
    ...base('done', NOTE, steps, now),
    status: 'done',
    sentence: 'Done: verified by reading the file.',
    endedAt: now,
  };
}

function failed(now: number): RunView {
  const run = acting(now);
  const error = new SonnyError(
    'WRONG_EFFECT',
    'Expected 37 characters, read 36; the first difference is at 21.',
  ).view();
  const steps = run.steps.map((one): StepView =>
    one.id === 's2'
      ? {
          ...one,
          status: 'failed',
          error,
          evidence: [
            {
              path: 'accessibility',
              say: 'read back: 36 of 37 characters',
              holds: false,
              expected: 'Buy milk: 2 l @ 1.09 € — {ok} 日本',
              observed: 'Buy milk: 2 l @ 1.09  — {ok} 日本',
            },
          ],
        }
      : one.id === 's3'
        ? { ...noteSteps()[2]!, status: 'skipped' }
        : one,
  );
  return { ...run, id: 'failed', steps, status: 'failed', sentence: error.say, error, endedAt: now };
}

function refused(now: number): RunView {
  const error = new SonnyError('PLAN_DOES_NOT_HOLD', 'Step 3 needs a folder that is not there.').view();
  const steps = noteSteps().map((one): StepView =>
    one.id === 's3'
      ? { ...one, needs: [{ say: '~/Documents is a folder', holds: false, because: 'there is nothing at that place' }] }
      : one,
  );
  const { forecast: _, planHash: _hash, ...run } = base('refused', NOTE, steps, now);
  return {
    ...run,
    status: 'refused',
    sentence: error.say,
    error,
    suggestions: ['create the folder ~/Documents'],
    endedAt: now,
  };
}

function question(now: number): RunView {
  const { forecast: _, planHash: _hash, risk: _risk, ...run } = base('question', 'close notes.txt', [], now);
  return {
    ...run,
    chips: [
      { kind: 'verb', start: 0, end: 5, say: 'close' },
      { kind: 'object', start: 6, end: 15, say: 'notes.txt' },
    ],
    status: 'asking',
    sentence: 'Two windows have this title.',
    question: {
      id: 'q1',
      ask: 'Which “notes.txt” do you mean?',
      subject: 'window',
      candidates: [
        { id: 'a', label: 'notes.txt – Mousepad', detail: 'left half of the screen, opened 5 min ago' },
        { id: 'b', label: 'notes.txt – FeatherPad', detail: 'right half of the screen, has unsaved changes' },
      ],
    },
  };
}

function trash(now: number): RunView {
  const steps = [
    step('s1', [], {
      skill: 'files.find',
      title: 'Find 12 old installers in ~/Downloads',
      why: 'You said “all installers older than a month”.',
      risk: 'R0',
      ...verified('12 files found', now - 2_000, 'filesystem'),
    }),
    step('s2', ['s1'], {
      skill: 'files.trash',
      title: 'Move 12 files to the trash',
      why: 'You asked for it.',
      risk: 'R3',
      asks: true,
      status: 'waiting',
      changes: ['12 files leave ~/Downloads'],
      undo: { possible: true, say: 'Can be undone until the trash is emptied.' },
    }),
    step('s3', ['s2'], {
      skill: 'mail.send',
      title: 'Send the list to anna@example.org',
      why: 'You asked for it.',
      risk: 'R4',
      asks: true,
      undo: { possible: false, say: 'Can’t be undone: what was sent is sent.' },
    }),
  ];
  const run = {
    ...base(
      'trash',
      'move all installers older than a month to the trash and send the list to anna@example.org',
      steps,
      now,
    ),
    chips: [],
    risk: 'R4' as const,
  };
  const forecast = {
    steps: 3,
    undoable: 2,
    pointOfNoReturn: 's3',
    say: '2 of 3 steps can be undone; after “Send” nothing can.',
  };
  const files = Array.from({ length: 12 }, (_, i) => `~/Downloads/installer-${i + 1}.deb`);
  return approval(
    { ...run, forecast, status: 'awaiting-step-approval', sentence: 'The next step needs your word.' },
    's2',
    'Approve moving 12 files',
    files,
    now,
  );
}

function branches(now: number): RunView {
  const named = (id: string, dependsOn: string[], title: string): StepView =>
    step(id, dependsOn, { skill: 'window.tile', title, why: 'You asked for it.', risk: 'R1' });
  const steps = [
    named('s1', [], 'Open Mousepad'),
    named('s2', [], 'Open FeatherPad'),
    named('s3', ['s1'], 'Put Mousepad to the left half'),
    named('s4', ['s2'], 'Put FeatherPad to the right half'),
    named('s5', ['s3'], 'Copy the text of Mousepad'),
    named('s6', ['s4', 's5'], 'Paste it into FeatherPad'),
    named('s7', ['s6'], 'Save FeatherPad’s document'),
  ];
  const run = base('branches', 'put Mousepad left and FeatherPad right and copy the text over', steps, now);
  return approval(
    { ...run, chips: [] },
    null,
    'Run 7 steps',
    steps.map(({ title }) => title),
    now,
  );
}

function many(now: number): RunView {
  const steps = Array.from({ length: 200 }, (_, i) =>
    step(`m${i}`, i === 0 ? [] : [`m${i - 1}`], {
      skill: 'files.rename',
      title: `Rename IMG_${1000 + i}.jpg to holiday-${i + 1}.jpg`,
      why: 'It matches “IMG_*.jpg”.',
    }),
  );
  const run = base('many', 'rename all IMG_*.jpg in ~/Pictures to holiday-{n}.jpg', steps, now);
  return approval({ ...run, chips: [] }, null, 'Run 200 steps', [], now);
}

function rightToLeft(now: number): RunView {
  const goal = `اكتب "قائمة التسوق: حليب وخبز" في محرر النصوص\n${Array.from({ length: 40 }, (_, i) => `السطر ${i + 1}: حليب`).join('\n')}`;
  const steps = noteSteps().map((one) => (one.id === 's2' ? { ...one, title: 'اكتب النص في Mousepad' } : one));
  const run = base('rtl', goal, steps, now);
  return approval({ ...run, chips: [{ kind: 'verb', start: 0, end: 4, say: 'اكتب' }] }, null, 'Run 4 steps', [], now);
}

const planning = (now: number): RunView => {
  const { forecast: _, planHash: _hash, risk: _risk, ...run } = base('planning', NOTE, [], now);
  return { ...run, status: 'planning', sentence: 'Working out a plan.' };
};

const partly = (now: number): RunView => ({
  ...done(now),
  id: 'partly',
  status: 'undone-partly',
  sentence: 'Two of four steps were undone; the file was changed since and was kept.',
  createdAt: now - 26 * 3_600_000,
  steps: done(now).steps.map((one, i): StepView => (i < 2 ? { ...one, status: 'undone' } : one)),
});

/** One run in each state that a person can meet, as of `now`. */
export const SCENES = {
  planning,
  question,
  planned,
  acting,
  trash,
  failed,
  refused,
  done,
  partly,
  branches,
  many,
  rtl: rightToLeft,
} as const;
