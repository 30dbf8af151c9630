import type { PointerAction } from '../../../shared/ports/driver.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { splitChord } from '../chord.ts';
import { stillWanted } from '../patience.ts';
import { keyOf } from './keys.ts';
import { loadNut, type Nut } from './module.ts';

/** Chords and clicks through nut.js: by the system's own input on macOS and Windows, by Sonny's providers on Linux. */
export interface NutInput {
  press(chord: string, progress: Progress): Promise<void>;
  click(action: PointerAction, progress: Progress): Promise<void>;
}

const BUTTONS = { left: 'LEFT', middle: 'MIDDLE', right: 'RIGHT' } as const;

/** Loads nut.js with the first chord or click. What it can’t press is UNSUPPORTED, and nothing is pressed then. */
export function nutInput(ready: () => Promise<Nut> = loadNut): NutInput {
  return {
    async press(chord, progress) {
      const nut = await ready();
      const parts = splitChord(chord);
      const keys = parts.slice(0, -1).map((part) => keyOf(nut, part));
      const last = parts.at(-1) ?? '';
      const key = keyOf(nut, last);
      if (!keys.every((one) => one !== null) || (key === null && Array.from(last).length !== 1))
        throw new SonnyError('UNSUPPORTED', `There is no key “${chord}”.`);
      stillWanted(progress);
      if (key !== null) {
        await nut.keyboard.type(...keys, key);
        return;
      }
      try {
        await nut.keyboard.pressKey(...keys);
        await nut.keyboard.type(last);
      } finally {
        await nut.keyboard.releaseKey(...keys.toReversed());
      }
    },
    async click({ at, button, count }, progress) {
      const nut = await ready();
      stillWanted(progress);
      await nut.mouse.setPosition(new nut.Point(Math.round(at.x), Math.round(at.y)));
      for (let time = 0; time < count; time += 1) {
        stillWanted(progress);
        await nut.mouse.click(nut.Button[BUTTONS[button]]);
      }
    },
  };
}
