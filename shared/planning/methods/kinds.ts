/** Kinds of files by the folder they are kept in, with their endings. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  Pictures: ['jpg', 'jpeg', 'png', 'gif', 'webp', 'bmp', 'tif', 'tiff', 'svg', 'heic'],
  Videos: ['mp4', 'mkv', 'webm', 'mov', 'avi', 'm4v'],
  Music: ['mp3', 'flac', 'ogg', 'opus', 'wav', 'm4a', 'aac'],
  Documents: ['pdf', 'txt', 'md', 'odt', 'doc', 'docx', 'rtf', 'epub'],
  Tables: ['ods', 'xlsx', 'xls', 'csv'],
  Slides: ['odp', 'pptx', 'ppt'],
  Archives: ['zip', 'tar', 'gz', '7z', 'rar', 'xz', 'bz2'],
  Programs: ['deb', 'rpm', 'appimage', 'iso', 'exe', 'dmg', 'jar'],
};

/** What comes while a file is still being loaded: left where it is. */
const UNFINISHED = ['part', 'crdownload', 'download', 'tmp'];

const endingOf = (path: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
};

/** The folder that a file belongs into by its ending; null for files that are no one's or not whole yet. */
export const kindOf = (path: string): string | null => {
  const ending = endingOf(path);
  if (UNFINISHED.includes(ending)) return null;
  return Object.keys(KINDS).find((kind) => KINDS[kind]?.includes(ending)) ?? null;
};

export const KIND_NAMES: readonly string[] = Object.keys(KINDS);
