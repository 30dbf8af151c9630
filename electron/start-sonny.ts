import { startVirtualDesktop, type VirtualDesktop } from '../automation/desktop/virtual-desktop.ts';
import { createSonny } from '../shared/app.ts';
import type { ScreenFeed } from '../shared/ports/screen.ts';
import type { Sonny } from '../shared/ports/sonny.ts';
import { SonnyError } from '../shared/protocol/errors.ts';
import { openAdapters } from './adapters.ts';

export interface StartOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly profile: string;
  /** Told what a person should know about the start, a line each. */
  readonly say: (line: string) => void;
}

export interface Started {
  readonly sonny: Sonny;
  /** The picture of the desktop, where it is Sonny's own virtual one. */
  readonly screen: ScreenFeed | undefined;
  readonly virtual: boolean;
  /** A fresh text of 256 bits of chance. */
  readonly secret: () => string;
  /** Ends the program and its virtual desktop. */
  close(): Promise<void>;
}

/**
 * Starts the program for a host: on this session's display, or on a virtual one where there is none or SONNY_VIRTUAL=1
 * asks for it. Without any display it starts all the same; steps that need one then say NO_DISPLAY.
 */
export async function startSonny({ env, profile, say }: StartOptions): Promise<Started> {
  const desktop = await virtualDesktop(env, say);
  try {
    const { ports, screen } = await openAdapters({ env: desktop?.env ?? env, profile, virtual: desktop !== null });
    const sonny = await createSonny(ports);
    return {
      sonny,
      screen,
      virtual: desktop !== null,
      secret: () => ports.ids.secret(),
      async close() {
        await sonny.close();
        await desktop?.dispose();
      },
    };
  } catch (thrown) {
    await desktop?.dispose();
    throw thrown;
  }
}

async function virtualDesktop(env: StartOptions['env'], say: StartOptions['say']): Promise<VirtualDesktop | null> {
  if (process.platform !== 'linux') return null;
  const asked = env['SONNY_VIRTUAL'] === '1';
  if (!asked && (env['DISPLAY'] || env['WAYLAND_DISPLAY'])) return null;
  try {
    const desktop = await startVirtualDesktop({ base: env });
    say(`${asked ? 'SONNY_VIRTUAL=1' : 'There is no display'}: Sonny works on a virtual one, ${desktop.display}.`);
    return desktop;
  } catch (thrown) {
    const { say: what, details = '', hint } = SonnyError.from(thrown).view();
    say([what, details, hint].filter(Boolean).join(' '));
    return null;
  }
}
