import { deflateSync } from 'node:zlib';

/** A PDF 1.4 as small as one can be: bytes written by hand, so that nothing that reads PDFs has also made them. */
interface PdfFile {
  /** What each page draws: operators of a content stream, one byte each. */
  readonly pages: readonly string[];
  /** Packs what the pages draw. */
  readonly packed?: boolean;
  /** Entries of the trailer, such as those of encryption. */
  readonly trailer?: string;
  /** The number of pages that the file claims to have. */
  readonly claims?: number;
  /** Replaces the font that pages name F1. */
  readonly font?: string;
}

const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
const FIRST_PAGE = 4;

const escaped = (text: string): string => text.replace(/[\\()]/gu, '\\$&');

/** Operators that write lines below each other. */
export const lines = (...texts: readonly string[]): string =>
  `BT /F1 12 Tf 14 TL 72 720 Td ${texts.map((text) => `(${escaped(text)}) Tj T*`).join(' ')} ET`;

/** Operators that draw a picture of one grey dot over the page. */
export const PICTURE = 'q 612 0 0 792 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u0080 EI Q';

const stream = (content: string, packed: boolean): string => {
  const bytes = packed ? deflateSync(Buffer.from(content, 'latin1'), { level: 1 }).toString('latin1') : content;
  return `<< /Length ${bytes.length} ${packed ? '/Filter /FlateDecode ' : ''}>>\nstream\n${bytes}\nendstream`;
};

export const pdfFile = ({ pages, packed = false, trailer = '', claims, font = HELVETICA }: PdfFile): Buffer => {
  const pageAt = (i: number): number => FIRST_PAGE + 2 * i;
  const kids = pages.map((_, i) => `${pageAt(i)} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${claims ?? pages.length} /MediaBox [0 0 612 792] >>`,
    font,
    ...pages.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageAt(i) + 1} 0 R >>`,
      stream(content, packed),
    ]),
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}${table}${end}`, 'latin1');
};
