import type { XTest } from 'x11';
import type { PointerAction } from '../../../../shared/ports/driver.ts';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import type { HandInput } from '../../hand.ts';
import { brake } from '../../brake.ts';
import { stillWanted } from '../../patience.ts';
import type { Connection } from './connection.ts';
import { readKeymap, type Keymap, type Stroke } from './keymap.ts';

/** Keys and buttons as a person's hand would use them. Nothing stays held when a call settles, however it does. */
export interface Input extends HandInput {
  /** Keys and buttons by name, down or up, for callers that hold something over several calls. */
  keys(names: readonly string[], down: boolean): Promise<void>;
  button(button: PointerAction['button'], down: boolean): Promise<void>;
  scroll(direction: 'up' | 'down' | 'left' | 'right', steps: number): Promise<void>;
  move(at: PointerAction['at']): Promise<void>;
  position(): Promise<PointerAction['at']>;
  /** What is held now, by anyone. */
  held(): Promise<{ readonly keycodes: readonly number[]; readonly buttons: readonly number[] }>;
}

const BUTTONS = { left: 1, middle: 2, right: 3 } as const;
const WHEEL = { up: 4, down: 5, left: 6, right: 7 } as const;
/** Characters between two looks at the abort signal. */
const BATCH = 8;

/** Keys and pointer by the XTEST extension. While its brake is on nothing is pressed any more (STOPPED), only let go. */
export async function openInput(connection: Connection): Promise<Input> {
  const { ask, x, root } = connection;
  const test = await ask<XTest>((reply) => x.require('xtest', reply));
  const { check, on, off } = brake();
  function sendKey(keycode: number, down: boolean): void {
    if (down) check();
    test.FakeInput(down ? test.KeyPress : test.KeyRelease, keycode, 0, 0, 0, 0);
  }
  function sendButton(button: number, down: boolean): void {
    if (down) check();
    test.FakeInput(down ? test.ButtonPress : test.ButtonRelease, button, 0, 0, 0, 0);
  }

  function strike({ keycode, modifiers }: Stroke): void {
    for (const modifier of modifiers) sendKey(modifier, true);
    sendKey(keycode, true);
    sendKey(keycode, false);
    for (const modifier of modifiers.toReversed()) sendKey(modifier, false);
  }
  const lacking = (what: string) =>
    new SonnyError('UNSUPPORTED', `The keyboard layout can’t give ${JSON.stringify(what)}.`);
  const codeOf = (map: Keymap, name: string): number => {
    const code = map.keycode(name) ?? map.chord(name)?.keycode;
    if (code === undefined) throw lacking(name);
    return code;
  };

  async function move({ x: left, y: top }: PointerAction['at']): Promise<void> {
    check();
    test.FakeInput(test.MotionNotify, 0, 0, root, Math.round(left), Math.round(top));
    await x.sync();
  }
  async function held() {
    const [keys, pointer] = await Promise.all([
      ask<Buffer>((reply) => x.QueryKeymap(reply)),
      ask<{ readonly keyMask: number }>((reply) => x.QueryPointer(root, reply)),
    ]);
    const keycodes = Array.from({ length: 256 }, (_, code) => code).filter(
      (code) => (keys[code >> 3] ?? 0) & (1 << (code & 7)),
    );
    const buttons = [1, 2, 3, 4, 5].filter((button) => pointer.keyMask & (1 << (7 + button)));
    return { keycodes, buttons };
  }
  async function releaseAll(): Promise<void> {
    const { keycodes, buttons } = await held();
    for (const keycode of keycodes) sendKey(keycode, false);
    for (const button of buttons) sendButton(button, false);
    await x.sync();
  }

  return {
    move,
    held,
    async canType(text) {
      return (await readKeymap(connection)).strokes(text) !== null;
    },
    async type(text, progress) {
      const strokes = (await readKeymap(connection)).strokes(text);
      if (!strokes) throw lacking(text.slice(0, 40));
      for (let at = 0; at < strokes.length; at += BATCH) {
        stillWanted(progress);
        for (const stroke of strokes.slice(at, at + BATCH)) strike(stroke);
        await x.sync();
      }
    },
    async press(chord, progress) {
      const stroke = (await readKeymap(connection)).chord(chord);
      if (!stroke) throw lacking(chord);
      stillWanted(progress);
      strike(stroke);
      await x.sync();
    },
    async click({ at, button, count }, progress) {
      stillWanted(progress);
      await move(at);
      for (let time = 0; time < count; time += 1) {
        stillWanted(progress);
        sendButton(BUTTONS[button], true);
        sendButton(BUTTONS[button], false);
        await x.sync();
      }
    },
    async keys(names, down) {
      const map = await readKeymap(connection);
      for (const code of names.map((name) => codeOf(map, name))) sendKey(code, down);
      await x.sync();
    },
    async button(button, down) {
      sendButton(BUTTONS[button], down);
      await x.sync();
    },
    async scroll(direction, steps) {
      for (let step = 0; step < steps; step += 1) {
        sendButton(WHEEL[direction], true);
        sendButton(WHEEL[direction], false);
      }
      await x.sync();
    },
    async position() {
      const pointer = await ask<{ readonly rootX: number; readonly rootY: number }>((reply) =>
        x.QueryPointer(root, reply),
      );
      return { x: pointer.rootX, y: pointer.rootY };
    },
    releaseAll,
    async halt() {
      on();
      await releaseAll();
    },
    resume: off,
  };
}
