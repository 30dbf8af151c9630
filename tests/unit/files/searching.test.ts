import { writeFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linesWith } from '../../../automation/files/skills/search.ts';
import { createDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
});
afterEach(() => desk.clear());

const search = (text: string, args: object = {}) => desk.perform('files.search', { within: desk.home, text, ...args });
const found = async (text: string, args: object = {}): Promise<unknown> => (await search(text, args)).outputs['found'];

describe('searching what files hold', () => {
  it('tells the lines with their files, without regard to case, in subfolders as well', async () => {
    desk.make({
      'a.txt': 'bread\r\nMilk, two\r\n',
      'in/b.md': 'milk',
      'c.txt': 'none',
      '.hidden': 'milk',
      '.in/d': 'milk',
    });
    expect(await found('mILK')).toEqual([
      `${desk.at('a.txt')}, line 2: Milk, two`,
      `${desk.at('in/b.md')}, line 1: milk`,
    ]);
    expect(await found('milk', { glob: '*.md' })).toEqual([`${desk.at('in/b.md')}, line 1: milk`]);
    expect(await found('milk', { within: desk.at('a.txt') })).toEqual([`${desk.at('a.txt')}, line 2: Milk, two`]);
    expect(await found('butter')).toEqual([]);
  });

  it('reads documents, and passes by what is no text', async () => {
    const odt = zipSync({
      'content.xml': strToU8(
        '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:p>One</text:p><text:p>Milk</text:p></office:text></office:body></office:document-content>',
      ),
    });
    writeFileSync(desk.at('a.odt'), odt);
    writeFileSync(desk.at('b.bin'), Buffer.from('milk\0milk'));
    writeFileSync(desk.at('c.zip'), zipSync({ 'milk.txt': strToU8('milk') }));
    writeFileSync(desk.at('d.txt'), Buffer.from([0x6d, 0x69, 0x6c, 0x6b, 0xff, 0xfe]));
    const done = await search('milk');
    expect(done.outputs['found']).toEqual([`${desk.at('a.odt')}, line 2: Milk`]);
    expect(done.evidence).toHaveLength(1);
  });

  it('says what was cut off: lines of one file, lines in all, and what is too big', async () => {
    desk.make({ 'long.txt': 'milk\n'.repeat(8) });
    const done = await search('milk');
    expect(done.outputs['found']).toHaveLength(5);
    expect(done.evidence.map(({ say }) => say)).toEqual([
      '5 lines found in 1 file',
      '3 more lines of these files with it are not told',
    ]);

    desk.make(Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`many/${i}.txt`, 'milk'])));
    const many = await search('milk', { within: desk.at('many') });
    expect(many.outputs['found']).toHaveLength(200);
    expect(many.evidence[1]?.say).toMatch(/^cut off after 200 files/u);

    desk.make({ 'big/a.txt': `${'x'.repeat(9 * 1024 * 1024)}milk` });
    const big = await search('milk', { within: desk.at('big') });
    expect(big.outputs['found']).toEqual([]);
    expect(big.evidence[1]?.say).toMatch(/^1 file could not be read/u);
  });

  it('ends at once when it is stopped', async () => {
    desk.make({ 'a.txt': 'milk' });
    const args = { within: desk.home, text: 'milk' };
    await expect(desk.perform('files.search', args, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('a line with a text', () => {
  it('is shown around it where it is long', () => {
    const [hit] = linesWith(`${'a'.repeat(500)}milk${'b'.repeat(500)}`, 'Milk');
    expect(hit?.text).toBe(`…${'a'.repeat(60)}milk${'b'.repeat(96)}…`);
  });

  it('may be several, told by the first', () => {
    expect(linesWith('one\ntwo\nthree', 'two\nthree')).toEqual([{ line: 2, text: 'two' }]);
    expect(linesWith('one\ntwo', 'three')).toEqual([]);
  });
});
