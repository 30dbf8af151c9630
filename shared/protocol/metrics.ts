import { z } from 'zod';

/** What is counted, with the names of its labels. Labels come from Sonny's own lists, never from what a person wrote. */
export const COUNTERS = {
  journal_rows: { help: 'Rows of the journal that were counted.', labels: [] },
  runs_started: { help: 'Runs that were started.', labels: [] },
  runs_ended: { help: 'Ends of runs. A run that failed and was tried again ends more than once.', labels: ['status'] },
  steps_ended: { help: 'Steps that ended, by what became of them.', labels: ['skill', 'outcome'] },
  steps_retried: { help: 'Steps that were begun again.', labels: ['skill'] },
  approvals_answered: {
    help: 'Approvals, of the plan or of one step, by how they were answered.',
    labels: ['of', 'answer'],
  },
  undo_steps_ended: { help: 'Steps that were to be taken back, by what became of that.', labels: ['skill', 'outcome'] },
  undos_ended: { help: 'Undos of runs.', labels: ['complete'] },
  stops_pulled: { help: 'Pulls of the stop, by what pulled it.', labels: ['source'] },
  errors: { help: 'Errors of runs, steps and undos.', labels: ['code'] },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>;

/** What is timed, with the upper ends of its buckets. All in seconds. */
export const TIMINGS = {
  step_seconds: {
    help: 'Time from the intent of a step to its outcome.',
    labels: ['skill'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  },
  decision_seconds: {
    help: 'Time a person took to answer an approval.',
    labels: ['of', 'answer'],
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 120],
  },
} as const satisfies Record<string, { help: string; labels: readonly string[]; buckets: readonly number[] }>;

type Labels<T extends { labels: readonly string[] }> = Readonly<Record<T['labels'][number], string>>;

/** One thing that happened, as it is counted or timed. */
export type Measure =
  | {
      [K in keyof typeof COUNTERS]: { readonly count: K; readonly labels: Labels<(typeof COUNTERS)[K]> };
    }[keyof typeof COUNTERS]
  | {
      [K in keyof typeof TIMINGS]: {
        readonly timing: K;
        readonly labels: Labels<(typeof TIMINGS)[K]>;
        readonly seconds: number;
      };
    }[keyof typeof TIMINGS];

const labels = z.record(z.string(), z.string());

/** All measures so far, for a window. Lists are in the order in which things first happened. */
export const MetricsView = z.object({
  counts: z.array(
    z.object({ name: z.enum(Object.keys(COUNTERS) as (keyof typeof COUNTERS)[]), labels, value: z.number().int() }),
  ),
  timings: z.array(
    z.object({
      name: z.enum(Object.keys(TIMINGS) as (keyof typeof TIMINGS)[]),
      labels,
      count: z.number().int(),
      sum: z.number(),
      longest: z.number(),
    }),
  ),
});
export type MetricsView = z.infer<typeof MetricsView>;
