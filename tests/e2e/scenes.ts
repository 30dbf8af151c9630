import type { Constraint } from '../../shared/protocol/constraint.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { PlanMark } from '../../shared/protocol/knowledge.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import { NOTE, approval, base, noteSteps, step, verified } from './scene-parts.ts';

function planned(now: number): RunView {
  const timeLeft = { at: now, least: 3_000, most: 9_000, waits: [] };
  const run = { ...base('planned', NOTE, noteSteps(), now), timeLeft };
  return approval(
    run,
    null,
    'Run 4 steps',
    run.steps.map(({ title }) => title),
    now,
  );
}

const HELD = 'move all PDFs in ~/Downloads to ~/Papers, without touching ~/Private, at most 20 files, before 17:00';

const held = (say: string, words: string, rule: Constraint['rule']): Constraint => {
  const start = HELD.indexOf(words);
  return { id: `c${start}`, start, end: start + words.length, say, rule };
};

const KEPT: readonly Constraint[] = [
  held('don’t touch ~/Private', 'without touching ~/Private', {
    kind: 'never',
    act: 'touch',
    paths: ['/home/a/Private'],
  }),
  held('at most 20 files', 'at most 20 files', { kind: 'at-most', files: 20 }),
  held('before 17:00', 'before 17:00', { kind: 'before', at: 0 }),
];

const moving = (files: number): StepView =>
  step('s1', [], {
    skill: 'files.move',
    title: `Move ${files} files to ~/Papers`,
    why: 'You asked: “move all PDFs in ~/Downloads to ~/Papers”.',
    needs: [{ say: 'there is a folder ~/Papers', holds: true, because: 'seen just now' }],
    changes: [`${files} files go to ~/Papers.`],
    undo: { possible: true, say: 'moves the files back' },
    verifiedBy: 'listing both folders',
  });

const heldChips: RunView['chips'] = [
  { kind: 'verb', start: 0, end: 4, say: 'move' },
  { kind: 'object', start: 5, end: 29, say: 'all *.pdf in ~/Downloads' },
  { kind: 'place', start: 33, end: 41, say: '~/Papers' },
  ...KEPT.map(({ start, end, say }) => ({ kind: 'constraint' as const, start, end, say })),
];

/** A plan that is held to something; another program asked for it, and it is made as it worked before. */
function heldTo(now: number): RunView {
  const run = {
    ...base('held', HELD, [moving(12)], now),
    by: 'a coding agent',
    learned: { id: 'done', runId: 'done' },
    chips: heldChips,
    constraints: [...KEPT],
  };
  return approval(run, null, 'Run 1 step', ['Move 12 files to ~/Papers'], now);
}

/** A plan that what the person wants kept to rules out. */
function ruledOut(now: number): RunView {
  const details = '“Move 24 files to ~/Papers” would break “at most 20 files”: that makes 24 files.';
  const error = new SonnyError('CONSTRAINT_VIOLATED', details).view();
  const { forecast: _, planHash: _hash, ...run } = base('ruled-out', HELD, [moving(24)], now);
  return {
    ...run,
    chips: heldChips,
    constraints: [...KEPT],
    status: 'refused',
    sentence: details,
    error,
    suggestions: ['move all PDFs in ~/Downloads to ~/Papers'],
    endedAt: now,
  };
}

/** A step that was refused when its turn came: a link had led elsewhere. */
function keptBack(now: number): RunView {
  const details = '“Move 12 files to ~/Papers” would break “don’t touch ~/Private”: it touches ~/Private/papers.';
  const error = new SonnyError('CONSTRAINT_VIOLATED', details).view();
  const stopped: StepView = { ...moving(12), status: 'refused', error, startedAt: now - 900, endedAt: now - 600 };
  return {
    ...base('kept-back', HELD, [stopped], now),
    chips: heldChips,
    constraints: [...KEPT],
    status: 'failed',
    sentence: `Stopped at “${stopped.title}”: ${error.say}`,
    error,
    endedAt: now - 500,
  };
}

function acting(now: number): RunView {
  const [a, b, c, d] = noteSteps();
  const steps: StepView[] = [
    { ...a, ...verified('window “Untitled 1 – Mousepad” is open and focused', now - 3_000, 'window-system') },
    { ...b, ...verified('read back: 37 of 37 characters', now - 2_000) },
    { ...c, status: 'acting', startedAt: now - 400 },
    d,
  ];
  const timeLeft = { at: now, least: 170_000, most: 290_000, waits: [] };
  return { ...base('acting', NOTE, steps, now), status: 'acting', sentence: 'Saving the document.', timeLeft };
}

export function done(now: number): RunView {
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
      undo: { possible: true, say: 'puts the files back' },
    }),
    step('s3', ['s2'], {
      skill: 'mail.send',
      title: 'Send the list to anna@example.org',
      why: 'You asked for it.',
      risk: 'R4',
      asks: true,
      undo: { possible: false, say: 'what was sent is sent' },
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
    say: '2 of 3 steps can be undone; after step 3 not everything can.',
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

/** A plan that waits for a yes while the folder it saves into has gone. */
export const broken = (now: number): RunView => ({ ...planned(now), id: 'broken' });
export const BROKEN_MARKS: PlanMark[] = [
  { stepId: 's3', say: '~/Documents is not a folder any more.', fact: 'documents' },
];

/** One run in each state that a person can meet, as of `now`. */
export const SCENES = {
  planning,
  question,
  planned,
  acting,
  trash,
  refused,
  done,
  branches,
  many,
  rtl: rightToLeft,
  heldTo,
  ruledOut,
  keptBack,
} as const;
