import { z } from 'zod';

/** What a PDF may cost. More ends the reading, since a small file can unfold into anything. */
export interface PdfLimits {
  readonly pages: number;
  /** UTF-16 units of its text. */
  readonly characters: number;
  /** Of the thread that reads: its heap and its buffers. */
  readonly memoryBytes: number;
  readonly milliseconds: number;
}

export interface PdfQuestion {
  readonly bytes: Uint8Array;
  readonly limits: PdfLimits;
}

/** What the reading thread says. It has read what a stranger wrote, so its word is parsed like a stranger’s. */
export const PdfAnswer = z.discriminatedUnion('kind', [
  /** `silent`: numbers of the pages that gave no text, of so many pages in all. */
  z.object({ kind: z.literal('text'), text: z.string(), silent: z.array(z.number()), pages: z.number() }),
  z.object({ kind: z.literal('locked') }),
  z.object({ kind: z.literal('damaged'), why: z.string() }),
  /** Its characters are explained only by these tables, which it does not bring. */
  z.object({
    kind: z.literal('tables'),
    names: z
      .array(z.string().regex(/^[\w-]{1,60}$/u))
      .min(1)
      .max(100),
  }),
  z.object({ kind: z.literal('pages'), pages: z.number() }),
  z.object({ kind: z.literal('long') }),
]);
export type PdfAnswer = z.infer<typeof PdfAnswer>;
