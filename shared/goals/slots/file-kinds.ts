import { FILE_KINDS } from '../../skills/file-kinds.ts';

/** Endings by the word for their kind. A word stands for its plural as well. */
const KINDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>({
    picture: FILE_KINDS.Pictures,
    video: FILE_KINDS.Videos,
    song: FILE_KINDS.Music,
    spreadsheet: FILE_KINDS.Tables,
    presentation: FILE_KINDS.Slides,
  }),
);

const SAME: ReadonlyMap<string, string> = new Map(
  Object.entries({
    image: 'picture',
    pic: 'picture',
    photograph: 'picture',
    'sound file': 'song',
    slideshow: 'presentation',
    photo: 'picture',
    movie: 'video',
    film: 'video',
    'music file': 'song',
    'audio file': 'song',
    'image file': 'picture',
    'video file': 'video',
  }),
);

const ENDING_OF: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'text file': 'txt',
    'zip archive': 'zip',
    'word document': 'docx',
    'markdown file': 'md',
    'word file': 'docx',
  }),
);

/** Endings that people say as a word: "PDFs", "jpg files". */
const SPOKEN = new Set(
  (
    'pdf txt md csv json xml html htm css js ts py sh log ini odt ods odp doc docx xls xlsx ppt pptx epub rtf jpg jpeg png gif webp bmp svg tif tiff heic ' +
    'mp3 mp4 mkv webm mov avi flac ogg opus wav m4a zip tar gz 7z rar iso deb exe msi dmg apk'
  ).split(' '),
);

/** Papers that people tell by what they are, which then is in their names. */
const PAPERS = new Set('invoice receipt bill contract payslip statement ticket screenshot'.split(' '));

/** What people call after the program that it is made with. */
const MADE_WITH: ReadonlyMap<string, readonly string[]> = new Map([
  ['excel', ['xlsx', 'xls']],
  ['powerpoint', ['pptx', 'ppt']],
]);

const singular = (phrase: string): string => phrase.replace(/(?<=[^s'])'?s$/u, '');

const globOf = (endings: readonly string[]): string =>
  endings.length === 1 ? `*.${endings[0] ?? ''}` : `*.{${endings.join(',')}}`;

/** The glob for a kind of file in lower-case words: "pdfs", "jpg files", "pictures", "files"; null for no kind. */
export const globFor = (phrase: string): string | null => {
  const word = singular(phrase);
  if (['file', 'everything', 'thing', 'everything there'].includes(word)) return '*';
  const endings = KINDS.get(SAME.get(word) ?? word);
  if (endings) return globOf(endings);
  if (PAPERS.has(word)) return `*${word}*`;
  const spoken = phrase === 'texts' ? 'txt' : ENDING_OF.get(word);
  if (spoken !== undefined) return `*.${spoken}`;
  const [, program = ''] = /^(excel|powerpoint) (?:file|sheet|spreadsheet|document|presentation)$/u.exec(word) ?? [];
  const made = MADE_WITH.get(program);
  if (made) return globOf(made);
  const bare = word.replace(/ (file|picture|image|photo|document|archive)$/u, '').replace(/^\*?\./u, '');
  const dotted = /^\*?\.[\p{L}\p{N}]+/u.test(word);
  return SPOKEN.has(bare) || (dotted && /^[\p{L}\p{N}]+$/u.test(bare)) ? `*.${bare}` : null;
};

/** The words for kinds of files, each alone and as many. */
export const kindWords = (): readonly string[] =>
  [...KINDS.keys(), ...SAME.keys(), ...ENDING_OF.keys(), ...PAPERS, 'file', 'pdf', 'everything']
    .flatMap((words) => words.split(' '))
    .flatMap((word) => (word === 'everything' ? [word] : [word, `${word}s`]));
