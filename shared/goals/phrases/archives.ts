import { journeysOf } from '../../skills/argument.ts';
import { baseOf } from '../../skills/path.ts';
import { trouble } from '../doubt.ts';
import { isDescribed, type Intent } from '../intent.ts';
import { ask, phrase, type Built } from '../phrase.ts';
import type { Argument } from '../slot.ts';
import { hasEnding, inFolder } from '../slots/path.ts';
import { folderOf } from './pronouns.ts';

const ZIP = '(zip|zip up|compress|archive|pack)';
const UNZIP = '(unzip|extract|unpack|uncompress)';

const OTHER = /\.(rar|7z|tar|tgz|gz|bz2|xz|tar\.\w+)$/iu;

const packed = (files: Argument, archive: string): Built =>
  OTHER.test(archive)
    ? trouble(
        `I pack zip archives only: say … as ${archive.slice(archive.lastIndexOf('/') + 1).replace(OTHER, '.zip')}.`,
      )
    : [ask('files.zip', { files, archive: withEnding(archive) })];

const withEnding = (path: string): string => (/\.zip$/iu.test(path) ? path : `${path}.zip`);

/** The place of what the last part that is about one thing leaves. */
const leftBy = (before: readonly Intent[]): string | null => {
  const [last, earlier] = [before.at(-1), before.slice(0, -1)];
  if (!last) return null;
  const { path, files, to, renames } = last.args;
  const [renamed, ...more] = isDescribed(renames) ? [] : journeysOf(renames);
  if (renamed) return more.length === 0 ? renamed.to : null;
  if (typeof path === 'string') return path;
  const [only, ...others] = Array.isArray(files) ? files : [];
  const one = isDescribed(files) && files.$ === 'it' ? leftBy(earlier) : others.length === 0 ? only : null;
  if (files === undefined && path === undefined) return leftBy(earlier);
  if (typeof one !== 'string') return null;
  return last.skill === 'files.move' && typeof to === 'string' ? inFolder(to, baseOf(one)) : one;
};

/** Beside what is packed and named like it, as file managers do. */
const beside = (said: Argument, before: readonly Intent[], folder?: string): Built => {
  const it = isDescribed(said) && said.$ === 'it' ? leftBy(before) : null;
  const files = typeof it === 'string' ? [it] : said;
  const last = before.at(-1)?.args['path'];
  // What was just made may get a number, and its archive with it.
  if (folder === undefined && isDescribed(files) && files.$ === 'it' && isDescribed(last) && last.$ === 'new-file')
    return [ask('files.zip', { files, archive: { $: 'new-file', path: `${last.path}.zip` } })];
  const [only, ...others] = Array.isArray(files) ? files : [];
  return typeof only === 'string' && others.length === 0
    ? [
        ask('files.zip', {
          files,
          archive: folder === undefined ? `${only}.zip` : `${inFolder(folder, baseOf(only))}.zip`,
        }),
      ]
    : trouble('Say what the archive is to be called: … as ~/name.zip.');
};

export const archives = [
  phrase(
    'zip',
    [
      `${ZIP} {files:files} as [the archive|an archive|an archive called] {archive:newfile}`,
      `${ZIP} {files:files} (to|into|in) (the archive|an archive|an archive called|a zip called|a zip file called) {archive:newfile}`,
    ],
    ({ files, archive }) => packed(files, archive),
  ),
  // What has no ending is most likely the folder.
  phrase('zip', [`${ZIP} {files:files} (to|into|in) {archive:newfile}`], ({ files, archive }) =>
    hasEnding(archive) ? packed(files, archive) : null,
  ),
  phrase('zip', [`${ZIP} {files:files} (to|into|in|onto|on) {to:folder}`], ({ files, to }, { before }) =>
    beside(files, before, to),
  ),
  phrase('zip', [`${ZIP} (that folder|the new folder|this folder)`], (_, { before }) => {
    const folder = folderOf(before);
    return folder === null ? null : beside([folder], before);
  }),
  phrase('zip', [`${ZIP} {files:files}`], ({ files }, { before }) => beside(files, before)),
  phrase(
    'unzip',
    [`${UNZIP} [the archive] {archive:file} (to|into|in) [the folder|a folder|a new folder] {to:newfolder}`],
    ({ archive, to }) => [ask('files.unzip', { archive, to })],
  ),
  // Into a folder that is there: as one of its own in it.
  phrase('unzip', [`${UNZIP} [the archive] {archive:file} (to|into|in|on|onto) {to:folder}`], ({ archive, to }) =>
    /\.zip$/iu.test(archive)
      ? [ask('files.unzip', { archive, to: inFolder(to, baseOf(archive).replace(/\.zip$/iu, '')) })]
      : trouble('I unpack zip archives only.'),
  ),
  phrase('unzip', [`${UNZIP} [the archive] {archive:file}`], ({ archive }) =>
    /\.zip$/iu.test(archive)
      ? [ask('files.unzip', { archive, to: archive.replace(/\.zip$/iu, '') })]
      : trouble('I unpack zip archives only.'),
  ),
].flat();
