import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orderRenames } from '../../../automation/files/rename-order.ts';
import { createDesk, type Desk } from './desk.ts';

/** Any renames among a few names: some names are given new ones, each at most once. */
const plan = fc
  .tuple(fc.shuffledSubarray([...'abcdefgh']), fc.shuffledSubarray([...'abcdefghABCDEFGH']))
  .map(([from, to]) => from.slice(0, to.length).map((name, i) => ({ from: name, to: to[i]! })));

describe('the order of renames', () => {
  it('never meets a taken name, and ends where it should, for every plan', () => {
    fc.assert(
      fc.property(plan, fc.subarray([...'ABCDEFGH']), (renames, others) => {
        const leaving = new Set(renames.map(({ from }) => from));
        const given = new Set(renames.map(({ to }) => to));
        // Names that are neither given away nor given: bystanders.
        const there = new Map([...leaving, ...others.filter((name) => !given.has(name))].map((name) => [name, name]));
        const expected = new Map(
          [...there].map(([name, what]) => [renames.find(({ from }) => from === name)?.to ?? name, what]),
        );
        for (const { from, to } of orderRenames(renames, (circle) => `aside ${circle}`)) {
          expect(there.has(to), to).toBe(false);
          expect(there.has(from), from).toBe(true);
          there.set(to, there.get(from)!);
          there.delete(from);
        }
        expect(there).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('takes one step for each rename, and one more for each circle', () => {
    const swap = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    expect(orderRenames(swap, () => 'x')).toHaveLength(3);
    const chain = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'same', to: 'same' },
    ];
    expect(orderRenames(chain, () => 'x')).toEqual([chain[1], chain[0]]);
  });
});

describe('renaming', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = createDesk();
  });
  afterEach(() => desk.clear());
  const named = (renames: Record<string, string>) => ({
    renames: Object.entries(renames).map(([from, to]) => ({ from: desk.at(from), to: desk.at(to) })),
  });

  it('fifty files by a pattern, and back', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `IMG_${i} “日本”.jpg`);
    for (const name of names) desk.make({ [name]: name });
    const before = desk.state();
    const renames = Object.fromEntries(names.map((name, i) => [name, `holiday-${String(i + 1).padStart(3, '0')}.jpg`]));
    const done = await desk.perform('files.rename', named(renames));
    for (const [from, to] of Object.entries(renames)) expect(readFileSync(desk.at(to), 'utf8')).toBe(from);
    expect(Object.keys(desk.state())).toHaveLength(50);
    expect((await desk.undo('files.rename', done.receipt)).status).toBe('undone');
    expect(desk.state()).toEqual(before);
  });

  it('gives back the state before, for every plan on the disk', { timeout: 20_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        plan.filter((renames) => renames.length > 0),
        async (renames) => {
          rmSync(desk.home, { recursive: true });
          mkdirSync(desk.home);
          // All of one size and time, so that only the file itself tells them apart.
          for (const { from } of renames) desk.make({ [from]: from });
          const before = desk.state();
          const done = await desk.perform(
            'files.rename',
            named(Object.fromEntries(renames.map(({ from, to }) => [from, to]))),
          );
          for (const { from, to } of renames) expect(readFileSync(desk.at(to), 'utf8')).toBe(from);
          expect((await desk.undo('files.rename', done.receipt)).status).toBe('undone');
          expect(desk.state()).toEqual(before);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('refuses before anything is touched: a taken name, one name for two, another folder, a missing file', async () => {
    desk.make({ a: '1', b: '2', c: '3', 'folder/': '' });
    const before = desk.state();
    const cases: [Record<string, string>, string][] = [
      [{ a: 'x', b: 'c' }, 'FILE_EXISTS'],
      [{ a: 'x', b: 'x' }, 'FILE_EXISTS'],
      [{ a: 'x', b: 'folder/b' }, 'FILE_DENIED'],
      [{ a: 'x', missing: 'y' }, 'FILE_NOT_FOUND'],
      [{ a: `x${'long'.repeat(70)}` }, 'FILE_DENIED'],
      [{ a: '.ssh' }, 'FILE_DENIED'],
    ];
    for (const [renames, code] of cases) {
      await expect(desk.perform('files.rename', named(renames)), JSON.stringify(renames)).rejects.toMatchObject({
        code,
      });
      expect(desk.state()).toEqual(before);
    }
  });

  it('takes back those that were done when a later one fails', async () => {
    desk.make(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`f${i}`, String(i)])));
    const before = desk.state();
    const renames = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [`f${i}`, i === 6 ? 'n'.repeat(300) : `g${i}`]),
    );
    await expect(desk.perform('files.rename', named(renames))).rejects.toMatchObject({ code: 'FILE_DENIED' });
    expect(desk.state()).toEqual(before);
  });

  it('undoes what it can when a person changed one of a swap, and what hangs on it stays', async () => {
    desk.make({ a: 'a', b: 'b', c: 'c' });
    const done = await desk.perform('files.rename', named({ a: 'b', b: 'a', c: 'd' }));
    writeFileSync(desk.at('b'), 'changed by a person');
    const undone = await desk.undo('files.rename', done.receipt);
    expect(undone.status).toBe('kept');
    const texts = ['a', 'b', 'c'].map((name) => readFileSync(desk.at(name), 'utf8'));
    expect(texts).toEqual(['b', 'changed by a person', 'c']);
  });
});
