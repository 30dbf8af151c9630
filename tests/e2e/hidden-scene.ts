import type { RunView } from '../../shared/protocol/run.ts';
import { approval, base, step } from './scene-parts.ts';

/** Read as it stands it ends in “exe.pdf”: what is behind the override runs the other way. */
export const TURNED = '~/Downloads/invoice\u202Efdp.exe';
const ZERO_WIDTH = '~/Downloads/pay\u200Bslip.pdf';

/** Files whose names hide what they are, about to be moved. */
export const hidden = (now: number): RunView => {
  const goal = `move "${TURNED}" and "${ZERO_WIDTH}" to ~/Papers`;
  const steps = [
    step('s1', [], {
      skill: 'files.move',
      title: `Move ${TURNED} to ~/Papers`,
      why: `You asked: “${goal}”.`,
      needs: [{ say: `${TURNED} is there`, holds: true, because: 'read from disk' }],
      changes: [`${TURNED} goes to ~/Papers.`],
      undo: { possible: true, say: `moves ${TURNED} back` },
    }),
  ];
  const run = {
    ...base('hidden', goal, steps, now),
    chips: [
      { kind: 'verb' as const, start: 0, end: 4, say: 'move' },
      { kind: 'object' as const, start: 5, end: 5 + TURNED.length + 2, say: TURNED },
      { kind: 'place' as const, start: goal.length - 8, end: goal.length, say: '~/Papers' },
    ],
  };
  return approval(run, null, 'Run 1 step', [`Move ${TURNED} to ~/Papers`], now);
};

/** Which of two that look alike is meant. */
export const hiddenQuestion = (now: number): RunView => {
  const { forecast: _, planHash: _hash, risk: _risk, approval: _approval, ...run } = hidden(now);
  return {
    ...run,
    id: 'hidden-question',
    steps: [],
    status: 'asking',
    sentence: 'Two files have this name.',
    question: {
      id: 'q1',
      ask: `Which “${ZERO_WIDTH}” is meant?`,
      subject: 'file',
      candidates: [
        { id: ZERO_WIDTH, label: ZERO_WIDTH },
        { id: '~/Downloads/payslip.pdf', label: '~/Downloads/payslip.pdf', detail: `beside ${TURNED}` },
      ],
    },
  };
};
