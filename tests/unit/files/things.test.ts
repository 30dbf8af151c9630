import { appendFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
  desk.make({ 'a.txt': 'a', 'b.txt': 'a', 'F/': '' });
});
afterEach(() => desk.clear());

const thing = async (path: string): Promise<unknown> => {
  const { value } = await desk.see({ kind: 'things', paths: [path] });
  return (value as { things: unknown[] } | null)?.things[0];
};

it('tells which thing is at a path, and how it is', async () => {
  const [which, how] = (await thing(desk.at('a.txt'))) as string[];
  appendFileSync(desk.at('a.txt'), ' and more');
  const [still, grown] = (await thing(desk.at('a.txt'))) as string[];
  expect([still === which, grown === how]).toEqual([true, false]);
  renameSync(desk.at('a.txt'), desk.at('c.txt'));
  expect(await thing(desk.at('c.txt'))).toEqual([still, grown]);
});

it('tells another from it, also one that was made anew with the same bytes', async () => {
  const before = (await thing(desk.at('a.txt'))) as string[];
  const born = (): bigint => statSync(desk.at('a.txt'), { bigint: true }).birthtimeNs;
  const first = born();
  // The file system's clock has a coarse tick, and the number of the file may be given out again.
  do {
    rmSync(desk.at('a.txt'));
    writeFileSync(desk.at('a.txt'), 'a');
  } while (born() === first);
  const after = (await thing(desk.at('a.txt'))) as string[];
  expect([after[0] === before[0], after[1] === before[1]]).toEqual([false, false]);
});

it('tells a link itself, and nothing of what is not there or closed', async () => {
  symlinkSync('b.txt', desk.at('link'));
  expect(((await thing(desk.at('link'))) as string[])[0]).toMatch(/^link /);
  expect([await thing(desk.at('none')), await thing('/etc/passwd'), await thing(desk.profile)]).toEqual([
    null,
    null,
    null,
  ]);
});
