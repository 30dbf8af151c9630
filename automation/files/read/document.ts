import { strFromU8, unzipSync } from 'fflate';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { OPEN_DOCUMENT, officeText, WORD } from './office-text.ts';
import { decodeText, readText, readWithin } from './text.ts';

const MOST_BYTES = 64 * 1024 * 1024;
/** Where the text is in an office document, which is a zip archive. */
const TEXT_PARTS = { 'content.xml': OPEN_DOCUMENT, 'word/document.xml': WORD } as const;

const isTextPart = (name: string): name is keyof typeof TEXT_PARTS => name in TEXT_PARTS;

const unzipped = (bytes: Uint8Array, path: string): Record<string, Uint8Array> => {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (isTextPart(name) && originalSize > MOST_BYTES) throw new SonnyError('FILE_TOO_BIG', path);
        return isTextPart(name);
      },
    });
  } catch (error) {
    if (error instanceof SonnyError) throw error;
    throw new SonnyError('UNSUPPORTED', `${path} is damaged.`, { cause: error });
  }
};

/** The text of an .odt or .docx document as it lies on the disk, or of a plain UTF-8 file. UNSUPPORTED for anything else. */
export const readDocument = async (path: string): Promise<string> => {
  const head = await readWithin(path, MOST_BYTES);
  if (head.toString('latin1', 0, 4) !== 'PK\u0003\u0004') return readText(path);
  const parts = unzipped(head, path);
  const [name] = Object.keys(parts).filter(isTextPart);
  if (name === undefined) throw new SonnyError('UNSUPPORTED', `${path} is not a text document.`);
  return officeText(strFromU8(parts[name]!), TEXT_PARTS[name]);
};
