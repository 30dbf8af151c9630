import type { XTest } from 'x11';
import type { Display } from './display.ts';

/** Releases every key and button that is held, from here: whoever pressed it may be gone. */
export async function releaseHeld({ ask, x, root }: Display): Promise<void> {
  const test = await ask<XTest>((reply) => x.require('xtest', reply));
  const [keys, { keyMask }] = await Promise.all([
    ask<Buffer>((reply) => x.QueryKeymap(reply)),
    ask<{ readonly keyMask: number }>((reply) => x.QueryPointer(root, reply)),
  ]);
  for (let code = 0; code < 256; code += 1)
    if ((keys[code >> 3] ?? 0) & (1 << (code & 7))) test.FakeInput(test.KeyRelease, code, 0, 0, 0, 0);
  for (let button = 1; button <= 5; button += 1)
    if (keyMask & (1 << (7 + button))) test.FakeInput(test.ButtonRelease, button, 0, 0, 0, 0);
  await x.sync();
}
