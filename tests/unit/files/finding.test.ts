import { utimesSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sayBytes } from '../../../automation/files/skills/measure.ts';
import { createDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
});
afterEach(() => desk.clear());

const find = async (args: object) =>
  desk.perform('files.find', { folder: desk.home, glob: '*', recursive: true, ...args });
const found = async (args: object): Promise<unknown> => (await find(args)).outputs['files'];

describe('finding', () => {
  it('looks in subfolders, and passes by what is hidden and what programs installed', async () => {
    desk.make({
      'a.js': '',
      'in/deep/b.js': '',
      '.git/c.js': '',
      'node_modules/d.js': '',
      'in/node_modules/x/e.js': '',
    });
    expect(await found({ glob: '*.js' })).toEqual([desk.at('a.js'), desk.at('in/deep/b.js')]);
    expect(await found({ folder: desk.at('node_modules'), glob: '*.js' })).toEqual([desk.at('node_modules/d.js')]);
  });

  it('says that it was cut off where there are more than can be named', async () => {
    desk.make(Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`many/${i}.txt`, ''])));
    const done = await find({});
    expect(done.outputs['files']).toHaveLength(2000);
    expect(done.evidence[0]?.say).toBe('2,000 files found');
    expect(done.evidence[1]?.say).toMatch(/^cut off after 2,000 files/u);
    expect((await find({ most: 2000 })).evidence).toHaveLength(1);
    expect((await desk.perform('files.measure', { path: desk.at('many') })).outputs).toMatchObject({ count: 2001 });
  });

  it('gives those of a time, and in the order that was asked for', async () => {
    desk.make({ 'a.txt': 'aa', 'b.txt': 'b', 'c.txt': 'ccc' });
    for (const [i, name] of ['b.txt', 'c.txt', 'a.txt'].entries()) utimesSync(desk.at(name), 1000 + i, 1000 + i);
    expect(await found({ sort: 'newest', most: 1 })).toEqual([desk.at('a.txt')]);
    expect(await found({ sort: 'oldest' })).toEqual(['b.txt', 'c.txt', 'a.txt'].map((name) => desk.at(name)));
    expect(await found({ sort: 'largest', most: 2 })).toEqual([desk.at('c.txt'), desk.at('a.txt')]);
    expect(await found({ before: 1_001_000 })).toEqual([desk.at('b.txt')]);
    expect(await found({ after: 1_001_000 })).toEqual([desk.at('a.txt'), desk.at('c.txt')]);
    expect(await found({ allBut: { sort: 'newest', most: 1 } })).toEqual([desk.at('b.txt'), desk.at('c.txt')]);
    expect(await found({ allBut: { sort: 'largest', most: 2 } })).toEqual([desk.at('b.txt')]);
    expect(await found({ allBut: { sort: 'oldest', most: 9 } })).toEqual([]);
  });

  it('tells copies by what they hold, and not the one that was there first', async () => {
    desk.make({ 'first.txt': 'same', 'in/copy.txt': 'same', 'other.txt': 'else', 'empty-1': '', 'empty-2': '' });
    utimesSync(desk.at('first.txt'), 1000, 1000);
    writeFileSync(desk.at('again.txt'), 'same');
    expect(await found({ copies: true })).toEqual([desk.at('again.txt'), desk.at('in/copy.txt')]);
  });
});

describe('a size in words', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [12_345, '12.3 kB'],
    [999_999_999, '1,000 MB'],
    [5e15, '5,000 TB'],
  ])('%d is %s', (bytes, say) => expect(sayBytes(bytes)).toBe(say));
});
