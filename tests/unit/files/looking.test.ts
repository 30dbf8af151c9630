import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { strToU8, zipSync } from 'fflate';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { globMatcher } from '../../../shared/skills/glob.ts';
import { nthName } from '../../../automation/files/free-name.ts';
import type { Query } from '../../../shared/ports/observer.ts';
import { createDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
});
afterEach(() => desk.clear());

const value = async (query: Query) => (await desk.see(query)).value;
const names = async (glob: string, recursive = false): Promise<unknown> => {
  const files = (await value({ kind: 'files', folder: desk.home, glob, recursive }))?.['files'];
  return (files as { name: string }[]).map(({ name }) => name);
};

describe('patterns', () => {
  it.each<[string, string[], string[]]>([
    ['*.pdf', ['a.pdf', 'A.PDF', 'a b.pdf', 'ü.pDf'], ['pdf', 'a.pdfx', 'a.txt', '.a.pdf']],
    ['*', ['a', 'a.b', ' '], ['.hidden', '..']],
    ['.*', ['.hidden'], ['a']],
    ['a?c', ['abc', 'a🧑c', 'AbC'], ['ac', 'abbc']],
    ['*.{jpg,jpeg,p*g}', ['a.jpg', 'b.JPEG', 'c.png'], ['a.gif', 'a.{jpg}']],
    ['{a,b}{1,2}', ['a1', 'b2'], ['a', 'ab']],
    ['été*', ['e\u0301te\u0301.txt', 'ÉTÉ'], ['ete']],
    ['a[1].txt', ['a[1].txt'], ['a1.txt']],
    ['a+(b)^$|.txt', ['a+(b)^$|.txt'], ['aab.txt']],
    ['{open', ['{open'], ['open']],
    ['', [], ['a']],
  ])('%s', (glob, fit, others) => {
    const fits = globMatcher(glob);
    expect(fit.filter((name) => !fits(name))).toEqual([]);
    expect(others.filter(fits)).toEqual([]);
  });

  it('take no time to speak of, however many stars', () => {
    const before = process.cpuUsage();
    expect(globMatcher(`${'*a'.repeat(60)}b`)('a'.repeat(255))).toBe(false);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
  });
});

describe('names for what is taken', () => {
  it.each([
    ['a.pdf', 2, 'a (2).pdf'],
    ['a', 3, 'a (3)'],
    ['.bashrc', 2, '.bashrc (2)'],
    ['a.tar.gz', 2, 'a (2).tar.gz'],
    ['a.b.c', 12, 'a.b (12).c'],
    ['end.', 2, 'end (2).'],
  ])('%s', (name, n, expected) => expect(nthName(name, n)).toBe(expected));

  it('stay within what a file system takes, and whole', () => {
    const name = nthName(`${'🧑‍🚀'.repeat(23)}.txt`, 2);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(name).toMatch(/ \(2\)\.txt$/);
    expect(name.isWellFormed()).toBe(true);
  });
});

