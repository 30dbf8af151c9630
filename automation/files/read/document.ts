import { strFromU8, unzipSync } from 'fflate';
import type { Evidence } from '../../../shared/ports/performer.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { pdfText } from './pdf/pdf-text.ts';
import { OPEN_DOCUMENT, officeText, WORD } from './office-text.ts';
import { NotText, readText, readWithin } from './text.ts';

const MOST_BYTES = 64 * 1024 * 1024;
/** Where the text is in an office document, which is a zip archive. */
const TEXT_PARTS = new Map([
  ['content.xml', OPEN_DOCUMENT],
  ['word/document.xml', WORD],
]);

const unzipped = (bytes: Uint8Array, path: string): Record<string, Uint8Array> => {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (TEXT_PARTS.has(name) && originalSize > MOST_BYTES) throw new SonnyError('FILE_TOO_BIG', path);
        return TEXT_PARTS.has(name);
      },
    });
  } catch (error) {
    if (error instanceof SonnyError) throw error;
    throw new NotText(`${path} is damaged.`, { cause: error });
  }
};

/** Readers of PDFs let anything be before this mark, so a file that is called one may begin late; others are what they begin with. */
const PDF_MARK = '%PDF-';
const MARK_WITHIN = 1024;

const isPdf = (bytes: Buffer, path: string): boolean => {
  const begin = bytes.toString('latin1', 0, MARK_WITHIN);
  return begin.startsWith(PDF_MARK) || (/\.pdf$/iu.test(path) && begin.includes(PDF_MARK));
};

/** What of a document gave no text: the rest was read, and a person is told. */
export const passedOver = (say: string): Evidence => ({ path: 'filesystem', say, holds: true });

/**
 * The text of an .odt, .docx or PDF document as it lies on the disk, or of a plain UTF-8 file. What a file is, its bytes say.
 * `told` is called with a sentence about what of it gave no text. FILE_UNREADABLE for anything else, and for a PDF that gives no text.
 */
export const readDocument = async (
  path: string,
  signal: AbortSignal,
  told?: (say: string) => void,
): Promise<string> => {
  const bytes = await readWithin(path, MOST_BYTES);
  if (isPdf(bytes, path)) return pdfText(bytes, path, signal, undefined, told);
  if (bytes.toString('latin1', 0, 4) !== 'PK\u0003\u0004') return readText(path);
  const parts = unzipped(bytes, path);
  for (const [name, format] of TEXT_PARTS) {
    const xml = parts[name];
    if (xml) return officeText(strFromU8(xml), format);
  }
  throw new NotText(`${path} is not a text document.`);
};
