import { z } from 'zod';
import type { Element, ElementQuery } from '../../../shared/ports/driver.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { WindowRef } from '../../../shared/protocol/step.ts';
import { defineAction, type Action } from './action.ts';
import { untilOr } from './condition.ts';
import { requireSent } from './outcome.ts';
import { targetOf } from './target.ts';

/** Names that different calculators give to one key. */
const SAME_KEY: readonly (readonly string[])[] = [
  ['×', '*', 'x', '✕', 'multiply', 'mul'],
  ['÷', '/', 'divide', 'div'],
  ['−', '-', '–', 'minus', 'subtract'],
  ['+', 'plus', 'add'],
  ['.', ',', 'decimal point', 'point'],
  ['=', 'equals', 'enter'],
];

/** What calculators show where there is no result. */
const NO_NUMBER =
  /^(?:[-−+]?(?:inf(?:inity)?|∞)|[-−+]?nan|e|err(?:or)?\b.*|undefined.*|.*(?:divi(?:de|sion) by (?:zero|0)).*)$/iu;

const PATIENCE_MS = 1500;

/** Galculator's keys are toggle buttons, those of others push buttons. */
const isButton = ({ role }: Element): boolean => role.endsWith('button');

/** The one way to name the wanted button to the driver. */
const buttonFor = (buttons: readonly Element[], wanted: string): ElementQuery => {
  const names = [wanted, ...(SAME_KEY.find((same) => same.includes(wanted.toLowerCase())) ?? [])];
  for (const name of names) {
    const button = buttons.find((other) => other.name.trim().toLowerCase() === name.toLowerCase());
    if (button !== undefined) return { role: button.role, name: button.name };
  }
  throw new SonnyError('TARGET_MISSING', `There is no button “${wanted}”.`);
};

export const pressAll: readonly Action[] = [
  defineAction({
    skill: 'element.press-all',
    args: z.object({ window: WindowRef, names: z.array(z.string()).min(1), expect: z.string().optional() }),
    async perform({ window, names, expect }, work) {
      const { driver, progress } = work;
      const { id } = await targetOf(window, work);
      const buttons = (await driver.elements(id, {}, progress)).filter(isButton);
      // All are looked up before the first is pressed: a missing one must not leave half a calculation behind.
      const found = names.map((name) => buttonFor(buttons, name));
      let confirmed = true;
      for (const button of found) {
        const result = await driver.click(id, button, progress);
        requireSent(result);
        confirmed &&= result.status === 'verified';
      }
      const display = async (): Promise<string> => ((await driver.readText(id, null, progress)) ?? '').trim();
      const matching =
        expect === undefined
          ? null
          : await untilOr(async () => ((await display()) === expect ? expect : null), PATIENCE_MS, 'the result', work);
      const text = matching ?? (await display());
      const isResult = names.includes('=') && expect === undefined;
      if (isResult && NO_NUMBER.test(text))
        throw new SonnyError('WRONG_EFFECT', `That can’t be calculated: the display reads ${text}.`);
      const holds = expect === undefined ? null : text === expect;
      return {
        status: (holds ?? (confirmed && text !== '')) ? 'done' : 'unverified',
        outputs: { text },
        evidence: [
          {
            path: 'accessibility',
            say: `the display reads ${text || 'nothing'}`,
            holds,
            observed: text,
            ...(expect === undefined ? {} : { expected: expect }),
          },
        ],
        receipt: null,
      };
    },
  }),
];
