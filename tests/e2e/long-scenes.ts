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

/** Names as files have them: in several scripts, some without an end, some with what a line must not break. */
const NAMES = [
  '報告書_2026年度_第一四半期_最終版.pdf',
  'דוח-שנתי.pdf',
  'تقرير السنة 2026.pdf',
  'очень-длинное-имя-файла-которое-не-кончается-нигде-и-никогда.odt',
  'a\u00a0b  c.txt',
  '👩‍👩‍👧 family.jpg',
] as const;

/** 300 steps, far more beside each other than have room; the thirteenth acts. */
export function wide(now: number): RunView {
  const goal = 'sort the papers of the year into folders by month and name each by its date, '.repeat(4).slice(0, 300);
  const steps = Array.from({ length: 300 }, (_, i) =>
    step(`w${i}`, i === 0 ? [] : [`w${Math.floor((i - 1) / 3)}`], {
      skill: 'files.move',
      title: `Move ${NAMES[i % NAMES.length]} to ~/Papers/2026`,
      why: 'You asked for it.',
      undo: { possible: true, say: 'moves the file back' },
      ...(i < 12 ? verified('the file is there', now - 30_000 + i * 1000, 'filesystem') : {}),
      ...(i === 12 ? { status: 'acting' as const, startedAt: now - 2_000 } : {}),
    }),
  );
  return { ...base('wide', goal, steps, now), chips: [], status: 'acting', sentence: `Moving ${NAMES[0]}.` };
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
