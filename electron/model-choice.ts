import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createRecordingModel, createReplayedModel } from '../automation/model/recorded.ts';
import { createScriptedModel, ScriptLine } from '../automation/model/scripted.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { Model } from '../shared/ports/model.ts';
import type { Redactor } from '../shared/ports/redactor.ts';
import { SonnyError } from '../shared/protocol/errors.ts';

/**
 * The model that the environment asks for, in place of the one in the settings: SONNY_MODEL_SCRIPT names a JSON file of lines as
 * `automation/model/scripted.ts` has them, SONNY_MODEL_REPLAY a recording. SONNY_MODEL_RECORD names a file to record to.
 * @throws SonnyError COMMAND_INVALID where the file can't be used
 */
export const openModel = (
  env: Readonly<Record<string, string | undefined>>,
  settled: Model,
  { clock, redactor }: { readonly clock: Clock; readonly redactor: Redactor },
): Model => {
  const { SONNY_MODEL_SCRIPT: script, SONNY_MODEL_REPLAY: replay, SONNY_MODEL_RECORD: record } = env;
  const model = script
    ? createScriptedModel({ script: readScript(script), clock })
    : replay
      ? createReplayedModel(replay, clock)
      : settled;
  return record ? createRecordingModel(model, record, redactor) : model;
};

const readScript = (file: string): readonly ScriptLine[] => {
  try {
    return z.array(ScriptLine).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new SonnyError('COMMAND_INVALID', `${file} is no script of a model.`, { cause });
  }
};
