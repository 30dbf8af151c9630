import { baseOf } from './path.ts';

/** Kinds of files by the folder they are kept in, with their endings. */
export const FILE_KINDS = {
  Pictures: ['jpg', 'jpeg', 'png', 'gif', 'webp', 'bmp', 'tif', 'tiff', 'svg', 'heic'],
  Videos: ['mp4', 'mkv', 'webm', 'mov', 'avi', 'm4v'],
  Music: ['mp3', 'flac', 'ogg', 'opus', 'wav', 'm4a', 'aac'],
  Documents: ['pdf', 'txt', 'md', 'odt', 'doc', 'docx', 'rtf', 'epub'],
  Tables: ['ods', 'xlsx', 'xls', 'csv'],
  Slides: ['odp', 'pptx', 'ppt'],
  Archives: ['zip', 'tar', 'gz', '7z', 'rar', 'xz', 'bz2'],
  Programs: ['deb', 'rpm', 'appimage', 'iso', 'exe', 'dmg', 'jar'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What one file of a kind is called. */
const ONE: Readonly<Record<keyof typeof FILE_KINDS, string>> = {
  Pictures: 'picture',
  Videos: 'video',
  Music: 'sound file',
  Documents: 'document',
  Tables: 'spreadsheet',
  Slides: 'presentation',
  Archives: 'archive',
  Programs: 'program',
};

/** Those that have a name of their own. */
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pdf: 'PDF',
    odt: 'OpenDocument text',
    doc: 'Word document',
    docx: 'Word document',
    rtf: 'RTF document',
    epub: 'e-book',
  }),
);

/** Of all these only the bytes of these are plain text. */
const PLAIN: ReadonlySet<string> = new Set(['txt', 'md', 'csv', 'svg']);

/** Kinds whose bytes can be taken for text, with how they begin. */
const BEGINNINGS: readonly (readonly [begin: string, kind: string])[] = [
  ['%PDF-', 'PDF'],
  ['%!PS', 'PostScript document'],
  ['{\\rtf', 'RTF document'],
  ['PK\u0003\u0004', 'archive'],
  ['GIF87a', 'picture'],
  ['GIF89a', 'picture'],
];

/** The ending of a path's name, in lower case and without its dot; none of a name that only begins with a dot. */
export const endingOf = (path: string): string => {
  const name = baseOf(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
};

/** What a path's name says that it is, where that is something else than plain text; null where it may be a text. */
export const namedKind = (path: string): string | null => {
  const ending = endingOf(path);
  if (PLAIN.has(ending)) return null;
  const kinds = Object.keys(FILE_KINDS) as (keyof typeof FILE_KINDS)[];
  const kind = kinds.find((one) => (FILE_KINDS[one] as readonly string[]).includes(ending));
  return kind === undefined ? null : (NAMED.get(ending) ?? ONE[kind]);
};

/** What its first characters say that it is, where that is something else than plain text. */
const begunKind = (text: string): string | null => BEGINNINGS.find(([begin]) => text.startsWith(begin))?.[1] ?? null;

/** Only what is no text has the character zero. */
export const isPlain = (text: string): boolean => !text.includes('\0');

const article = (noun: string): string => (/^[aeiou]/iu.test(noun) ? 'an' : 'a');

/** Why a file is not changed as a text is: what it is by its name or its first characters; null where nothing says so. */
export const sayNoText = (path: string, text: string | null): string | null => {
  const [kind, by] = [namedKind(path), text === null ? null : begunKind(text)];
  const what = kind ?? by;
  if (what === null) return null;
  const sign = kind === null ? 'first bytes' : 'name';
  return `I change plain text only, and ${path} is ${article(what)} ${what} by its ${sign}. Change it in a program for such files.`;
};

/** The same place with another ending. */
export const withEnding = (path: string, ending: string): string => path.replace(/\.[^./]+$/u, `.${ending}`);
