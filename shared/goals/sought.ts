/** What looking can answer before anyone is asked. */
export type Sought =
  /** A file or folder that is named without its folder. `mayBeNew`: where it is nowhere, it is asked where it goes. */
  | { readonly kind: 'file' | 'folder'; readonly name: string; readonly mayBeNew: boolean }
  /** Words that may be the rest of a path with spaces in it: they are where something is at that path. */
  | { readonly kind: 'path'; readonly path: string };
