import { z } from 'zod';
import { stringOf, windowName } from './argument.ts';
import { parentOf } from './path.ts';
import { R, symbolOf } from './relations.ts';
import { filesResource, INPUT, reads } from './resource.ts';
import { Path, SomeText, Window } from './schema.ts';
import { defineSkill, type PlanArgs } from './skill.ts';
import { excerpt } from './wording.ts';
import { fileThere } from './file-there.ts';

const placeOf = (args: PlanArgs): string => (args['window'] === undefined ? 'the screen' : windowName(args['window']));

const windowNeeds = (args: PlanArgs) => (args['window'] === undefined ? [] : [R.window(symbolOf(args['window']))]);

const capture = defineSkill({
  name: 'screen.capture',
  summary: 'Takes a picture of the screen or of a window',
  parameters: z.object({ path: Path.optional(), window: Window.optional() }).strict(),
  outputs: ['path', 'width', 'height'],
  risk: (args) => (args['path'] === undefined ? 'R0' : 'R2'),
  undo: { kind: 'compensate', say: 'removes the picture' },
  needs: (args) => {
    const path = stringOf(args, 'path');
    return [...windowNeeds(args), ...(path === null ? [] : [R.folder(parentOf(path)), R.free(path)])];
  },
  changes: fileThere,
  title: (args) => {
    const path = stringOf(args, 'path');
    return `Take a picture of ${placeOf(args)}${path === null ? '' : ` as ${path}`}`;
  },
  effects: (args) => {
    const path = stringOf(args, 'path');
    return path === null ? [] : [`${path} becomes the picture.`];
  },
  verifiedBy: 'reading the picture’s size from the file',
  checks: (args, outputs) => {
    const path = stringOf(args, 'path') ?? stringOf(outputs, 'path');
    if (path === null) return [];
    const { width, height } = outputs;
    const sizes = (['width', 'height'] as const).map((side) => {
      const size = outputs[side];
      return typeof size === 'number'
        ? ({ field: side, op: 'equals', value: size } as const)
        : ({ field: side, op: 'at-least', value: 1 } as const);
    });
    return [
      {
        query: { kind: 'image', path },
        path: 'filesystem',
        expect: sizes,
        say: `the picture is ${String(width)} × ${String(height)}`,
      },
    ];
  },
  resources: (args) => [reads(INPUT), ...filesResource(stringOf(args, 'path'))],
  usual: 0,
  deadline: 15_000,
  idempotent: true,
  examples: ['take a screenshot and save it as ~/Pictures/screen.png', 'take a screenshot'],
});

const findText = defineSkill({
  name: 'screen.find-text',
  summary: 'Finds where a text stands on the screen',
  parameters: z.object({ text: SomeText, window: Window.optional() }).strict(),
  outputs: ['rects'],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: windowNeeds,
  changes: () => [],
  title: (args) => `Find ${excerpt(stringOf(args, 'text'))} on ${placeOf(args)}`,
  effects: () => [],
  verifiedBy: 'the picture itself',
  checks: () => [],
  resources: () => [reads(INPUT)],
  usual: 0,
  deadline: 20_000,
  idempotent: true,
  examples: ['find the text "Total" on the screen'],
});

export const screen = [capture, findText];
