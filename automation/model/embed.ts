import { z } from 'zod';
import type { Clock } from '../../shared/ports/clock.ts';
import type { ModelProgress } from '../../shared/ports/model.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { once } from './once.ts';
import type { ModelLimits, ModelServer } from './server.ts';
import { priced, readUsage } from './usage.ts';

/** Texts in one request: servers take from 32 up. */
const BATCH = 32;

const Vectors = z.object({
  data: z.array(z.object({ index: z.number().optional(), embedding: z.array(z.number()).min(1) })),
  usage: z.unknown(),
});

export interface EmbedOptions {
  readonly server: ModelServer;
  readonly limits: ModelLimits;
  readonly clock: Clock;
  readonly progress: ModelProgress;
}

/** One vector per text. UNSUPPORTED where the server or the settings name no model for it. */
export async function embed(texts: readonly string[], options: EmbedOptions): Promise<readonly Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let at = 0; at < texts.length; at += BATCH) vectors.push(...(await batch(texts.slice(at, at + BATCH), options)));
  if (new Set(vectors.map((v) => v.length)).size > 1)
    throw new SonnyError('MODEL_INVALID', 'The vectors are not of one length.');
  return vectors;
}

async function batch(texts: readonly string[], options: EmbedOptions): Promise<readonly Float32Array[]> {
  const { server, progress } = options;
  const model = server.embeddingModel;
  if (!model) throw new SonnyError('UNSUPPORTED', 'No model for embeddings is named in Settings.');
  // Without a format the SDK asks for base64, which not every server knows.
  const params = { model, input: [...texts], encoding_format: 'float' as const };
  const got = Vectors.safeParse(
    await once(options, ({ client }, signal) => client.embeddings.create(params, { signal })),
  );
  if (!got.success || got.data.data.length !== texts.length)
    throw new SonnyError('MODEL_INVALID', 'The server did not give one vector for each text.');
  const { data, usage } = got.data;
  progress.used?.(priced(readUsage(usage), { input: texts.join('').length, output: 0 }, server.price), model);
  const ordered = data.map((d, place) => ({ ...d, index: d.index ?? place })).sort((a, b) => a.index - b.index);
  return ordered.map(({ embedding }) => Float32Array.from(embedding));
}
