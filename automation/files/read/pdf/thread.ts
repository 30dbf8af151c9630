import { Worker } from 'node:worker_threads';
import type { PdfQuestion } from './answer.ts';

const MEBIBYTE = 1024 * 1024;

/** Starts a thread for one PDF, with nothing of the program’s environment. It takes the bytes over. A bundle says where its own file is. */
export const startThread = ({ bytes, limits }: PdfQuestion): Worker =>
  new Worker(new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './pdf-reader.mjs', import.meta.url), {
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(limits.memoryBytes / MEBIBYTE) },
    workerData: { bytes, limits } satisfies PdfQuestion,
    transferList: [bytes.buffer as ArrayBuffer],
  });
