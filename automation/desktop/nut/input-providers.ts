import { progressUntil } from '../../../shared/ports/progress.ts';
import type { X11 } from '../providers/x11/index.ts';
import { chordName } from './keys.ts';
import type { Button, KeyboardProviderInterface, MouseProviderInterface, Nut } from './module.ts';

/** nut.js has neither deadline nor abort; its callers in this program check theirs before each call. */
const patient = () => progressUntil(Infinity);

export function keyboardProvider(nut: Nut, { input }: X11): KeyboardProviderInterface {
  const names = (keys: readonly number[]) => keys.map((key) => chordName(nut, key));
  return {
    setKeyboardDelay: () => undefined,
    type: (text) => input.type(text, patient()),
    click: (...keys) => input.press(names(keys).join('+'), patient()),
    pressKey: (...keys) => input.keys(names(keys), true),
    releaseKey: (...keys) => input.keys(names(keys), false),
  };
}

export function mouseProvider(nut: Nut, { input }: X11): MouseProviderInterface {
  const nameOf = (button: Button) =>
    button === nut.Button.LEFT ? 'left' : button === nut.Button.MIDDLE ? 'middle' : 'right';
  const click = async (button: 'left' | 'middle' | 'right', count: 1 | 2) =>
    input.click({ at: await input.position(), button, count }, patient());
  return {
    setMouseDelay: () => undefined,
    setMousePosition: (at) => input.move(at),
    currentMousePosition: async () => {
      const { x, y } = await input.position();
      return new nut.Point(x, y);
    },
    click: (button) => click(nameOf(button), 1),
    doubleClick: (button) => click(nameOf(button), 2),
    leftClick: () => click('left', 1),
    rightClick: () => click('right', 1),
    middleClick: () => click('middle', 1),
    scrollUp: (steps) => input.scroll('up', steps),
    scrollDown: (steps) => input.scroll('down', steps),
    scrollLeft: (steps) => input.scroll('left', steps),
    scrollRight: (steps) => input.scroll('right', steps),
    pressButton: (button) => input.button(nameOf(button), true),
    releaseButton: (button) => input.button(nameOf(button), false),
  };
}
