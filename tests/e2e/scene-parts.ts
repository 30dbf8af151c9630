import { forecastOf } from '../../shared/planning/forecast.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import type { RiskClass, StepView } from '../../shared/protocol/step.ts';

export const NOTE =
  'write "Buy milk: 2 l @ 1.09 € — {ok} 日本" in the text editor and save it as ~/Documents/shopping.txt';

type StepWords = Pick<StepView, 'skill' | 'title' | 'why'> & Partial<StepView>;

export const step = (id: string, dependsOn: string[], words: StepWords): StepView => ({
  id,
  dependsOn,
  args: {},
  needs: [{ say: 'Mousepad is installed', holds: true, because: 'its entry is in /usr/share/applications' }],
  changes: ['a new Mousepad window is open and has the focus'],
  risk: 'R2',
  asks: false,
  undo: { possible: true, say: 'closes the window it opened' },
  verifiedBy: 'the window list, read from the window system',
  status: 'planned',
  evidence: [],
  ...words,
});

export const verified = (
  say: string,
  at: number,
  path: StepView['evidence'][number]['path'] = 'accessibility',
): Partial<StepView> => ({
  status: 'verified',
  evidence: [{ path, say, holds: true }],
  startedAt: at,
  endedAt: at + 640,
});

export const noteSteps = (): [StepView, StepView, StepView, StepView] => [
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
    undo: { possible: true, say: 'restores the text before' },
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
    undo: { possible: true, say: 'removes the file, or restores the bytes before' },
    verifiedBy: 'reading the file from disk, byte by byte',
  }),
  step('s4', ['s3'], {
    skill: 'window.list',
    title: 'Check that the title shows shopping.txt',
    why: 'The editor then knows its file.',
    risk: 'R0',
    undo: { possible: true, say: 'it only looks' },
  }),
];

export const base = (id: string, goal: string, steps: StepView[], now: number): RunView => ({
  id,
  goal,
  chips: [
    { kind: 'verb', start: 0, end: 5, say: 'write' },
    { kind: 'object', start: 6, end: 42, say: '“Buy milk: 2 l @ 1.09 € — {ok} 日本”' },
    { kind: 'place', start: 46, end: 61, say: 'Mousepad' },
    { kind: 'constraint', start: 76, end: 100, say: '~/Documents/shopping.txt' },
  ],
  status: 'awaiting-approval',
  sentence: `${steps.length} step${steps.length === 1 ? '' : 's'} planned. ${forecastOf(steps).say}`,
  createdAt: now - 4_000,
  planHash: `plan-${id}`,
  risk: steps.reduce<RiskClass>((worst, { risk }) => (risk > worst ? risk : worst), 'R0'),
  forecast: forecastOf(steps),
  steps,
  suggestions: [],
  stepping: false,
});

export const approval = (
  run: RunView,
  stepId: string | null,
  label: string,
  preview: string[],
  now: number,
): RunView => ({
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
