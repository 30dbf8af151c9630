import { readFileSync } from 'node:fs';
import type { ScriptReview } from '../../shared/protocol/script.ts';
import type { RunView } from '../../shared/protocol/run.ts';
import { approval, base, step } from './scene-parts.ts';

const GOAL = 'write a script that totals ~/Documents/sales.csv by month into ~/Documents/totals.csv';
const TITLE = 'Totals the sales of ~/Documents/sales.csv by month';
const [SALES, TOTALS] = ['/home/a/Documents/sales.csv', '/home/a/Documents/totals.csv'];
const text = (name: string): string => readFileSync(new URL(`../fixtures/scripts/${name}`, import.meta.url), 'utf8');

const review: ScriptReview = {
  passed: true,
  problems: [],
  effects: [
    { kind: 'read', target: SALES, declared: true, line: 57 },
    { kind: 'write', target: null, declared: null, line: 58 },
  ],
  unused: [],
  tests: [
    'fields may be quoted',
    'a line that is no sale is named',
    'sales keep month, region and amount',
    'totals are by month, in order',
    'the totals are written',
    'nothing is written of what can’t be read',
  ].map((name) => ({ name, ok: true })),
  edges: [
    { name: 'its files are missing', end: 'error', say: 'Error: ENOENT: no such file or directory' },
    { name: 'its files are empty', end: 'error', say: 'Error: the first line is not date,region,amount' },
    { name: 'its files are huge', end: 'result', say: 'it went through' },
  ],
  mutants: { made: 24, killed: 22, survived: ['line 19: `<` became `<=`', 'line 52: 1 became 2'] },
  changes: [
    {
      path: TOTALS,
      before: { say: '52 bytes', text: 'month,total\n2026-01,15.00\n2026-02,4.00\n2026-04,1.00\n', bytes: 52 },
      after: {
        say: '65 bytes',
        text: 'month,total\n2026-01,15.00\n2026-02,5.50\n2026-03,12.25\n2026-04,1.00\n',
        bytes: 65,
      },
      sha256: 'a'.repeat(64),
    },
  ],
  steady: true,
  walls: [
    'files of its own, in memory',
    'no network',
    'no other processes',
    'an empty environment',
    'a filter of system calls',
    'limits of processor, memory and disk',
    'Node’s permission model',
  ],
};

/** A script that waits for the person's word. */
export function script(now: number): RunView {
  const one = step('s1', [], {
    skill: 'script.run',
    title: `Run a script: ${TITLE}`,
    why: `You asked: “${GOAL}”.`,
    args: {
      title: TITLE,
      script: text('totals.script.txt'),
      tests: text('totals.tests.txt'),
      reads: [SALES],
      writes: [TOTALS],
      hosts: [],
      tools: [],
    },
    needs: [{ say: 'there is a file ~/Documents/sales.csv', holds: true, because: 'seen just now' }],
    changes: [`It reads ${SALES}.`, `It makes or replaces ${TOTALS}.`, 'It can’t use the network.'],
    undo: { possible: true, say: 'puts back every file that it wrote' },
    verifiedBy: 'reading every file that it wrote again',
    risk: 'R3',
    asks: true,
    status: 'waiting',
    review,
  });
  const run: RunView = {
    ...base('script', GOAL, [one], now),
    chips: [],
    risk: 'R3',
    forecast: { steps: 1, undoable: 1, pointOfNoReturn: null, say: 'Everything can be undone.' },
    status: 'awaiting-step-approval',
    sentence: 'The next step needs your word.',
  };
  return approval(
    run,
    's1',
    'Run this script',
    [one.title, ...one.changes, 'Can be undone: puts back every file that it wrote.'],
    now,
  );
}
