/** What looking can answer before anyone is asked. */
export type Sought =
  /**
   * A file or folder that is named without its folder; a `thing` is either. A file's name may lack its ending where it is not `whole`.
   * `mayBeNew`: where it is nowhere, it is asked where it goes.
   */
  | {
      readonly kind: 'file' | 'folder' | 'thing';
      readonly name: string;
      readonly mayBeNew: boolean;
      /** It is only asked whether it is there: nowhere is an answer. */
      readonly mayBeNowhere?: true;
      /** Its answer is the place itself; else the folder it is in. */
      readonly bare?: true;
      /** The folder that was said with it. */
      readonly within?: string;
    }
  /** Words that may be the rest of a path with spaces in it: they are where something is at that path. */
  | { readonly kind: 'path'; readonly path: string }
  /** Files of a kind that are named without their folder: those of the only folder that has some. `one`: only one is meant. */
  | {
      readonly kind: 'set';
      readonly name: string;
      readonly glob: string;
      readonly one: boolean;
      /** The folder that was said with it, which is all that is looked into. */
      readonly within?: string;
      /** Where they are to go: that they are there already does not count. */
      readonly except?: string;
    };
