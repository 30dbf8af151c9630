import type { Suggestion } from '../../shared/protocol/knowledge.ts';
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

/** A word of 60 characters. */
const WORD = 'Donaudampfschiffahrtselektrizitaetenhauptbetriebswerkbauunte';
const many = (n: number, say: (i: number) => string): string[] => Array.from({ length: n }, (_, i) => say(i + 1));

/** As much of everything as a run may have: a goal of 2,000 characters, 30 chips, 200 steps, 30 conditions and changes of each. */
export function crowded(now: number): RunView {
  const goal = many(26, (i) => `move ${WORD} ${i}`)
    .join(', ')
    .padEnd(2000, '.');
  const steps = Array.from({ length: 200 }, (_, i) =>
    step(`c${i}`, i === 0 ? [] : [`c${i - 1}`], {
      skill: 'files.move',
      title: `Move ${WORD}-${i + 1}.pdf to ~/${WORD}`,
      why: `You asked: “${goal.slice(0, 120)}”.`,
      needs: many(30, (n) => `there is a folder ~/${WORD}/${n}`).map((say) => ({ say, holds: true, because: WORD })),
      changes: many(30, (n) => `~/${WORD}/${n}.pdf is there`),
    }),
  );
  const run = base('crowded', goal, steps, now);
  const chips = many(30, (i) => `${i} ${WORD}`).map((say, i) => ({
    kind: (['verb', 'object', 'place'] as const)[i % 3] ?? 'object',
    start: i,
    end: i + 1,
    say,
  }));
  return approval({ ...run, chips }, null, 'Run 200 steps', [], now);
}

/** Fifty things that were noticed at once. */
export const crowdOfSuggestions = (now: number): Suggestion[] =>
  many(50, (i) => `${i} ${WORD}`).map((say, i) => ({
    id: `crowd-${i}`,
    say: `${say} is there twice`,
    goal: `move ${say} to the trash`,
    why: `${WORD} and ${say} hold the same.`,
    risk: 'R2',
    onePress: i % 2 === 0,
    at: now - i * 60_000,
    fact: 'duplicate',
  }));
