import { readFileSync, statSync } from 'node:fs';

export interface EdgeWorld {
  readonly name: string;
  /** null: the file is not there. */
  readonly contents: readonly (readonly [path: string, bytes: Uint8Array | string | null])[];
}

const HUGE = 1 << 20;
/** Of a file that is as it is outside, so that an edge case starts from what the script is meant for. */
const MOST_TAKEN = 1 << 16;
const SOME = 'name,amount\nNorth,1\nSouth,2\n';
const ODD = '\uFEFF“Zoë”, 👩‍👩‍👧‍👦, e\u0301, \u202Eabc\u202C, ١٢٣, ﬁ, \u0000, \u2028\r\n\ttab,,;;"\'`\r';

const sampleOf = (path: string): string => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? readFileSync(path, 'utf8').slice(0, MOST_TAKEN) || SOME : SOME;
};

const repeated = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length));

const KINDS: readonly (readonly [name: string, change: (sample: string) => Uint8Array | string | null])[] = [
  ['its files are missing', () => null],
  ['its files are empty', () => ''],
  ['its files have one line and no more', (sample) => sample.split(/\r?\n/)[0] ?? ''],
  ['its files end in the middle', (sample) => sample.slice(0, Math.floor(sample.length * 0.6))],
  ['its files are huge', (sample) => repeated(sample, HUGE)],
  ['its files are one long line', () => 'x'.repeat(HUGE >> 2)],
  ['its files have letters and signs of all kinds', (sample) => `${sample}\n${ODD}\n${ODD}`],
  ['its files are no text', () => Uint8Array.from({ length: 4096 }, (_, i) => (i * 197 + (i >> 3)) & 255)],
];

/** Worlds that nobody wishes a script. Called while the files are as they are outside. */
export const edgeWorlds = (reads: readonly string[], writes: readonly string[]): EdgeWorld[] => {
  const read = reads.filter((path) => !path.endsWith('/')).map((path) => [path, sampleOf(path)] as const);
  const worlds: EdgeWorld[] = KINDS.map(([name, change]) => ({
    name,
    contents: read.map(([path, sample]) => [path, change(sample)]),
  }));
  const there = {
    name: 'what it writes is there already',
    contents: [...read, ...writes.map((path) => [path, 'before'] as const)],
  };
  return [...(read.length > 0 ? worlds : []), ...(writes.length > 0 ? [there] : [])];
};
