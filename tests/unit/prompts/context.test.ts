import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueText, signature } from '../../../shared/prompts/catalogue.ts';
import { historyText } from '../../../shared/prompts/history.ts';
import { relevantTo } from '../../../shared/prompts/relevant.ts';
import { tokensOf } from '../../../shared/prompts/tokens.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import { TASKS } from '../../../shared/skills/tasks.ts';

const NOW = Date.UTC(2026, 10, 27);

describe('what is known, for a goal', () => {
  const fact = (say: string, names: readonly string[] = [], at = NOW) => ({ say, names, at });

  it('is what shares words with it, then what that is about; nothing else', () => {
    const all = [
      fact('There is a file ~/Downloads/invoice-7.pdf.', ['~/Downloads/invoice-7.pdf']),
      fact('~/Downloads/invoice-7.pdf is the same as ~/Papers/old.pdf.', [
        '~/Downloads/invoice-7.pdf',
        '~/Papers/old.pdf',
      ]),
      fact('~/Papers/old.pdf was printed.', ['~/Papers/old.pdf']),
      fact('Mousepad is installed.', ['mousepad']),
    ];
    const chosen = relevantTo('what about the invoice', all, NOW, 500);
    expect(chosen).toHaveLength(3);
    expect(new Set(chosen.slice(0, 2))).toEqual(new Set(all.slice(0, 2)));
    expect(chosen[2]).toBe(all[2]);
  });

  it('is the younger of two alike', () => {
    const [old, young] = [fact('There is an invoice a.', [], NOW - 1e9), fact('There is an invoice b.', [], NOW)];
    expect(relevantTo('invoice', [old, young], NOW, tokensOf(`${young.say}\n`))).toEqual([young]);
  });

  it('keeps to its budget and does not depend on the order in which it was known', () => {
    const known = fc.record({
      say: fc
        .constantFrom('invoice', 'invoices and bread', 'bread', 'milk of the day', 'day by day')
        .map((s) => `${s}.`),
      names: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
      at: fc.integer({ min: 0, max: NOW }),
    });
    fc.assert(
      fc.property(fc.array(known, { maxLength: 12 }), fc.integer({ min: 0, max: 60 }), (all, budget) => {
        const chosen = relevantTo('invoice for the day', all, NOW, budget);
        expect(chosen.reduce((sum, { say }) => sum + tokensOf(`${say}\n`), 0)).toBeLessThanOrEqual(budget);
        const says = (list: readonly { readonly say: string; readonly at: number }[]) => list.map((k) => [k.say, k.at]);
        expect(says(relevantTo('invoice for the day', all.toReversed(), NOW, budget))).toEqual(says(chosen));
      }),
    );
  });
});

describe('a long run, told briefly', () => {
  const step = fc.record({
    title: fc.string({ maxLength: 40 }).map((s) => s.replaceAll('\n', ' ')),
    skill: fc.constantFrom('files.move', 'text.write'),
    status: fc.constantFrom('verified', 'failed', 'skipped'),
    note: fc.string({ maxLength: 40 }).map((s) => s.replaceAll('\n', ' ')),
  });

  it('never loses what it is held to, and says of every step at least that there was one', () => {
    const holds = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 300 }),
        holds,
        fc.integer({ min: 0, max: 2000 }),
        (steps, held, budget) => {
          const text = historyText(steps, held, budget);
          const first = held.map((say) => `Held to: ${say}.`).join('\n');
          expect(text.startsWith(first)).toBe(true);
          const rest = text.slice(first.length);
          const counted = [...(/Not in full: (.*)\.(?:\n|$)/u.exec(rest)?.[1] ?? '').matchAll(/(\d+) × /gu)];
          const full = rest.split('\n').filter((line) => /^(?:verified|failed|skipped): /u.test(line)).length;
          expect(counted.reduce((sum, [, n]) => sum + Number(n), 0) + full).toBe(steps.length);
          if (budget > tokensOf(first) + 40) expect(tokensOf(text)).toBeLessThanOrEqual(budget + 40);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('has what failed in full before what went well', () => {
    const went = Array.from({ length: 50 }, (_, i) => ({
      title: `Move ${i}`,
      skill: 'files.move',
      status: 'verified',
    }));
    const text = historyText(
      [{ title: 'Zip it', skill: 'files.zip', status: 'failed', note: 'no room' }, ...went],
      ['x'],
      60,
    );
    expect(text).toContain('failed: Zip it (no room)');
    expect(text).toMatch(/Not in full: \d+ × files\.move verified\./u);
  });
});

describe('the list of skills', () => {
  it('has a line for each, with its own parameters; how applications are started is not among them', () => {
    const text = catalogueText([...SKILLS.values(), ...TASKS.values()]);
    for (const name of [...SKILLS.keys(), ...TASKS.keys()]) expect(text).toContain(`\n${name}(`);
    expect(text).not.toMatch(/command|windowClass|replace\??:/u);
    const move = SKILLS.get('files.move');
    expect(move && signature(move)).toBe('files.move(files: FILES, to: PATH) gives moved: Moves files into a folder');
  });

  it('takes few enough tokens for a small model', () => {
    expect(tokensOf(catalogueText([...SKILLS.values(), ...TASKS.values()]))).toBeLessThan(2700);
  });
});
