import { z } from 'zod';
import { Json } from './json.ts';

/** What of a goal may be another value next time. */
export const SlotKind = z.enum(['path', 'url', 'number', 'text']);
export type SlotKind = z.infer<typeof SlotKind>;

/** One piece of a goal's words: as it is, or a slot by its number. */
export const GoalPiece = z.union([
  z.object({ kind: z.enum(['word', 'quote', 'path', 'url']), value: z.string() }).strict(),
  z.object({ slot: z.number().int() }).strict(),
]);
export type GoalPiece = z.infer<typeof GoalPiece>;

/** A stretch of a goal's pieces: from the first to before the last. */
const stretch = { from: z.number().int(), to: z.number().int() };

/**
 * What did a goal once, made from what a model had proposed: its words with what may change lifted out, and the parts of the proposal with
 * the same lifted out of their arguments, as `{ "$slot": 0 }`. Nothing in it says where something is sent, kept or run but the goal's own words.
 */
export const LearnedMethod = z.object({
  /** That of the run that it was learned from. */
  id: z.string(),
  runId: z.string(),
  goal: z.string(),
  pieces: z.array(GoalPiece),
  slots: z.array(z.object({ kind: SlotKind, example: z.string() })),
  parts: z.array(z.object({ do: z.string(), args: z.record(z.string(), Json), ...stretch })),
  /** What the goal was held to: texts and slots, one after the other. */
  keep: z.array(z.object({ limit: z.array(z.union([z.string(), z.number().int()])), ...stretch })),
  /** The steps that it came to, with the relations that were seen to hold for each: its guards. */
  guards: z.array(z.object({ skill: z.string(), seen: z.array(z.string()) })),
  /** The same for a person to read. */
  rests: z.array(z.string()),
});
export type LearnedMethod = z.infer<typeof LearnedMethod>;

export const LearnedView = z.object({
  id: z.string(),
  runId: z.string(),
  learnedAt: z.number(),
  /** The goal with what may change in braces. */
  say: z.string(),
  goal: z.string(),
  steps: z.array(z.string()),
  rests: z.array(z.string()),
  /** How often it was used since Sonny started. */
  used: z.number().int(),
});
export type LearnedView = z.infer<typeof LearnedView>;
