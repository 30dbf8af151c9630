import { calculatorOf, buttonsFor } from '../../skills/calculators.ts';
import { dividesByZero, evaluate } from '../arithmetic.ts';
import { hasWindow } from '../antecedent.ts';
import { trouble, type Doubt } from '../doubt.ts';
import { isDescribed, type Described, type Intent } from '../intent.ts';
import { ask, phrase, type Built, type Scene } from '../phrase.ts';
import { applicationFor } from '../slots/application.ts';

/** The window that earlier clauses left in hand, else the one in front. */
const atHand = (before: readonly Intent[]): Described => (hasWindow(before) ? { $: 'it' } : { $: 'active-window' });

/** The application whose window is meant, as far as words tell: `it` is what an earlier clause opened. */
const applicationOf = (window: Described, before: readonly Intent[]): string | null => {
  if (window.$ === 'app' || window.$ === 'window-of') return window.app.id;
  if (window.$ !== 'it') return null;
  for (const { skill, args } of before.toReversed()) {
    if (skill === 'app.open') return typeof args['app'] === 'string' ? args['app'] : null;
    const earlier = args['window'];
    if (isDescribed(earlier) && earlier.$ !== 'it') return applicationOf(earlier, before);
  }
  return null;
};

const NO_RESULT: Doubt = {
  kind: 'trouble',
  say: 'That can’t be calculated: it divides by zero.',
  never: 'impossible',
};

const calculation = (keys: string, window: Described, { before }: Scene): Built => {
  const id = applicationOf(window, before);
  const calculator = id === null ? null : calculatorOf(id);
  const names = calculator && buttonsFor(calculator, keys);
  if (!names)
    return trouble(id === null ? 'Say in which calculator.' : 'I don’t know the buttons of that application.');
  if (keys.endsWith('=') && dividesByZero(keys.slice(0, -1))) return NO_RESULT;
  const expect = keys.endsWith('=') ? evaluate(keys.slice(0, -1)) : null;
  return [ask('element.press-all', { window, names, ...(expect === null ? {} : { expect }) })];
};

const calculateSomewhere = (keys: string, scene: Scene): Built => {
  const id = applicationOf({ $: 'it' }, scene.before);
  if (id !== null && calculatorOf(id)) return calculation(keys, { $: 'it' }, scene);
  const choice = applicationFor('calculator', scene.context);
  if (!choice) return trouble('There is no calculator installed here.');
  return choice.doubt ?? calculation(keys, { $: 'app', app: choice.app }, scene);
};

const CALCULATE = "(calculate|compute|work out|what is|what's|how much is|how much are)";
const PRESS = '(press|hit|push|tap)';
const CLICK = '(click|click on|press|push|tap|choose|select)';

export const keys = [
  phrase(
    'fill',
    ['(fill|fill in) [the field] {label:label} (in|of) {window:target} (with|as) {text:text}'],
    ({ label, window, text }) => [ask('element.fill', { window, ...label, text })],
  ),
  phrase(
    'calculate',
    [`${CALCULATE} {keys:expression} (in|with|using|on) {window:target}`],
    ({ keys: pressed, window }, scene) => calculation(`${pressed}=`, window, scene),
  ),
  phrase(
    'calculate',
    [`${CALCULATE} {keys:expression} [dollars|euros|pounds|francs|$|€|£]`],
    ({ keys: pressed }, scene) => calculateSomewhere(`${pressed}=`, scene),
  ),
  phrase(
    'calculate and copy',
    ['(copy|put) [the result of|the answer to|the sum of] {keys:expression} (to|on|onto|into|in) [the|my] clipboard'],
    ({ keys: pressed }, scene) => {
      const worked = calculateSomewhere(`${pressed}=`, scene);
      return Array.isArray(worked) ? [...worked, ask('clipboard.write', { text: { $: 'it' } })] : worked;
    },
  ),
  phrase(
    'press',
    ['(press|tap|click|push|enter) [the buttons|the keys] {keys:keys} (in|on|with) {window:target}'],
    ({ keys: pressed, window }, scene) => calculation(pressed, window, scene),
  ),
  phrase('press', [`${PRESS} [the|the key|the keys] {chord:chord} [key] in {window:window}`], ({ chord, window }) => [
    ask('keys.press', { window, chord }),
  ]),
  phrase('press', [`${PRESS} [the|the key|the keys] {chord:chord} [key]`], ({ chord }, { before }) => [
    ask('keys.press', { window: atHand(before), chord }),
  ]),
  phrase('click', ['click at {point:point} in {window:window}'], ({ point: [x, y], window }) => [
    ask('pointer.click', { window, x, y }),
  ]),
  phrase('click', [`${CLICK} {label:label} in {window:window}`], ({ label, window }) => [
    ask('element.click', { window, ...label }),
  ]),
  phrase('click', [`${CLICK} {label:label}`], ({ label }, { before }) => [
    ask('element.click', { window: atHand(before), ...label }),
  ]),
].flat();
