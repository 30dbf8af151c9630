import type { Query } from '../../ports/observer.ts';
import type { Json } from '../../protocol/json.ts';
import { baseOf } from '../../skills/path.ts';

export interface Entry {
  readonly path: string;
  readonly name: string;
  readonly isFolder: boolean;
}

/** Looks at the world for names: asks for each folder and pattern once. */
export interface Look {
  /** What is at a path; null where nothing is, or it can't be seen. */
  at(path: string): Promise<'file' | 'folder' | 'other' | null>;
  /** Files and folders of a folder whose names fit a pattern; none where there is no such folder. */
  in(folder: string, glob: string, recursive: boolean): Promise<readonly Entry[]>;
}

const entriesOf = (files: Json | undefined): readonly Entry[] =>
  Array.isArray(files)
    ? files.flatMap((file: Json) => {
        if (file === null || typeof file !== 'object' || !('path' in file) || typeof file['path'] !== 'string')
          return [];
        return [{ path: file['path'], name: baseOf(file['path']), isFolder: file['isFolder'] === true }];
      })
    : [];

export const createLook = (see: (query: Query) => Promise<Readonly<Record<string, Json>> | null>): Look => {
  const seen = new Map<string, Promise<readonly Entry[]>>();
  return {
    async at(path) {
      const value = await see({ kind: 'file', path });
      if (value?.['exists'] !== true) return null;
      return value['type'] === 'folder' ? 'folder' : value['type'] === 'file' ? 'file' : 'other';
    },
    in(folder, glob, recursive) {
      const key = JSON.stringify([folder, glob, recursive]);
      const known =
        seen.get(key) ??
        see({ kind: 'files', folder, glob, recursive, folders: true }).then((value) => entriesOf(value?.['files']));
      seen.set(key, known);
      return known;
    },
  };
};
