import { z } from 'zod';

/** An answer of the person's, and the run that it was given in. */
export const MadeChoice = z.object({ runId: z.string(), questionId: z.string(), goal: z.string(), at: z.number() });
export type MadeChoice = z.infer<typeof MadeChoice>;

/** What the person chose more than once where they were asked the like: a fact with what it rests on. It is offered first, and decides nothing. */
export const Preference = z.object({
  /** That of the question: all that are alike have the same. */
  id: z.string(),
  /** As it was asked the last time. */
  ask: z.string(),
  /** What was chosen, in the words in which it was offered. */
  choice: z.string(),
  /** The newest first. */
  rests: z.array(MadeChoice),
});
export type Preference = z.infer<typeof Preference>;

/** An earlier run that may be told to a model with a goal that is like its own. */
export const RememberedRun = z.object({
  runId: z.string(),
  goal: z.string(),
  at: z.number(),
  /** The skills that did it. */
  skills: z.array(z.string()),
  chosen: z.array(z.object({ ask: z.string(), choice: z.string() })),
  /** The model by which it is found by its meaning; null: by its words. */
  space: z.string().nullable(),
});
export type RememberedRun = z.infer<typeof RememberedRun>;

export const MemoryView = z.object({
  /** The newest first. */
  runs: z.array(RememberedRun),
  preferences: z.array(Preference),
});
export type MemoryView = z.infer<typeof MemoryView>;
