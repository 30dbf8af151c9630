import { hash } from 'node:crypto';
import { z } from 'zod';

/** What stands in a row where a person had its text forgotten: the text's sum, by which the chain still holds. */
const FORM = /^\{"forgotten":"([0-9a-f]{64})"\}$/;
const BEGINS = '{"forgotten":';

export const isForgotten = (event: string): boolean => event.startsWith(BEGINS) && FORM.test(event);

/** SHA-256 (hex) of a row's text, also where only the sum is left. */
export const sumOf = (event: string): string =>
  (event.startsWith(BEGINS) ? FORM.exec(event)?.[1] : undefined) ?? hash('sha256', event, 'hex');

export const forgottenText = (event: string): string => `${BEGINS}"${sumOf(event)}"}`;

/** The part of a `run.forgotten` row that says which rows' texts are gone. */
const Forgetting = z.object({ type: z.literal('run.forgotten'), rows: z.array(z.tuple([z.number(), z.number()])) });
const NAMED = '"type":"run.forgotten"';

/**
 * Which rows a person had forgotten, and which have no text all the same: told of every row of a journal in turn. Nobody may take a text out
 * and have it look like a person's wish.
 */
export class Forgettings {
  readonly #gone: number[] = [];
  readonly #asked: (readonly [number, number])[] = [];
  /** The newest row by which a person had something forgotten; 0: there is none. */
  latest = 0;

  take({ seq, event }: { readonly seq: number; readonly event: string }): void {
    if (isForgotten(event)) this.#gone.push(seq);
    else if (event.includes(NAMED)) {
      const stretches = asked(event);
      this.#asked.push(...stretches);
      if (stretches.length > 0) this.latest = seq;
    }
  }

  /** Whether any row was without a text, or one by which a person had something forgotten. */
  get any(): boolean {
    return this.#gone.length > 0 || this.latest > 0;
  }

  /** The first row without a text that nobody asked to have forgotten. */
  unasked(): number | null {
    return this.#gone.find((seq) => !this.#asked.some(([first, last]) => seq >= first && seq <= last)) ?? null;
  }

  /** Rows that a person had forgotten and that still have their text: whoever was at it was cut off. */
  unfinished(): number[] {
    const gone = new Set(this.#gone);
    return this.#asked.flatMap(([first, last]) =>
      Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((seq) => !gone.has(seq)),
    );
  }
}

const asked = (event: string): readonly (readonly [number, number])[] => {
  try {
    return Forgetting.parse(JSON.parse(event)).rows;
  } catch {
    return [];
  }
};

/** Numbers in order as stretches without gaps. */
export const stretchesOf = (seqs: readonly number[]): [number, number][] => {
  const stretches: [number, number][] = [];
  for (const seq of seqs) {
    const last = stretches.at(-1);
    if (last?.[1] === seq - 1) last[1] = seq;
    else stretches.push([seq, seq]);
  }
  return stretches;
};
