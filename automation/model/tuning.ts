import type { OpenAI } from 'openai';
import { z } from 'zod';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Progress } from '../../shared/ports/progress.ts';
import type { Tuning, TuningJob } from '../../shared/ports/tuning.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { once } from './once.ts';
import { MODEL_LIMITS, type ModelServer } from './server.ts';
import { withoutKey } from './without-key.ts';

const Job = z.object({
  id: z.string().min(1),
  status: z.string(),
  fine_tuned_model: z.string().nullish(),
  trained_tokens: z.number().int().nullish(),
  error: z.object({ message: z.string().nullish() }).nullish(),
});

const STATUS: Readonly<Record<string, TuningJob['status']>> = {
  validating_files: 'waiting',
  queued: 'waiting',
  paused: 'waiting',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

const toJob = (given: unknown, key: string | null): TuningJob => {
  const parsed = Job.safeParse(given);
  if (!parsed.success) throw new SonnyError('MODEL_INVALID', 'The server did not tell of a training.');
  const { id, status, fine_tuned_model: model, trained_tokens: tokens, error } = parsed.data;
  return {
    id,
    status: STATUS[status] ?? 'running',
    model: model ?? null,
    tokens: tokens ?? null,
    say: withoutKey(error?.message ?? '', key),
  };
};

export interface TuningOptions {
  readonly server: () => ModelServer | null;
  readonly clock: Clock;
}

/** Trains by OpenAI's protocol: a file is uploaded, and a job made of it. */
export const createTuning = ({ server, clock }: TuningOptions): Tuning => {
  const ask = async (
    progress: Progress,
    send: (client: OpenAI, its: ModelServer, signal: AbortSignal) => Promise<unknown>,
  ): Promise<TuningJob> => {
    const its = server();
    if (!its) throw new SonnyError('MODEL_NOT_SET_UP');
    const limits = { whole: MODEL_LIMITS.whole, bytes: 1_000_000 };
    return once({ server: its, limits, clock, progress }, async ({ client }, signal, key) =>
      toJob(await send(client, its, signal), key),
    );
  };
  return {
    start: (lines, progress) =>
      ask(progress, async (client, { model }, signal) => {
        const file = new File([`${lines.join('\n')}\n`], 'sonny.jsonl', { type: 'application/jsonl' });
        const { id } = await client.files.create({ file, purpose: 'fine-tune' }, { signal });
        return client.fineTuning.jobs.create({ training_file: id, model }, { signal });
      }),
    look: (job, progress) => ask(progress, (client, _, signal) => client.fineTuning.jobs.retrieve(job, { signal })),
    cancel: (job, progress) => ask(progress, (client, _, signal) => client.fineTuning.jobs.cancel(job, { signal })),
  };
};