describe('the observer', () => {
  it('describes files and folders, and what is not there', async () => {
    desk.make({ 'a.txt': 'hello', 'folder/x': '', 'folder/y': '' });
    expect(await value({ kind: 'file', path: desk.at('a.txt') })).toEqual({
      exists: true,
      type: 'file',
      size: 5,
      sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    });
    expect(await value({ kind: 'file', path: desk.at('folder') })).toEqual({
      exists: true,
      type: 'folder',
      size: 0,
      entries: 2,
    });
    for (const kind of ['file', 'file.text', 'document.text', 'archive', 'image'] as const) {
      expect(await value({ kind, path: desk.at('nothing/here') }), kind).toEqual({ exists: false });
    }
    expect(await value({ kind: 'files', folder: desk.at('none'), glob: '*', recursive: false })).toEqual({
      exists: false,
    });
  });

  it('says what it cannot read, and does not look where it may not', async () => {
    writeFileSync(desk.at('latin'), Buffer.from([0x61, 0xff, 0xfe]));
    desk.make({ 'a.png': 'no picture', '.ssh/id': 'secret', 'folder/': '' });
    const cases: [Query, RegExp][] = [
      [{ kind: 'file.text', path: desk.at('latin') }, /^FILE_UNREADABLE/],
      [{ kind: 'file.text', path: desk.at('folder') }, /^FILE_DENIED/],
      [{ kind: 'image', path: desk.at('a.png') }, /^UNSUPPORTED/],
      [{ kind: 'archive', path: desk.at('a.png') }, /^UNSUPPORTED/],
      [{ kind: 'file', path: '/etc/passwd' }, /^FILE_DENIED/],
      [{ kind: 'file', path: desk.at('.ssh/id') }, /^FILE_DENIED/],
      [{ kind: 'file', path: '/proc/self/environ' }, /^FILE_DENIED/],
      [{ kind: 'file', path: 'relative' }, /^FILE_DENIED/],
      [{ kind: 'windows' }, /windows/],
    ];
    for (const [query, trouble] of cases) {
      expect(await desk.see(query)).toEqual({
        query,
        path: 'filesystem',
        value: null,
        trouble: expect.stringMatching(trouble),
      });
    }
  });

  it('looks into the folder of Sonny’s own pictures, which nothing else may touch', async () => {
    const path = join(desk.profile, 'pictures/a.png');
    mkdirSync(dirname(path));
    await sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } }).toFile(path);
    expect(await value({ kind: 'image', path })).toEqual({ exists: true, width: 3, height: 2 });
    await expect(desk.perform('files.trash', { files: [path] })).rejects.toMatchObject({ code: 'FILE_DENIED' });
    await expect(desk.perform('files.read', { path })).rejects.toMatchObject({ code: 'FILE_DENIED' });
  });

  it('rejects only when aborted', async () => {
    await expect(desk.see({ kind: 'file', path: desk.home }, AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });

  it('reads text exactly, up to its limit', async () => {
    const text = '\ufeffwith a mark\r\n“日本” \0 🧑‍🚀\n';
    writeFileSync(desk.at('a.txt'), text);
    expect(await value({ kind: 'file.text', path: desk.at('a.txt') })).toEqual({ exists: true, text });
    expect((await desk.perform('files.read', { path: desk.at('a.txt') })).outputs).toEqual({ text });
    writeFileSync(desk.at('big'), Buffer.alloc(8 * 1024 * 1024 + 1, 'a'));
    expect((await desk.see({ kind: 'file.text', path: desk.at('big') })).trouble).toMatch(/^FILE_TOO_BIG/);
    await expect(desk.perform('files.read', { path: desk.at('big') })).rejects.toMatchObject({ code: 'FILE_TOO_BIG' });
  });

  it('lists by name, goes down only when asked, and passes hidden and secret folders by', async () => {
    desk.make({
      'b.txt': '',
      'B.txt': '',
      'é.txt': '',
      'sub/a.txt': '',
      'sub/b.txt': '',
      '.hid/c.txt': '',
      'sub/.hid/d.txt': '',
      'sub/.ssh/e.txt': '',
      '.f.txt': '',
    });
    symlinkSync(desk.at('sub'), desk.at('link'));
    mkdirSync(desk.at('folder.txt'));
    expect(await names('*.txt')).toEqual(['B.txt', 'b.txt', 'é.txt']);
    expect(await names('*.TXT', true)).toEqual(['B.txt', 'a.txt', 'b.txt', 'b.txt', 'é.txt']);
    expect(await value({ kind: 'files', folder: desk.at('link'), glob: 'a*', recursive: false })).toEqual({
      exists: true,
      files: [{ path: desk.at('link/a.txt'), name: 'a.txt', size: 0, changed: expect.any(Number) }],
    });
  });

  it('reads the size of pictures', async () => {
    const picture = sharp({ create: { width: 123, height: 45, channels: 3, background: 'red' } });
    await picture.clone().png().toFile(desk.at('a.png'));
    await picture.clone().jpeg().withMetadata().toFile(desk.at('b.jpg'));
    await picture.clone().jpeg({ progressive: true }).toFile(desk.at('c.jpg'));
    for (const name of ['a.png', 'b.jpg', 'c.jpg']) {
      expect(await value({ kind: 'image', path: desk.at(name) }), name).toEqual({
        exists: true,
        width: 123,
        height: 45,
      });
    }
  });

  it('reads what an OpenDocument text says', async () => {
    const xml = `<?xml version="1.0"?><!-- <text:p>no</text:p> --><office:document-content>
      <office:automatic-styles><text:p>no</text:p></office:automatic-styles>
      <office:body><office:text><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
      <text:h>Title &amp; more</text:h><text:p>one<text:s text:c="3"/>two<text:tab/>three<text:line-break/>four
        five<text:span a="x>y/">&lt;six&gt; &#8364; &#x1F600; &quot;&apos; &unknown;</text:span><office:annotation><text:p>a note</text:p></office:annotation></text:p><text:p/><text:p><![CDATA[<raw> & so]]></text:p>
      </office:text></office:body></office:document-content>`;
    writeFileSync(
      desk.at('a.odt'),
      zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text'), 'content.xml': strToU8(xml) }),
    );
    expect(await value({ kind: 'document.text', path: desk.at('a.odt') })).toEqual({
      exists: true,
      text: 'Title & more\none   two\tthree\nfour five<six> € 😀 "\' &unknown;\n\n<raw> & so',
    });
  });

  it('reads what a Word document says', async () => {
    const xml = `<w:document><w:body><w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">one  </w:t>
      <w:tab/><w:t>two</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:br/><w:t>three &#233;</w:t></w:r></w:p><w:p><w:r><w:instrText>PAGE</w:instrText><w:t>last</w:t></w:r></w:p></w:body></w:document>`;
    writeFileSync(desk.at('a.docx'), zipSync({ 'word/document.xml': strToU8(xml) }));
    expect((await value({ kind: 'document.text', path: desk.at('a.docx') }))?.['text']).toBe(
      'one  \ttwo\nthree é\nlast',
    );
    expect((await desk.perform('files.read', { path: desk.at('a.docx') })).outputs['text']).toBe(
      'one  \ttwo\nthree é\nlast',
    );
  });

  it('reads plain documents, and refuses other archives and damaged ones', async () => {
    desk.make({ 'a.txt': 'plain “text”' });
    expect(await value({ kind: 'document.text', path: desk.at('a.txt') })).toEqual({
      exists: true,
      text: 'plain “text”',
    });
    writeFileSync(desk.at('a.zip'), zipSync({ other: strToU8('x') }));
    writeFileSync(desk.at('b.odt'), zipSync({ 'content.xml': strToU8('x'.repeat(5000)) }).subarray(0, 60));
    for (const name of ['a.zip', 'b.odt']) {
      expect((await desk.see({ kind: 'document.text', path: desk.at(name) })).trouble, name).toMatch(
        /^FILE_UNREADABLE/,
      );
    }
  });

  it('answers for a pipe without waiting for it', async ({ skip }) => {
    if (process.platform === 'win32') return skip();
    execFileSync('mkfifo', [desk.at('pipe')]);
    expect(await value({ kind: 'file', path: desk.at('pipe') })).toEqual({ exists: true, type: 'other', size: 0 });
    for (const kind of ['file.text', 'document.text', 'archive', 'image'] as const) {
      expect((await desk.see({ kind, path: desk.at('pipe') })).trouble, kind).toMatch(/^FILE_DENIED/);
    }
  });
});
