import type { XInput } from 'x11';
import { openDisplay } from '../../../automation/stop/x11/display.ts';

/** One input event, as the server itself dates it. */
export interface Seen {
  readonly name: string;
  /** Keycode or button. */
  readonly detail: number;
  /** Milliseconds of the server's clock. */
  readonly time: number;
}

/** Counts all input at the X server over a connection of its own. */
export interface Witness {
  readonly seen: Seen[];
  /** After this, everything that the server did until now has been counted. */
  sync(): Promise<void>;
  /** Keycodes and the mask of buttons that are held. */
  held(): Promise<{ readonly keycodes: readonly number[]; readonly buttons: number }>;
  pointer(): Promise<{ readonly x: number; readonly y: number }>;
  close(): void;
}

const EVENTS = ['RawKeyPress', 'RawKeyRelease', 'RawButtonPress', 'RawButtonRelease', 'RawMotion'];
const BUTTONS = 0x1f00;

export async function witness(env: Readonly<Record<string, string>>): Promise<Witness> {
  const display = await openDisplay(env);
  const { x, root, ask } = display;
  const input = await ask<XInput>((reply) => x.require('xinput', reply));
  const seen: Seen[] = [];
  display.onEvent((event) => {
    if (event.name.startsWith('XIRaw'))
      seen.push({ name: event.name, detail: Number(event['detail']), time: Number(event['time']) });
  });
  input.XISelectEvents(root, { deviceId: input.AllMasterDevices, mask: EVENTS });
  await x.sync();
  const pointer = () =>
    ask<{ readonly rootX: number; readonly rootY: number; readonly keyMask: number }>((reply) =>
      x.QueryPointer(root, reply),
    );
  return {
    seen,
    sync: () => x.sync(),
    async held() {
      const [keys, { keyMask }] = await Promise.all([ask<Buffer>((reply) => x.QueryKeymap(reply)), pointer()]);
      const keycodes = Array.from({ length: 256 }, (_, code) => code).filter(
        (code) => (keys[code >> 3] ?? 0) & (1 << (code & 7)),
      );
      return { keycodes, buttons: keyMask & BUTTONS };
    },
    async pointer() {
      const { rootX, rootY } = await pointer();
      return { x: rootX, y: rootY };
    },
    close: () => display.close(),
  };
}
