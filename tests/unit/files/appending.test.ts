import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
});
afterEach(() => desk.clear());

const textOf = (name: string): string => readFileSync(desk.at(name), 'utf8');
const append = (name: string, text: string) => desk.perform('files.append', { path: desk.at(name), text });

describe('adding to a file', () => {
  it.each([
    ['', 'x\n'],
    ['one', 'one\nx\n'],
    ['one\n', 'one\nx\n'],
    ['one\n\n', 'one\n\nx\n'],
    ['one\r\ntwo', 'one\r\ntwo\r\nx\r\n'],
    ['\uFEFF', '\uFEFFx\n'],
  ])('that holds %j gives it lines of their own: %j', async (before, after) => {
    writeFileSync(desk.at('a.txt'), before);
    const done = await append('a.txt', 'x');
    expect(textOf('a.txt')).toBe(after);
    expect((await desk.undo('files.append', done.receipt)).status).toBe('undone');
    expect(textOf('a.txt')).toBe(before);
  });

  it('does not double the end of a line that the text has', async () => {
    await append('a.txt', 'x\n');
    expect(textOf('a.txt')).toBe('x\n');
  });

  it('twice adds it twice, and the later one is taken back by itself', async () => {
    await append('a.txt', 'x');
    const done = await append('a.txt', 'x');
    expect(textOf('a.txt')).toBe('x\nx\n');
    await desk.undo('files.append', done.receipt);
    expect(textOf('a.txt')).toBe('x\n');
  });

  it('is not undone over what a person wrote since, whose version stands beside the others', async () => {
    desk.make({ 'a.txt': 'before\n' });
    const done = await append('a.txt', 'x');
    writeFileSync(desk.at('a.txt'), 'before\nx\nand mine\n');
    const kept = await desk.undo('files.append', done.receipt);
    expect(kept).toMatchObject({
      status: 'kept',
      conflict: {
        before: { text: 'before\n' },
        left: { say: 'that with what Sonny added' },
        now: { text: 'before\nx\nand mine\n' },
        choices: ['keep', 'restore', 'both'],
      },
    });
    expect(textOf('a.txt')).toBe('before\nx\nand mine\n');
  });

  it('refuses what is no text and what is no file, and changes nothing of it', async () => {
    desk.make({ 'folder/': '' });
    writeFileSync(desk.at('latin'), Buffer.from([0x61, 0xff, 0xfe]));
    const before = desk.state();
    await expect(append('latin', 'x')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      details: expect.stringMatching(/is not a text that Sonny can change\.$/u),
    });
    await expect(append('folder', 'x')).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    await expect(append('none/a.txt', 'x')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(desk.state()).toEqual(before);
  });
});

describe('what is another kind of document', () => {
  const PDF = '%PDF-1.4\n%%EOF\n';

  it.each(['a.pdf', 'notes'])('is not changed as a text, by its name or its first bytes: %s', async (name) => {
    desk.make({ [name]: PDF });
    const before = desk.state();
    const path = desk.at(name);
    await expect(append(name, 'x')).rejects.toMatchObject({
      code: name === 'notes' ? 'FILE_UNREADABLE' : 'REFUSED_BY_POLICY',
    });
    await expect(desk.perform('files.replace-text', { path, find: 'EOF', with: 'x' })).rejects.toMatchObject({
      details: expect.stringMatching(name === 'notes' ? /is a PDF by its first bytes/u : /A text is no PDF/u),
    });
    expect(desk.state()).toEqual(before);
  });

  it('is not made of texts', async () => {
    desk.make({ 'a.txt': 'a' });
    const before = desk.state();
    for (const [skill, args] of [
      ['files.write', { path: desk.at('a.docx'), text: 'x' }],
      ['files.append', { path: desk.at('a.png'), text: 'x' }],
      ['files.join', { files: [desk.at('a.txt')], path: desk.at('a.pdf') }],
    ] as const)
      await expect(desk.perform(skill, args)).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
    expect(desk.state()).toEqual(before);
  });
});
