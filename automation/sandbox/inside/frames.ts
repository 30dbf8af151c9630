import { z } from 'zod';

const text = z.string().max(10_000);

/** What the program inside says on its channel, a line each. Only the shape is believed. */
export const Frame = z.union([
  z.object({ at: z.enum(['tests', 'edges', 'trial', 'mutants', 'real']), name: text }).strict(),
  z.object({ test: text, ok: z.boolean(), say: text.optional() }).strict(),
  z.object({ edge: text, end: z.enum(['result', 'error', 'broke']), say: text }).strict(),
  z.object({ mutant: text, killed: z.boolean(), by: text.nullable() }).strict(),
  z.object({ denied: z.enum(['file', 'process', 'thread']), permission: text, resource: text }).strict(),
  z.object({ asked: z.enum(['host', 'tool']), target: text }).strict(),
  z.object({ out: text, round: z.number().int(), bytes: z.base64().nullable() }).strict(),
  z.object({ result: text.nullable(), round: z.number().int() }).strict(),
  z.object({ failed: text, round: z.number().int() }).strict(),
  z
    .object({
      ask: z.number().int(),
      kind: z.literal('fetch'),
      url: text,
      method: z.string().max(30),
      headers: z.array(z.tuple([z.string().max(300), text])).max(100),
      body: z.string().nullable(),
    })
    .strict(),
  z.object({ ask: z.number().int(), kind: z.literal('tool'), name: text, args: z.json() }).strict(),
  z.object({ broke: text }).strict(),
  z.object({ through: z.literal(true) }).strict(),
]);
export type Frame = z.infer<typeof Frame>;

/** The frame in a line that begins with the word that was agreed on; null: the line is not the runner's. */
export const frameIn = (line: string, word: string): Frame | null => {
  if (!line.startsWith(`${word} `)) return null;
  try {
    return Frame.safeParse(JSON.parse(line.slice(word.length + 1))).data ?? null;
  } catch {
    return null;
  }
};
