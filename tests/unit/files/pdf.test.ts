import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PdfLimits } from '../../../automation/files/read/pdf/answer.ts';
import { pdfText } from '../../../automation/files/read/pdf/pdf-text.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { createDesk, type Desk } from './desk.ts';
import { lines, pdfFile, PICTURE } from './pdf-file.ts';

const INVOICE = ['ACME Ltd.', 'Invoice 17 (copy) \\ Café', 'Date: 2026-03-05', 'Total: 120.00'];
const LOCKED = `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`;
const MIB = 1024 * 1024;
const LIMITS: PdfLimits = { pages: 20, characters: 10_000, memoryBytes: 256 * MIB, milliseconds: 60_000 };

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
});
afterEach(() => desk.clear());

const keep = (name: string, bytes: Uint8Array): string => {
  writeFileSync(desk.at(name), bytes);
  return desk.at(name);
};
const read = (bytes: Uint8Array, limits = LIMITS, signal = new AbortController().signal): Promise<string> =>
  pdfText(bytes, 'a.pdf', signal, limits);
const trouble = async (reading: Promise<string>): Promise<string> => {
  const error: unknown = await reading.then(
    (text) => `read: ${text}`,
    (thrown: unknown) => thrown,
  );
  return error instanceof SonnyError ? `${error.code} ${error.details}` : String(error);
};

describe('a PDF', () => {
  it.each([false, true])('is read line by line and page by page (packed: %s)', async (packed) => {
    const path = keep('a.pdf', pdfFile({ pages: [lines(...INVOICE), PICTURE, lines('Page three')], packed }));
    const text = `${INVOICE.join('\n')}\n\nPage three\n`;
    expect((await desk.perform('files.read', { path })).outputs).toEqual({ text });
    expect((await desk.see({ kind: 'document.text', path })).value).toEqual({ exists: true, text });
  });

  it('says which pages gave no text, also where it is joined with others', async () => {
    const path = keep('a.pdf', pdfFile({ pages: [lines('one'), PICTURE, lines('three'), PICTURE, PICTURE] }));
    const say = 'pages 2, 4 and 5 of 5 in a.pdf gave no text: they are pictures, such as a scan, or empty';
    const passedOver = async (file: string) => (await desk.perform('files.read', { path: file })).evidence.slice(1);
    expect(await passedOver(path)).toEqual([{ path: 'filesystem', say, holds: true }]);
    const joined = await desk.perform('files.join', { files: [path], path: desk.at('all.txt') });
    expect(joined.evidence).toEqual([{ path: 'filesystem', say, holds: true }]);
    const one = keep('b.pdf', pdfFile({ pages: [lines('one'), PICTURE] }));
    expect(await passedOver(one)).toEqual([
      {
        path: 'filesystem',
        say: 'page 2 of 2 in b.pdf gave no text: it is a picture, such as a scan, or empty',
        holds: true,
      },
    ]);
    const whole = keep('c.pdf', pdfFile({ pages: [lines('one')] }));
    expect(await passedOver(whole)).toEqual([]);
  });

  it('is what its bytes say, whatever its name is; a name alone makes none', async () => {
    const bytes = pdfFile({ pages: [lines('Hello')] });
    const path = keep('scan', bytes);
    expect((await desk.perform('files.read', { path })).outputs).toEqual({ text: 'Hello\n' });
    const late = keep('late.PDF', Buffer.concat([Buffer.from('sent by a printer\n'), bytes]));
    expect((await desk.perform('files.read', { path: late })).outputs).toEqual({ text: 'Hello\n' });
    desk.make({ 'b.pdf': 'plain', 'note.txt': 'A PDF begins with %PDF-1.4.' });
    expect((await desk.perform('files.read', { path: desk.at('b.pdf') })).outputs).toEqual({ text: 'plain' });
    expect((await desk.perform('files.read', { path: desk.at('note.txt') })).outputs).toEqual({
      text: 'A PDF begins with %PDF-1.4.',
    });
  });

  it('is joined with other texts', async () => {
    desk.make({ 'a.txt': 'first' });
    const files = [desk.at('a.txt'), keep('b.pdf', pdfFile({ pages: [lines('second')] }))];
    const path = desk.at('all.txt');
    await desk.perform('files.join', { files, path });
    expect(readFileSync(path, 'utf8')).toBe('first\nsecond\n');
  });
});

