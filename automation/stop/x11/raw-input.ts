import type { XEvent, XInput } from 'x11';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { Display } from './display.ts';

/** One event of a real device. */
export interface RawInput {
  readonly kind: 'key' | 'button' | 'pointer' | 'touch';
  readonly down: boolean;
  /** Keycode or button. */
  readonly detail: number;
}

export interface RawInputWatch {
  on(): void;
  off(): void;
}

const KINDS: Readonly<Record<string, Pick<RawInput, 'kind' | 'down'>>> = {
  XIRawKeyPress: { kind: 'key', down: true },
  XIRawKeyRelease: { kind: 'key', down: false },
  XIRawButtonPress: { kind: 'button', down: true },
  XIRawMotion: { kind: 'pointer', down: true },
  XIRawTouchBegin: { kind: 'touch', down: true },
};

/** Watches real keyboards and pointers, also while an application has them to itself. Rejects on very old servers. */
export async function watchRawInput(display: Display, onInput: (input: RawInput) => void): Promise<RawInputWatch> {
  const input = await display.ask<XInput>((reply) => display.x.require('xinput', reply));
  if (!input.xi2) throw new SonnyError('UNSUPPORTED', 'The display has no second version of XInput.');
  const devices = await display.ask<readonly { deviceId: number; name: string }[]>((reply) =>
    input.XIQueryDevice(input.AllDevices, reply),
  );
  const made = new Set(devices.filter(({ name }) => name.includes('XTEST')).map(({ deviceId }) => deviceId));
  const select = (mask: readonly string[]): void =>
    input.XISelectEvents(display.root, { deviceId: input.AllMasterDevices, mask });
  display.onEvent((event: XEvent) => {
    const kind = KINDS[event.name];
    if (kind && !made.has(Number(event['sourceId']))) onInput({ ...kind, detail: Number(event['detail']) });
  });
  return {
    on: () => select(Object.keys(KINDS).map((name) => name.slice(2))),
    off: () => select([]),
  };
}
