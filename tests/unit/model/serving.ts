import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createModelClient } from '../../../automation/model/client.ts';
import type { ModelLimits, ModelServer } from '../../../automation/model/server.ts';
import type { Model } from '../../../shared/ports/model.ts';
import { tinyAt } from '../../fakes/tiny-model.ts';

/** Waits of seconds, cut to what a test can wait for. */
export const QUICK: Partial<ModelLimits> = { firstWait: 1, patience: 100 };
/** The same for what a server that says nothing is given. */
export const IMPATIENT: Partial<ModelLimits> = { ...QUICK, firstToken: 150, betweenTokens: 150 };

/** A client of the server at `baseUrl`; its waits are as short as chance may make them. */
export const clientOf = (
  baseUrl: string,
  { limits = {}, ...server }: Partial<ModelServer> & { readonly limits?: Partial<ModelLimits> } = {},
): Model =>
  createModelClient({
    server: () => ({ ...tinyAt(baseUrl), embeddingModel: 'tiny-embed', ...server }),
    clock: createSystemClock(),
    random: () => 0,
    limits,
  });
