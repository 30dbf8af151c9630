import { basename } from 'node:path';
import { SonnyError } from '../../../../shared/protocol/errors.ts';
import { PdfAnswer, type PdfLimits } from './answer.ts';
import { startThread } from './thread.ts';

const PDF_LIMITS: PdfLimits = {
  pages: 1000,
  characters: 8 * 1024 * 1024,
  memoryBytes: 512 * 1024 * 1024,
  milliseconds: 20_000,
};

/** How often the thread’s buffers are measured: Node limits its heap alone. */
const MEASURE_MS = 50;

/** More pages than this are counted, not named. */
const MOST_NAMED = 8;

/** "pages 3 and 5 of 6 hold no text: …", of the pages that were passed over. */
const saySilent = (name: string, silent: readonly number[], pages: number): string => {
  const named = silent.slice(0, MOST_NAMED).map(String);
  const more = silent.length - named.length;
  const last = more > 0 ? `${more} more` : (named.pop() ?? '');
  const which = named.length === 0 ? last : `${named.join(', ')} and ${last}`;
  return silent.length === 1
    ? `page ${which} of ${pages} in ${name} gave no text: it is a picture, such as a scan, or empty`
    : `pages ${which} of ${pages} in ${name} gave no text: they are pictures, such as a scan, or empty`;
};

const textIn = (path: string, answer: PdfAnswer, limits: PdfLimits, told: (say: string) => void): string => {
  switch (answer.kind) {
    case 'text':
      if (answer.text.trim() !== '') {
        const { text, silent, pages } = answer;
        if (silent.length > 0) told(saySilent(basename(path), silent, pages));
        return text;
      }
      throw new SonnyError(
        'FILE_UNREADABLE',
        `${path} holds no text: its pages are pictures, such as a scan, or empty.`,
      );
    case 'locked':
      throw new SonnyError('FILE_UNREADABLE', `${path} opens only with a password.`);
    case 'tables':
      throw new SonnyError(
        'FILE_UNREADABLE',
        `${path} names its characters only by a table that Sonny does not have (${answer.names.join(', ')}), as some PDFs in Chinese, Japanese or Korean do.`,
      );
    case 'damaged':
      throw new SonnyError('FILE_UNREADABLE', `${path} is damaged, or written in a way that Sonny can’t read.`, {
        cause: new Error(answer.why),
      });
    case 'pages':
      throw new SonnyError('FILE_TOO_BIG', `${path} has ${answer.pages} pages; up to ${limits.pages} are read.`);
    case 'long':
      throw new SonnyError('FILE_TOO_BIG', `${path} holds more text than is read.`);
  }
};

/**
 * The text of a PDF, page after page with an empty line between two. Nobody knows who wrote the file, so a thread of its own
 * reads it and is ended when it takes too much time or memory. `signal` ends it, too. What was filled into a form’s fields is not
 * part of the text. `told` is called with what was passed over: pages that gave no text among others that did.
 *
 * Errors: FILE_UNREADABLE when it is locked, damaged or holds no text; FILE_TOO_BIG beyond a limit; CANCELLED.
 */
export const pdfText = async (
  bytes: Uint8Array,
  path: string,
  signal: AbortSignal,
  limits: PdfLimits = PDF_LIMITS,
  told: (say: string) => void = () => {},
): Promise<string> => {
  if (signal.aborted) throw new SonnyError('CANCELLED');
  // The thread takes the buffer over: one that nothing else has a part in.
  const thread = startThread({ bytes: new Uint8Array(bytes), limits });
  const { promise, resolve, reject } = Promise.withResolvers<PdfAnswer>();
  const fail = (code: 'CANCELLED' | 'FILE_TOO_BIG' | 'INTERNAL', details?: string): void =>
    reject(new SonnyError(code, details));
  const cancel = (): void => fail('CANCELLED');
  const tooMuch = (): void => fail('FILE_TOO_BIG', `${path} needs more memory to read than is given to it.`);
  const measure = async (): Promise<void> => {
    const { used_heap_size: heap, external_memory: buffers } = await thread.getHeapStatistics();
    if (heap + buffers > limits.memoryBytes) tooMuch();
  };

  thread.once('message', (answer: unknown) => {
    const parsed = PdfAnswer.safeParse(answer);
    if (parsed.success) resolve(parsed.data);
    else fail('INTERNAL', 'The thread that reads PDFs gave no answer that can be used.');
  });
  thread.once('error', (error: Error) => {
    if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') tooMuch();
    else fail('INTERNAL', error.message);
  });
  thread.once('exit', () => fail('INTERNAL', 'The thread that reads PDFs ended without an answer.'));
  signal.addEventListener('abort', cancel, { once: true });
  // A thread that starts or ends has nothing to be measured.
  const measuring = setInterval(() => void measure().catch(() => undefined), MEASURE_MS);
  const late = setTimeout(
    () => fail('FILE_TOO_BIG', `${path} takes longer to read than ${limits.milliseconds / 1000} seconds.`),
    limits.milliseconds,
  );
  try {
    return textIn(path, await promise, limits, told);
  } finally {
    clearInterval(measuring);
    clearTimeout(late);
    signal.removeEventListener('abort', cancel);
    await thread.terminate();
  }
};
