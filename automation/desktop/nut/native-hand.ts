import type { ActionResult, Rect, Window } from '../../../shared/ports/driver.ts';
import type { Progress } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { textContent, textOf } from '../clipboard-content.ts';
import { brake } from '../brake.ts';
import type { Hand, HandClipboard, HandInput, HandScreen, HandWindows } from '../hand.ts';
import { stillWanted, until } from '../patience.ts';
import { nutInput } from './input.ts';
import type { Nut } from './module.ts';
import { sameRect } from '../rect.ts';

const PATIENCE_MS = 2000;

/** A hand over nut.js's own providers, for systems where they are good. `list` tells the windows, which nut.js does not. */
export function nativeHand(nut: Nut, list: () => Promise<readonly Window[]>): Hand {
  return {
    display: 'native',
    windows: nativeWindows(nut, list),
    input: nativeInput(nut),
    clipboard: nativeClipboard(nut),
    screen: nativeScreen(nut),
    windowManager: () => Promise.resolve(process.platform),
    onChange: () => () => undefined,
    close: () => undefined,
  };
}

function nativeInput(nut: Nut): HandInput {
  const { check, on, off } = brake();
  const { press, click } = nutInput(() => Promise.resolve(nut));
  async function releaseAll(): Promise<void> {
    const { LeftControl, LeftShift, LeftAlt, LeftSuper } = nut.Key;
    await nut.keyboard.releaseKey(LeftControl, LeftShift, LeftAlt, LeftSuper);
    await nut.mouse.releaseButton(nut.Button.LEFT);
  }
  return {
    canType: (text) => Promise.resolve(/^[ -~]*$/.test(text)),
    async type(text, progress) {
      for (const character of text) {
        stillWanted(progress);
        check();
        await nut.keyboard.type(character);
      }
    },
    async press(chord, progress) {
      check();
      await press(chord, progress);
    },
    async click(action, progress) {
      check();
      await click(action, progress);
    },
    releaseAll,
    async halt() {
      on();
      await releaseAll();
    },
    resume: off,
  };
}

function nativeWindows(nut: Nut, list: () => Promise<readonly Window[]>): HandWindows {
  const describe = async (id: number) => (await list()).find((window) => window.id === id) ?? null;
  const window = (id: number) => new nut.Window(nut.providerRegistry, id);

  async function confirm(id: number, progress: Progress, holds: (now: Window) => boolean): Promise<ActionResult> {
    const look = async () => {
      const now = await describe(id);
      return now && holds(now) ? now : null;
    };
    const reached = await until(look, progress, PATIENCE_MS);
    const now = reached ?? (await describe(id));
    if (!now) throw new SonnyError('TARGET_GONE', `Window ${id} is closed.`);
    const { x, y, width, height } = now.rect;
    const say = `“${now.title}” is ${now.state}${now.active ? ' and active' : ''} at ${x},${y} with ${width}×${height}.`;
    return {
      status: reached ? 'verified' : 'partial',
      evidence: [{ path: 'window-system', say, holds: reached !== null }],
    };
  }

  return {
    list,
    describe,
    async focus(id, progress) {
      await window(id).focus();
      return confirm(id, progress, ({ active }) => active);
    },
    async place(id, rect, progress) {
      await window(id).move(new nut.Point(rect.x, rect.y));
      await window(id).resize(new nut.Size(rect.width, rect.height));
      return confirm(id, progress, (now) => sameRect(now.rect, rect));
    },
    async setState(id, state, progress) {
      if (state === 'maximised') throw new SonnyError('UNSUPPORTED', 'Maximising is not possible here.');
      await (state === 'minimised' ? window(id).minimize() : window(id).restore());
      return confirm(id, progress, (now) => now.state === state);
    },
    async close(id, progress) {
      const before = await describe(id);
      if (!before) throw new SonnyError('TARGET_GONE', `Window ${id} is closed.`);
      await window(id).focus();
      await nutInput(() => Promise.resolve(nut)).press(
        process.platform === 'darwin' ? 'Command+w' : 'Alt+F4',
        progress,
      );
      const gone = await until(async () => ((await describe(id)) ? null : true), progress, PATIENCE_MS);
      const say = `“${before.title}” is ${gone ? 'closed' : 'still open'}.`;
      return { status: gone ? 'verified' : 'unverified', evidence: [{ path: 'window-system', say, holds: gone }] };
    },
    async shownAt(id, at) {
      const found = (await list()).findLast(({ rect, state }) => state !== 'minimised' && inside(rect, at));
      return found?.id === id;
    },
    responds: () => Promise.resolve(null),
  };
}

function nativeClipboard(nut: Nut): HandClipboard {
  return {
    readText: async () => (await nut.clipboard.getContent()) || null,
    async offerText(_, text) {
      await nut.clipboard.setContent(text);
      return { fetchedBy: () => Promise.resolve(true) };
    },
    save: async () => textContent(await nut.clipboard.getContent()),
    restore: async (_, content) => nut.clipboard.setContent(textOf(content) ?? ''),
  };
}

function nativeScreen(nut: Nut): HandScreen {
  const size = async () => ({ width: await nut.screen.width(), height: await nut.screen.height() });
  return {
    size,
    drawnSince: () => true,
    async grab(region) {
      const image = region
        ? await nut.screen.grabRegion(new nut.Region(region.x, region.y, region.width, region.height))
        : await nut.screen.grab();
      return { width: image.width, height: image.height, data: image.data };
    },
    workArea: async () => ({ x: 0, y: 0, ...(await size()) }),
  };
}

function inside({ x, y, width, height }: Rect, at: { readonly x: number; readonly y: number }): boolean {
  return at.x >= x && at.x < x + width && at.y >= y && at.y < y + height;
}
