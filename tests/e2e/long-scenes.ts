import type { RunView } from '../../shared/protocol/run.ts';
import { approval, base, step, verified } from './scene-parts.ts';

/** A name of 200 characters at which no line can be broken. */
export const UNBROKEN = `${'scan_of_the_contract_'.repeat(10).slice(0, 196)}.pdf`;
const LONG_GOAL =
  `move every scan in ~/Downloads to ~/Papers, ${'then look at each of them, and where a name is not clear leave the file where it was, '.repeat(12)}`
    .slice(0, 999)
    .trimEnd()
    .padEnd(1000, '.');

/** A goal of 1,000 characters and a plan of 60 steps, some of them with names that never end, some from right to left. */
export function long(now: number): RunView {
  const steps = Array.from({ length: 60 }, (_, i) =>
    step(`s${i + 1}`, i === 0 ? [] : [`s${i}`], {
      skill: 'files.move',
      title:
        i % 7 === 2
          ? `Move ${UNBROKEN} to ~/Papers`
          : i % 7 === 4
            ? `نقل الملف ${i + 1} إلى ~/Papers`
            : `Move scan-${i + 1}.pdf to ~/Papers`,
      why: 'You asked for it.',
      changes: [`~/Papers/${UNBROKEN} is there`],
      undo: { possible: true, say: 'moves the file back' },
      ...(i < 30
        ? verified(i % 7 === 2 ? `~/Papers/${UNBROKEN} is there` : 'the file is there', now - 60_000, 'filesystem')
        : {}),
      ...(i === 30 ? { status: 'acting' as const, startedAt: now - 2_000 } : {}),
    }),
  );
  return { ...base('long', LONG_GOAL, steps, now), chips: [], status: 'acting', sentence: `Moving ${UNBROKEN}.` };
}

/** The same asked about: what is approved is longer than its place. */
export function longApproval(now: number): RunView {
  const run = long(now);
  const steps = run.steps.map((one, i) =>
    i === 30
      ? { ...one, status: 'waiting' as const, asks: true, risk: 'R3' as const, title: `Replace ${UNBROKEN}` }
      : one,
  );
  return approval(
    {
      ...run,
      id: 'long-approval',
      steps,
      status: 'awaiting-step-approval',
      sentence: 'The next step needs your word.',
    },
    's31',
    `Approve replacing ${UNBROKEN}`,
    Array.from({ length: 40 }, (_, i) => `~/Papers/${i}-${UNBROKEN}`),
    now,
  );
}
