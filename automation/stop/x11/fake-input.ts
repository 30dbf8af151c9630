import type { Recording, XTest } from 'x11';
import type { Display } from './display.ts';

/** One input event that a program asked the server to make, in the order in which the server did. */
export interface FakeInput {
  /** The program's connection, as the server names it. */
  readonly client: number;
  readonly kind: 'key' | 'button' | 'pointer';
  readonly down: boolean;
  /** Keycode or button. */
  readonly detail: number;
  /** Where the pointer is put, unless it is moved by a distance. */
  readonly to: { readonly x: number; readonly y: number } | null;
}

export interface FakeInputWatch {
  on(): void;
  off(): void;
}

const FAKE_INPUT = 2;
const KINDS: Readonly<Record<number, Pick<FakeInput, 'kind' | 'down'>>> = {
  2: { kind: 'key', down: true },
  3: { kind: 'key', down: false },
  4: { kind: 'button', down: true },
  5: { kind: 'button', down: false },
  6: { kind: 'pointer', down: true },
};

/**
 * Watches who makes input through the XTEST extension. The events themselves don't tell: to the server they all come from one
 * device. `data` is a second connection, which does nothing else. Rejects where the server has no RECORD extension.
 */
export async function watchFakeInput(
  control: Display,
  data: Display,
  onInput: (input: FakeInput) => void,
): Promise<FakeInputWatch> {
  const [test, recording, reader] = await Promise.all([
    control.ask<XTest>((reply) => control.x.require('xtest', reply)),
    control.ask<Recording>((reply) => control.x.require('record', reply)),
    data.ask<Recording>((reply) => data.x.require('record', reply)),
  ]);
  const context = control.x.AllocID();
  const only = (value: number) => ({ first: value, last: value });
  const range = { extRequests: { major: only(test.majorOpcode), minor: only(FAKE_INPUT) } };
  recording.CreateContext(context, 0, [recording.CS.AllClients], [range]);
  await control.x.sync();
  let running = false;
  return {
    on() {
      if (running) return;
      running = true;
      const onData = ({
        category,
        xidBase,
        data: bytes,
      }: {
        category: number;
        xidBase: number;
        data: Buffer;
      }): void => {
        if (category !== recording.Category.FromClient) return;
        for (const input of inputsIn(bytes)) onInput({ client: xidBase, ...input });
      };
      reader.EnableContext(context, onData, () => undefined);
      // The package keeps all replies until the last has come, which is when Sonny ends.
      const handler = data.x.replies[data.x.seq_num];
      if (handler) handler[3] = { push: () => 0 };
    },
    off() {
      if (!running) return;
      running = false;
      recording.DisableContext(context);
    },
  };
}

/** The requests in a recorded stretch, which are laid out as the program sent them. */
function* inputsIn(bytes: Buffer): Iterable<Omit<FakeInput, 'client'>> {
  for (let at = 0; at + 36 <= bytes.length; at += bytes.readUInt16LE(at + 2) * 4) {
    const kind = KINDS[bytes.readUInt8(at + 4)];
    const detail = bytes.readUInt8(at + 5);
    if (!kind) continue;
    const placed = kind.kind === 'pointer' && detail === 0;
    yield { ...kind, detail, to: placed ? { x: bytes.readInt16LE(at + 24), y: bytes.readInt16LE(at + 26) } : null };
  }
}
