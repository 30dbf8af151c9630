import { z } from 'zod';
import type { Json } from '../protocol/json.ts';
import type { RiskClass } from '../protocol/step.ts';
import { onScreen, sayNumber, stringOf, stringsOf, windowIdOf, windowName } from './argument.ts';
import { isCalculation, isCalculatorWindow } from './calculators.ts';
import { windowText } from './check.ts';
import { isHarmless } from './harmless.ts';
import { R, symbolOf } from './relations.ts';
import { INPUT, windowResource } from './resource.ts';
import { Name, Text, Window } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { excerpt, quoted } from './wording.ts';

const UNKNOWN = 'nobody can say in general what a click did';

const click = defineSkill({
  name: 'element.click',
  summary: 'Clicks a button or another element of a window, by its name',
  parameters: z.object({ window: Window, role: Name.optional(), name: Name }).strict(),
  roles: { role: 'detail', name: 'detail' },
  outputs: [],
  risk: (args) => (isHarmless(stringOf(args, 'name') ?? '') ? 'R1' : 'R4'),
  undo: { kind: 'irreversible', say: UNKNOWN },
  needs: (args) => [R.window(symbolOf(args['window']))],
  about: (args) => {
    const [role, name] = [stringOf(args, 'role'), stringOf(args, 'name')];
    const id = windowIdOf(args['window']);
    return [{ kind: 'element', id, ...(role === null ? {} : { role }), ...(name === null ? {} : { name }) }];
  },
  changes: () => [],
  title: (args) => `Click “${stringOf(args, 'name') ?? '…'}” in ${windowName(args['window'])}`,
  effects: () => ['Whatever the application does on this click.'],
  verifiedBy: 'nothing: what a click does is the application’s choice',
  checks: () => [],
  resources: (args) => [INPUT, windowResource(args['window'])],
  usual: 200,
  deadline: 10_000,
  idempotent: false,
  examples: ['click "Cancel" in the text editor'],
});

const fill = defineSkill({
  name: 'element.fill',
  summary: 'Fills a text field of a window, by its name',
  parameters: z.object({ window: Window, role: Name.optional(), name: Name, text: Text }).strict(),
  // Which field it is shapes the call; what is put into it is what travels.
  roles: { role: 'detail', name: 'detail' },
  outputs: [],
  risk: 'R2',
  undo: { kind: 'compensate', say: 'restores what stood in the field' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [],
  title: (args) =>
    `Fill ${quoted(stringOf(args, 'name'))} in ${windowName(args['window'])} with ${excerpt(stringOf(args, 'text'))}`,
  effects: () => ['The field gets the text.'],
  verifiedBy: 'reading the field back',
  checks: (args) => {
    const [role, name, text] = [stringOf(args, 'role'), stringOf(args, 'name'), stringOf(args, 'text') ?? ''];
    return [
      {
        query: {
          kind: 'window.text',
          id: windowIdOf(args['window']),
          ...(role === null ? {} : { role }),
          ...(name === null ? {} : { name }),
        },
        path: 'accessibility',
        expect: [{ field: 'text', op: 'equals', value: text }],
        say: `the field holds ${excerpt(text)}`,
      },
    ];
  },
  resources: (args) => [INPUT, windowResource(args['window'])],
  usual: 300,
  deadline: 15_000,
  idempotent: true,
  examples: ['open Mousepad and fill "Search for" in it with "cat"'],
});

const windowClassOf = (window: Json | undefined): string | null =>
  window !== null && typeof window === 'object' && 'app' in window && typeof window['app'] === 'string'
    ? window['app']
    : null;

/** A window that is still to come is taken for a calculator only by what is pressed: other windows have no equals key. */
const pressAllRisk = (args: PlanArgs): RiskClass => {
  const windowClass = windowClassOf(args['window']);
  if (windowClass !== null && !isCalculatorWindow(windowClass)) return 'R4';
  return isCalculation(stringsOf(args, 'names') ?? []) ? 'R1' : 'R4';
};

const digits = (expected: string): string => expected.replace(/[.-]/gu, (c) => (c === '-' ? '[-−]' : '\\.'));

const pressAll = defineSkill({
  name: 'element.press-all',
  summary: 'Presses buttons of a window one after another, as in a calculator',
  parameters: z
    .object({
      window: Window,
      names: z.array(Name).min(1).max(200),
      expect: z
        .string()
        .regex(/^-?\d+(\.\d+)?$/u)
        .optional(),
    })
    .strict(),
  outputs: ['text'],
  gives: (args) => [onScreen(args['window'])],
  risk: pressAllRisk,
  undo: { kind: 'nothing', say: 'a calculation changes nothing that matters' },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [],
  title: (args) => `Press ${stringsOf(args, 'names')?.join(' ') ?? 'the buttons'} in ${windowName(args['window'])}`,
  effects: (args) => [`The display shows ${stringOf(args, 'expect') ?? 'the result'}.`],
  verifiedBy: 'reading the display',
  checks: (args, outputs) => {
    const expected = stringOf(args, 'expect');
    if (expected !== null) {
      return [
        windowText(
          args['window'],
          [{ field: 'text', op: 'matches', value: `(?<![0-9.,])${digits(expected)}(?![0-9.,])` }],
          `the display reads ${expected}`,
        ),
      ];
    }
    const text = stringOf(outputs, 'text') ?? '';
    return [windowText(args['window'], [{ field: 'text', op: 'includes', value: text }], `the display reads ${text}`)];
  },
  resources: (args) => [INPUT, windowResource(args['window'])],
  usual: 300,
  deadline: 30_000,
  idempotent: false,
  examples: ['calculate 12.5 × 8 in the calculator'],
});

const Coordinate = z.number().int().min(0).max(32_767);

const pointer = defineSkill({
  name: 'pointer.click',
  summary: 'Clicks at a place in a window, where nothing there has a name',
  parameters: z.object({ window: Window, x: Coordinate, y: Coordinate }).strict(),
  outputs: [],
  risk: 'R4',
  undo: { kind: 'irreversible', say: UNKNOWN },
  needs: (args) => [R.window(symbolOf(args['window']))],
  changes: () => [],
  title: (args) => `Click at ${sayNumber(args, 'x')}, ${sayNumber(args, 'y')} in ${windowName(args['window'])}`,
  effects: () => ['Whatever the application does on this click.'],
  verifiedBy: 'nothing: what a click does is the application’s choice',
  checks: () => [],
  resources: (args) => [INPUT, windowResource(args['window'])],
  usual: 100,
  deadline: 8_000,
  idempotent: false,
  examples: ['click at 100, 200 in the text editor'],
});

export const elements = [click, fill, pressAll, pointer];
