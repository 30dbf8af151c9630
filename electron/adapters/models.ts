import { createModelClient } from '../../automation/model/client.ts';
import { createModelProbe } from '../../automation/model/probe.ts';
import type { ModelServer } from '../../automation/model/server.ts';
import { createTuning } from '../../automation/model/tuning.ts';
import type { Ports } from '../../shared/app.ts';
import type { Redactor } from '../../shared/ports/redactor.ts';
import type { Secrets } from '../../shared/ports/secrets.ts';
import { firstWordOf } from '../../shared/protocol/model.ts';
import { openModel } from '../model-choice.ts';
import { createModelKey } from '../model-key.ts';

export interface ModelsOptions extends Pick<Ports, 'clock' | 'settings'> {
  readonly redactor: Redactor;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: Secrets;
  /** The key, where a variable held it. */
  readonly key: string | undefined;
}

/** The model that the settings name, whatever they name at the time, with its key and what else is done with it. */
export const openModels = ({
  env,
  clock,
  redactor,
  settings,
  secrets,
  key,
}: ModelsOptions): Required<Pick<Ports, 'model' | 'modelKey' | 'modelProbe' | 'tuning'>> => {
  const named = () => settings.get().model;
  const modelKey = createModelKey({
    secrets,
    given: key,
    baseUrl: () => named().baseUrl,
    learn: (its) => redactor.learn(its),
  });
  const server = (): ModelServer | null => {
    const { baseUrl, name, embedding, firstWordSeconds: _first, recall: _recall, ...its } = named();
    if (baseUrl === '' || name === '') return null;
    return {
      ...its,
      baseUrl,
      model: name,
      embeddingModel: embedding || undefined,
      firstToken: firstWordOf(named()) * 1000,
      key: () => modelKey.read(),
    };
  };
  const asking = { server, clock, random: Math.random };
  return {
    model: openModel(env, createModelClient(asking), { clock, redactor }),
    modelKey,
    modelProbe: createModelProbe(asking),
    tuning: createTuning(asking),
  };
};