describe('a PDF that gives no text', () => {
  it.each<[string, Buffer, string]>([
    [
      'a scan',
      pdfFile({ pages: [PICTURE, PICTURE] }),
      'a.pdf holds no text: its pages are pictures, such as a scan, or empty.',
    ],
    ['with a password', pdfFile({ pages: [lines('secret')], trailer: LOCKED }), 'a.pdf opens only with a password.'],
    [
      'cut off',
      pdfFile({ pages: [lines('x')] }).subarray(0, 60),
      'a.pdf is damaged, or written in a way that Sonny can’t read.',
    ],
    ['of nothing', Buffer.from('%PDF-1.7\n'), 'a.pdf is damaged, or written in a way that Sonny can’t read.'],
    ['without pages', pdfFile({ pages: [] }), 'a.pdf holds no text: its pages are pictures, such as a scan, or empty.'],
    [
      'whose characters only a table elsewhere explains',
      pdfFile({
        pages: ['BT /F1 12 Tf 72 720 Td <82a082a2> Tj ET'],
        font: '<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /90ms-RKSJ-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>] >>',
      }),
      'a.pdf names its characters only by a table that Sonny does not have (90ms-RKSJ-H), as some PDFs in Chinese, Japanese or Korean do.',
    ],
  ])('%s says so', async (_, bytes, details) => {
    expect(await trouble(read(bytes))).toBe(`FILE_UNREADABLE ${details}`);
  });

  it('is told of the file that it is, and touches nothing', async () => {
    const path = keep('locked.pdf', pdfFile({ pages: [lines('secret')], trailer: LOCKED }));
    const before = desk.state();
    await expect(desk.perform('files.read', { path })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    const { value, trouble: said } = await desk.see({ kind: 'document.text', path });
    expect(value).toBeNull();
    expect(said).toContain('locked.pdf opens only with a password.');
    expect(desk.state()).toEqual(before);
  });
});

it('a PDF that an office program made of Japanese, Chinese and Korean is read to the character', async () => {
  const bytes = readFileSync(new URL('../../fixtures/documents/east-asian.pdf', import.meta.url));
  expect(await read(bytes)).toBe('会議の議事録。東京タワー\n发票金额:一千元 北京\n한국어 문서\n');
});

describe('a PDF that asks for too much', () => {
  it('is told by its pages, real ones and not claimed ones', async () => {
    const pages = Array.from({ length: 21 }, () => lines('x'));
    expect(await trouble(read(pdfFile({ pages })))).toBe('FILE_TOO_BIG a.pdf has 21 pages; up to 20 are read.');
    expect(await trouble(read(pdfFile({ pages: [lines('x')], claims: 2_000_000_000 })))).toBe('read: x\n');
  });

  it('is told by its text', async () => {
    const page = lines(...Array.from({ length: 60 }, (_, i) => `${i} ${'x'.repeat(80)}`));
    expect(await trouble(read(pdfFile({ pages: [page, page, page] })))).toBe(
      'FILE_TOO_BIG a.pdf holds more text than is read.',
    );
  });

  it('is ended by its time', async () => {
    const reading = read(pdfFile({ pages: [lines('x')] }), { ...LIMITS, milliseconds: 1 });
    expect(await trouble(reading)).toBe('FILE_TOO_BIG a.pdf takes longer to read than 0.001 seconds.');
  });

  it('is ended by its memory: a small file may unfold into a large one', async () => {
    const bomb = pdfFile({ pages: [' '.repeat(400 * MIB)], packed: true });
    expect(bomb.length).toBeLessThan(4 * MIB);
    expect(await trouble(read(bomb, { ...LIMITS, memoryBytes: 128 * MIB }))).toBe(
      'FILE_TOO_BIG a.pdf needs more memory to read than is given to it.',
    );
  }, 60_000);

  it('is ended when the person stops it', async () => {
    const stop = new AbortController();
    const reading = read(pdfFile({ pages: [lines('x')] }), LIMITS, stop.signal);
    stop.abort();
    expect(await trouble(reading)).toMatch(/^CANCELLED/u);
    expect(await trouble(read(pdfFile({ pages: [lines('x')] }), LIMITS, AbortSignal.abort()))).toMatch(/^CANCELLED/u);
  });
});

describe('the reader', () => {
  it('gives text or a coded error for any damage', async () => {
    const whole = pdfFile({ pages: [lines(...INVOICE), lines('more')], packed: true });
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (changes, end) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changes) bytes[at] = byte;
        const said = await trouble(read(bytes.subarray(0, Math.max(end, whole.length / 2))));
        expect(said).toMatch(/^(read: |FILE_UNREADABLE |FILE_TOO_BIG )/u);
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it('evaluates nothing: the parser has no way to', () => {
    const source = readFileSync(fileURLToPath(import.meta.resolve('unpdf/pdfjs')), 'utf8');
    expect(source).toContain('PasswordException');
    expect(source).not.toMatch(/\beval\s*\(|\bnew Function\b|[^.\w]Function\s*\(/u);
  });
});
