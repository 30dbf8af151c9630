/** The folder that holds an absolute path; the root holds itself. */
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** The last name of a path. */
export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The path of `name` inside a folder. */
export const inside = (folder: string, name: string): string => (folder === '/' ? `/${name}` : `${folder}/${name}`);
