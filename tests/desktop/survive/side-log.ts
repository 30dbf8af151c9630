import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** One real act: `did` and `undid` are written only after the world was touched. `full`: Sonny says that the disk is full. */
export interface SideNote {
  readonly what: 'begins' | 'did' | 'failed' | 'undoes' | 'undid' | 'full';
  readonly key: string;
}

/**
 * What really happened, written by whoever acts and read by nobody in the program: the journal is held against it. Each
 * note is on the disk when `note` returns.
 */
export const openSideLog = (path: string): ((note: SideNote) => void) => {
  const file = openSync(path, 'a');
  process.once('exit', () => closeSync(file));
  return (note) => {
    writeSync(file, `${JSON.stringify(note)}\n`);
    fsyncSync(file);
  };
};

export const readSideLog = (path: string): readonly SideNote[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as SideNote)
    : [];
