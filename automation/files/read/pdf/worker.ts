// The thread that reads one PDF. It gets bytes and gives text; pdf.js evaluates nothing of a document and is given no place to fetch from.
import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import type { PdfAnswer, PdfQuestion } from './answer.ts';

type Document = Awaited<ReturnType<typeof getDocumentProxy>>;

const QUIET = 0;

/** What pdf.js gets data from that a document only names. There is nothing, so what such data would explain can't be read. */
class NoData {
  /** Tables of characters that were asked for. Without one pdf.js leaves its text out, and says nothing. */
  static readonly tables: string[] = [];

  fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<never> {
    if (kind === 'cMapUrl') NoData.tables.push(filename);
    return Promise.reject(new Error(`There is no ${filename}.`));
  }
}

const open = (bytes: Uint8Array): Promise<Document> =>
  getDocumentProxy(bytes, {
    verbosity: QUIET,
    // What can't be read is said, not left out.
    stopAtErrors: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    BinaryDataFactory: NoData,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
  });

/** A page’s text in the order in which it was written there, line by line. */
const pageText = async (document: Document, number: number): Promise<string> => {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  page.cleanup();
  const runs = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''));
  return runs.join('').trimEnd();
};

const textOf = async (document: Document, most: number): Promise<PdfAnswer> => {
  const pages: string[] = [];
  const silent: number[] = [];
  let characters = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const text = await pageText(document, number);
    characters += text.length + 1;
    if (characters > most) return { kind: 'long' };
    if (text.trim() === '') silent.push(number);
    else pages.push(text);
  }
  if (NoData.tables.length > 0)
    return { kind: 'tables', names: [...new Set(NoData.tables)].map((name) => name.replace(/\.bcmap$/u, '')) };
  return { kind: 'text', text: pages.map((text) => `${text}\n`).join('\n'), silent, pages: document.numPages };
};

const read = async ({ bytes, limits }: PdfQuestion): Promise<PdfAnswer> => {
  // A failure to load is the program’s, not the file’s.
  await getResolvedPDFJS();
  try {
    const document = await open(bytes);
    const { numPages: pages } = document;
    return pages > limits.pages ? { kind: 'pages', pages } : await textOf(document, limits.characters);
  } catch (error) {
    const { name = '', message = '' } = error instanceof Error ? error : {};
    return name === 'PasswordException' ? { kind: 'locked' } : { kind: 'damaged', why: message };
  }
};

parentPort?.postMessage(await read(workerData as PdfQuestion));
