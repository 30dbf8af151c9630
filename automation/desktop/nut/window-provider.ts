import { progressUntil } from '../../../shared/ports/progress.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { X11 } from '../providers/x11/index.ts';
import type { Nut, WindowProviderInterface } from './module.ts';

const PATIENCE_MS = 3000;

export function windowProvider(nut: Nut, { windows }: X11): WindowProviderInterface {
  const soon = () => progressUntil(Date.now() + PATIENCE_MS);
  const one = async (id: number) => {
    const window = await windows.describe(id);
    if (!window) throw new SonnyError('TARGET_GONE', `Window ${id} is closed.`);
    return window;
  };
  const worked = async (result: Promise<{ readonly status: string }>) => (await result).status === 'verified';
  return {
    getWindows: async () => (await windows.list()).map(({ id }) => id),
    getActiveWindow: async () => (await windows.list()).find(({ active }) => active)?.id ?? 0,
    getWindowTitle: async (id) => (await one(id)).title,
    getWindowRegion: async (id) => {
      const { x, y, width, height } = (await one(id)).rect;
      return new nut.Region(x, y, width, height);
    },
    focusWindow: (id) => worked(windows.focus(id, soon())),
    moveWindow: async (id, { x, y }) => worked(windows.place(id, { ...(await one(id)).rect, x, y }, soon())),
    resizeWindow: async (id, { width, height }) =>
      worked(windows.place(id, { ...(await one(id)).rect, width, height }, soon())),
    minimizeWindow: (id) => worked(windows.setState(id, 'minimised', soon())),
    restoreWindow: (id) => worked(windows.setState(id, 'normal', soon())),
  };
}
