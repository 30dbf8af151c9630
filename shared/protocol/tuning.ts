import { z } from 'zod';

/** What a model could be trained with, from runs that a person approved and that were verified. Secrets are hidden. */
export const TrainingFile = z.object({
  /** JSON, one example each, as chat completions are tuned with. */
  lines: z.array(z.string()),
  /** About how many tokens they have together. */
  tokens: z.number().int(),
  /** Runs that a model planned and that are no examples, by why. */
  left: z.object({
    /** Not verified to the end, or taken back. */
    unfinished: z.number().int(),
    /** No person said yes to it. */
    unapproved: z.number().int(),
    /** The same goal and answer again. */
    repeated: z.number().int(),
    /** Not as a prompt and its answer have to be. */
    invalid: z.number().int(),
  }),
});
export type TrainingFile = z.infer<typeof TrainingFile>;

/** The training of a model at its server. */
export const TuningJob = z.object({
  id: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** What came of it, to be named in Settings; null before it is done. */
  model: z.string().nullable(),
  tokens: z.number().int().nullable(),
  /** Why it failed. */
  say: z.string(),
});
export type TuningJob = z.infer<typeof TuningJob>;
