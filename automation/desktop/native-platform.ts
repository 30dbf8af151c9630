import { CuaDriver, ListWindowsInput, type WindowInfo } from '@trycua/cua-driver';
import type { Window } from '../../shared/ports/driver.ts';
import { loadNut } from './nut/module.ts';
import { nativeHand } from './nut/native-hand.ts';
import type { Platform } from './platform.ts';
import { textFinder } from './providers/ocr/text-finder.ts';
import { cuaAccessibility } from './providers/cua/elements.ts';

/** macOS and Windows: nut.js's own providers act, Cua tells windows and elements. */
export async function openNative(): Promise<Platform> {
  const nut = await loadNut();
  const driver = CuaDriver.create(undefined);
  const finder = textFinder();
  const accessibility = cuaAccessibility(driver);
  const list = async () => {
    const { windows } = await driver.listWindows(ListWindowsInput.new({ onScreenOnly: false }));
    const real = windows.filter(({ title, layer }) => title !== '' && (layer ?? 0) === 0);
    const ordered = real.toSorted((a, b) => Number((a.zIndex ?? 0n) - (b.zIndex ?? 0n)));
    return ordered.map((info, index) => describe(info, index === ordered.length - 1));
  };
  return {
    name: process.platform,
    client: null,
    hand: nativeHand(nut, list),
    finder,
    accessibility: () => Promise.resolve(accessibility),
    async close() {
      await Promise.all([finder.close(), accessibility.close()]);
    },
  };
}

function describe({ windowId, pid, appName, title, bounds, minimized }: WindowInfo, active: boolean): Window {
  const { x, y, width, height } = bounds;
  return {
    id: Number(windowId),
    pid: pid ?? null,
    app: appName.toLowerCase(),
    title,
    rect: { x, y, width, height },
    state: minimized ? 'minimised' : 'normal',
    active,
    dialog: false,
  };
}
