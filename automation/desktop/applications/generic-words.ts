import type { DesktopEntry } from './desktop-entry.ts';

/** The generic words for an application of each registered category. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  TextEditor: ['text editor', 'editor'],
  Calculator: ['calculator'],
  WebBrowser: ['web browser', 'browser'],
  WordProcessor: ['word processor'],
  Spreadsheet: ['spreadsheet'],
  Presentation: ['presentation'],
  TerminalEmulator: ['terminal', 'terminal emulator'],
  FileManager: ['file manager'],
  Viewer: ['viewer'],
  Email: ['mail client', 'email client'],
  AudioVideo: ['media player'],
  Calendar: ['calendar'],
  Chat: ['chat'],
  Archiving: ['archive manager'],
};

const opens = (entry: DesktopEntry, prefix: string): boolean => entry.mimeTypes.some((type) => type.startsWith(prefix));

/** What a person may call the application without its name, lower case. `extra`: words its entry should have had. */
export const genericWords = (entry: DesktopEntry, extra: readonly string[]): readonly string[] => {
  const words = new Set(extra);
  if (entry.genericName !== '') words.add(entry.genericName.toLowerCase());
  for (const category of entry.categories) for (const word of WORDS[category] ?? []) words.add(word);
  if (entry.categories.includes('Graphics') && opens(entry, 'image/')) words.add('image viewer');
  if (entry.categories.includes('Viewer') && opens(entry, 'application/pdf'))
    words.add('document viewer').add('pdf viewer');
  return [...words];
};
