import { z } from 'zod';
import type { Json } from '../protocol/json.ts';
import type { Literal } from '../symbolic/atom.ts';
import { numberOf, sayNumber, stringOf, windowName } from './argument.ts';
import { equals, near, windowGone, windowIs } from './check.ts';
import { R, symbolOf } from './relations.ts';
import { INPUT, reads, windowResource } from './resource.ts';
import { Window } from './schema.ts';
import { defineSkill, type Check, type PlanArgs, type Resource, type Skill } from './skill.ts';

/** Window managers round sizes to character cells and keep windows on the screen. */
const ROUNDING = 24;

type Own = 'name' | 'summary' | 'undo' | 'title' | 'effects' | 'examples';
type Varied = Partial<Pick<Skill, 'parameters' | 'risk' | 'changes' | 'idempotent'>>;

/** Everything one does to one open window shares its conditions and its way of looking. */
const onWindow = (
  own: Pick<Skill, Own> & Varied,
  checks: (args: PlanArgs, outputs: PlanArgs) => readonly Check[],
): Skill => ({
  parameters: z.object({ window: Window }).strict(),
  outputs: [],
  risk: 'R1',
  needs: (args): readonly Literal[] => [R.window(symbolOf(args['window']))],
  changes: (): readonly Literal[] => [],
  verifiedBy: 'asking the window system',
  checks,
  resources: (args: PlanArgs): readonly Resource[] => [INPUT, windowResource(args['window'])],
  usual: 50,
  deadline: 8_000,
  idempotent: true,
  ...own,
});

const Coordinate = z.number().int().min(-32_768).max(32_767);
const Size = z.number().int().min(1).max(32_767);

export const AREAS = [
  'left',
  'right',
  'top',
  'bottom',
  'top-left',
  'top-right',
  'bottom-left',
  'bottom-right',
  'full',
] as const;

const list = defineSkill({
  name: 'window.list',
  summary: 'Lists the open windows',
  parameters: z.object({}).strict(),
  outputs: ['windows'],
  risk: 'R0',
  undo: { kind: 'nothing', say: 'it only looks' },
  needs: () => [],
  changes: () => [],
  title: () => 'List the open windows',
  effects: () => [],
  verifiedBy: 'the window system itself',
  checks: () => [],
  resources: () => [reads(INPUT)],
  usual: 0,
  deadline: 5_000,
  idempotent: true,
  examples: ['list the open windows'],
});

const focus = onWindow(
  {
    name: 'window.focus',
    summary: 'Brings a window to the front',
    undo: { kind: 'compensate', say: 'gives the focus back' },
    title: (args) => `Bring ${windowName(args['window'])} to the front`,
    effects: () => ['The window gets the focus.'],
    examples: ['bring the window "Budget" to the front'],
  },
  (args) => [windowIs(args['window'], [equals('active', true)], 'the window is in front')],
);

const move = onWindow(
  {
    name: 'window.move',
    summary: 'Moves a window to a place on the screen',
    parameters: z.object({ window: Window, x: Coordinate, y: Coordinate }).strict(),
    undo: { kind: 'compensate', say: 'moves it back' },
    title: (args) => `Move ${windowName(args['window'])} to ${sayNumber(args, 'x')}, ${sayNumber(args, 'y')}`,
    effects: () => ['The window goes to that place.'],
    examples: ['move the window "Budget" to 100, 200'],
  },
  (args) => [
    windowIs(
      args['window'],
      [near('rect.x', numberOf(args, 'x'), ROUNDING), near('rect.y', numberOf(args, 'y'), ROUNDING)],
      `the window stands at ${numberOf(args, 'x')}, ${numberOf(args, 'y')}`,
    ),
  ],
);

const resize = onWindow(
  {
    name: 'window.resize',
    summary: 'Gives a window another size',
    parameters: z.object({ window: Window, width: Size, height: Size }).strict(),
    undo: { kind: 'compensate', say: 'resizes it back' },
    title: (args) =>
      `Resize ${windowName(args['window'])} to ${sayNumber(args, 'width')} × ${sayNumber(args, 'height')}`,
    effects: () => ['The window gets that size.'],
    examples: ['resize the window "Budget" to 800 x 600'],
  },
  (args) => [
    windowIs(
      args['window'],
      [near('rect.width', numberOf(args, 'width'), ROUNDING), near('rect.height', numberOf(args, 'height'), ROUNDING)],
      `the window is ${numberOf(args, 'width')} × ${numberOf(args, 'height')}`,
    ),
  ],
);

/** Where the tile was put, if the performer says so; without that only its state can be told. */
const tileExpectations = (rect: Json | undefined): Check['expect'] =>
  rect !== null && typeof rect === 'object' && 'width' in rect
    ? (['x', 'y', 'width', 'height'] as const).map((side) =>
        near(`rect.${side}`, numberOf(rect as PlanArgs, side), ROUNDING),
      )
    : [equals('state', 'normal')];

const tile = onWindow(
  {
    name: 'window.tile',
    summary: 'Puts a window into a part of the screen',
    parameters: z.object({ window: Window, area: z.enum(AREAS) }).strict(),
    undo: { kind: 'compensate', say: 'puts it back' },
    title: (args) =>
      `Put ${windowName(args['window'])} ${args['area'] === 'full' ? 'over the whole screen' : `at the ${stringOf(args, 'area') ?? 'place of an earlier step'}`}`,
    effects: () => ['The window goes to that part of the screen.'],
    examples: ['put the window "Budget" to the left half'],
  },
  (args, outputs) => [
    windowIs(args['window'], tileExpectations(outputs['rect']), 'the window fills its part of the screen'),
  ],
);

const stateSkill = (
  name: string,
  verb: string,
  state: 'minimised' | 'maximised' | 'normal',
  back: string,
  example: string,
): Skill =>
  onWindow(
    {
      name,
      summary: `${verb}s a window`,
      undo: { kind: 'compensate', say: back },
      title: (args) => `${verb} ${windowName(args['window'])}`,
      effects: () => [`The window becomes ${state === 'normal' ? 'neither minimised nor maximised' : state}.`],
      examples: [example],
    },
    (args) => [windowIs(args['window'], [equals('state', state)], `the window is ${state}`)],
  );

const close = onWindow(
  {
    name: 'window.close',
    summary: 'Closes a window',
    risk: 'R3',
    undo: { kind: 'irreversible', say: 'opening it again does not bring back what was not saved' },
    changes: (args) => [R.noWindow(symbolOf(args['window']))],
    title: (args) => `Close ${windowName(args['window'])}`,
    effects: () => ['The window closes; text that is not saved may be lost.'],
    idempotent: false,
    examples: ['close the window "Budget"'],
  },
  (args) => [windowGone(args['window'])],
);

export const windows = [
  list,
  focus,
  move,
  resize,
  tile,
  stateSkill('window.minimise', 'Minimise', 'minimised', 'restores its state', 'minimise the window "Budget"'),
  stateSkill('window.maximise', 'Maximise', 'maximised', 'restores its state', 'maximise the window "Budget"'),
  stateSkill('window.restore', 'Restore', 'normal', 'gives it its earlier state', 'restore the window "Budget"'),
  close,
];
