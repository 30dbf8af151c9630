import { nutInput } from './nut/input.ts';
import { nutOnX11 } from './nut/register.ts';
import { connectAccessibility, type Accessibility } from './providers/atspi/index.ts';
import { textFinder } from './providers/ocr/text-finder.ts';
import type { Platform } from './platform.ts';
import { connectX11 } from './providers/x11/index.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Connects to the desktop that the environment names. Rejects with NO_DISPLAY, or UNSUPPORTED on other systems. */
export async function openPlatform(env: Env): Promise<Platform> {
  if (process.platform !== 'linux') return (await import('./native-platform.ts')).openNative();
  const finder = textFinder();
  const accessibility = again(() => connectAccessibility({ env }));
  const x11 = await connectX11({ display: env['DISPLAY'] || ':0' });
  // Keys and buttons that a worker before this one held when it was ended.
  await x11.input.releaseAll();
  let nut: ReturnType<typeof nutOnX11> | null = null;
  return {
    name: 'linux-x11',
    client: x11.client,
    hand: { ...x11, input: { ...x11.input, ...nutInput(() => (nut ??= nutOnX11(x11, finder, accessibility.get))) } },
    finder,
    accessibility: accessibility.get,
    async close() {
      x11.close();
      await Promise.all([finder.close(), accessibility.close()]);
    },
  };
}

/** One connection at a time, made when it is wanted and made again after it was lost. */
function again(connect: () => Promise<Accessibility>) {
  let current: Promise<Accessibility> | null = null;
  async function get(): Promise<Accessibility> {
    const mine = (current ??= connect());
    const connected = await mine.catch((error: unknown) => {
      if (current === mine) current = null;
      throw error;
    });
    if (!connected.closed) return connected;
    if (current === mine) current = null;
    return get();
  }
  return {
    get,
    close: async () => (await current?.catch(() => null))?.close(),
  };
}
