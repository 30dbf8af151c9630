import { trouble } from '../doubt.ts';
import { isDescribed, type Described, type Intent } from '../intent.ts';
import { ask, phrase, type Ask, type Built } from '../phrase.ts';

const PLACE = '(tile|snap|put|place|move|arrange|dock)';
const FOCUS = '(focus|focus on|switch to|activate|raise|go to|bring up)';

/** An application's own skill where a window is named by its application, the general one elsewhere. */
const own = (window: Described, skill: 'focus' | 'close'): readonly Ask[] => [
  ask(window.$ === 'window-of' || window.$ === 'app' ? `app.${skill}` : `window.${skill}`, { window }),
];

const tile = (window: Described, area: string): Ask => ask('window.tile', { window, area });

/** The two windows that earlier clauses were about, as descriptions that mean the same ones. */
const lastTwo = (before: readonly Intent[]): readonly [Described, Described] | null => {
  const windows = new Map<string, Described>();
  for (const { skill, args } of before) {
    const window = args['window'];
    if (skill === 'app.open') {
      const { app: id, name, command, windowClass } = args;
      if (
        typeof id !== 'string' ||
        typeof name !== 'string' ||
        typeof windowClass !== 'string' ||
        !Array.isArray(command)
      )
        continue;
      windows.set(id, {
        $: 'window-of',
        app: { id, name, windowClass, command: command.map(String), generic: [], extensions: [] },
      });
    } else if (isDescribed(window) && (window.$ === 'app' || window.$ === 'window-of'))
      windows.set(window.app.id, window);
    else if (isDescribed(window) && window.$ === 'window') windows.set(`“${window.title}”`, window);
  }
  const [a, b, ...others] = windows.values();
  return a && b && others.length === 0 ? [a, b] : null;
};

const tileBoth = (areas: readonly [string, string], before: readonly Intent[]): Built => {
  const two = lastTwo(before);
  return two
    ? [tile(two[0], areas[0]), tile(two[1], areas[1])]
    : trouble('It is not clear which two windows are meant: name them.');
};

const state = (verbs: string, skill: string) =>
  phrase(skill, [`${verbs} {window:window}`], ({ window }) => [ask(`window.${skill}`, { window })]);

const ALL_WINDOWS =
  '(everything|all|all windows|all the windows|all my windows|all open windows|every window|all applications|all apps|all programs)';

export const windows = [
  phrase(
    'tile',
    [
      `${PLACE} {a:window} and {b:window} {areas:areas}`,
      `(tile|snap|put|place) {areas:areas} {a:window} and {b:window}`,
    ],
    ({ a, b, areas }) => [tile(a, areas[0]), tile(b, areas[1])],
  ),
  phrase('tile', ['tile {a:window} and {b:window}'], ({ a, b }) => [tile(a, 'left'), tile(b, 'right')]),
  phrase('tile', [`${PLACE} (them|both|both windows|the two|the two windows) {areas:areas}`], ({ areas }, { before }) =>
    tileBoth(areas, before),
  ),
  phrase(
    'tile',
    [`${PLACE} {a:window} {p:area} [,] (and|,|then) [put|place|snap|move] {b:window} {q:area}`],
    ({ a, p, b, q }) => [tile(a, p), tile(b, q)],
  ),
  phrase('tile', [`${PLACE} {window:window} {area:area}`], ({ window, area }) => [tile(window, area)]),
  phrase(
    'move',
    ['(move|put|place) {window:window} (to|at) [position|the position] {point:point}'],
    ({ window, point: [x, y] }) => [ask('window.move', { window, x, y })],
  ),
  phrase(
    'resize',
    ['(resize|size|make) {window:window} [to] {size:size}', 'set the size of {window:window} to {size:size}'],
    ({ window, size: [width, height] }) => [ask('window.resize', { window, width, height })],
  ),
  state('(minimise|minimize|hide|iconify)', 'minimise'),
  state('(maximise|maximize)', 'maximise'),
  state('(restore|unminimise|unminimize|unmaximise|unmaximize)', 'restore'),
  phrase(
    'bring to the front',
    [`${FOCUS} {window:window}`, '(bring|put|get) {window:window} (to|in) [the] (front|foreground)'],
    ({ window }) => own(window, 'focus'),
  ),
  phrase('close', ['(close|quit|exit) {window:window}'], ({ window }) => own(window, 'close')),
  phrase('close', [`(close|quit|exit) ${ALL_WINDOWS}`], () =>
    trouble('I close windows one at a time, so that nothing unsaved is lost: name one.', 'list the open windows'),
  ),
  phrase('minimise', [`(minimise|minimize|hide|iconify) ${ALL_WINDOWS}`, 'show [me] the desktop'], () =>
    trouble('I minimise windows one at a time: name one.', 'list the open windows'),
  ),
  phrase('close', ['(close|quit|exit) {a:window} and {b:window}'], ({ a, b }) => [
    ...own(a, 'close'),
    ...own(b, 'close'),
  ]),
  phrase(
    'list the windows',
    [
      '(list|show|show me) [me] [all] [the|my] [open] windows',
      '(what|which) (windows|apps|applications|programs) are (open|running)',
      '(list|show) all [the] open windows',
    ],
    () => [ask('window.list')],
  ),
].flat();
