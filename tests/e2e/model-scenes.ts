import type { ModelShare, ProposalView, RunView } from '../../shared/protocol/run.ts';
import type { StepView } from '../../shared/protocol/step.ts';
import type { ViewEvent } from '../../shared/protocol/views.ts';
import { approval, base, step } from './scene-parts.ts';

const GOAL = 'could all those PDFs from my downloads please live in papers, but never touch the Private folder';

const share = (calls: number, planned: boolean): ModelShare => ({
  name: 'qwen3-coder-30b',
  calls,
  input: 2140 * calls,
  output: 310 * calls,
  cost: 0.0009 * calls,
  unpriced: false,
  planned,
});

const lines = (to: string): string[] => [
  `files.move(files: {"folder":"~/Downloads","glob":"*.pdf","recursive":false}, to: ${to})`,
  'Keep to: without touching ~/Private',
];

const rejected = (at: number): ProposalView => ({
  at,
  model: 'qwen3-coder-30b',
  lines: lines('~/Private'),
  verdict: 'rejected',
  say: '“Move 2 files to ~/Private” would break “don’t touch ~/Private”: it touches ~/Private.',
});

const moving: StepView = step('s1', [], {
  skill: 'files.move',
  title: 'Move 2 files to ~/Papers',
  why: 'You asked: “all those PDFs from my downloads”.',
  needs: [{ say: 'there is a folder ~/Papers', holds: true, because: 'seen just now' }],
  changes: ['~/Downloads/a.pdf goes to ~/Papers.', '~/Downloads/b.pdf goes to ~/Papers.'],
  undo: { possible: true, say: 'moves the files back' },
  verifiedBy: 'listing both folders',
});

const bare = (id: string, now: number): RunView => {
  const { forecast: _, planHash: _hash, risk: _risk, ...run } = base(id, GOAL, [], now);
  return { ...run, chips: [], status: 'planning', sentence: 'Reading the goal.' };
};

/** A goal that the model is thinking about, for the second time. */
const thinking = (now: number): RunView => ({
  ...bare('thinking', now),
  model: share(1, false),
  proposals: [rejected(now - 1000)],
});

/** A goal that the model is asked about, and says nothing. */
const silent = (now: number): RunView => bare('silent', now);

/** A plan that a model proposed. */
const proposed = (now: number): RunView => {
  const run: RunView = {
    ...base('proposed', GOAL, [moving], now),
    chips: [{ kind: 'verb', start: 10, end: 40, say: 'Moves files into a folder' }],
    model: share(2, true),
    proposals: [
      rejected(now - 2000),
      {
        at: now,
        model: 'qwen3-coder-30b',
        lines: lines('~/Papers'),
        verdict: 'holds',
        say: 'This can be undone.',
      },
    ],
  };
  return approval(
    run,
    null,
    'Run 1 step',
    [moving.title, 'Not in your words: files ~/Downloads/old/c.pdf, which the model chose.'],
    now,
  );
};

/** Nothing that the model proposed holds. */
const stuck = (now: number): RunView => ({
  ...bare('stuck', now),
  status: 'asking',
  sentence: 'qwen3-coder-30b found no plan that holds.',
  model: share(4, false),
  proposals: [rejected(now - 3000), rejected(now - 2000)],
  question: {
    id: 'q1',
    subject: 'again:4',
    ask: 'qwen3-coder-30b found no plan that holds. “Move 2 files to ~/Private” would break “don’t touch ~/Private”.',
    candidates: [{ id: 'again', label: 'Let it try 4 more times' }],
    free: true,
  },
});

/** A plan that the model thinks little of. */
const doubted = (now: number): RunView => ({
  ...proposed(now),
  id: 'doubted',
  opinion: {
    model: 'qwen3-coder-30b',
    verdict: 'dangerous',
    remarks: ['~/Papers is watched by another program, which may rename what comes there.', 'a.pdf may be in use.'],
  },
});

export const MODEL_SCENES = { thinking, silent, proposed, stuck, doubted } as const;

export const THOUGHT: Extract<ViewEvent, { type: 'thinking' }> = {
  type: 'thinking',
  runId: 'thinking',
  model: 'qwen3-coder-30b',
  purpose: 'repair@2',
  thought:
    'The person wants the PDFs of the downloads folder in ~/Papers.\nMy last proposal put them into ~/Private, which they forbid.\nSo the destination has to be ~/Papers, and the limit stays as it was.',
  answer: '{"kind":"plan"',
  done: false,
};

export const SILENCE: typeof THOUGHT = { ...THOUGHT, runId: 'silent', purpose: 'interpret@1', thought: '', answer: '' };
