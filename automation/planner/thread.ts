import { Worker } from 'node:worker_threads';

/** Starts the planner's thread. A bundle says where its own file is. */
export type StartThread = () => Worker;

/** Memory for the largest tasks that grounding lets through; more ends the thread and not the program. */
const MOST_MEGABYTES = 3072;

export const startThread: StartThread = () =>
  new Worker(new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './planner.mjs', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
