import { SonnyError } from '../protocol/errors.ts';
import type { Json } from '../protocol/json.ts';
import type { StepView } from '../protocol/step.ts';
import { isRef } from '../protocol/step.ts';

/**
 * A step's arguments with every Ref replaced by what the earlier step gave.
 * @throws SonnyError TARGET_MISSING when that step gave nothing of the name.
 */
export const resolve = (args: Readonly<Record<string, Json>>, steps: readonly StepView[]): Record<string, Json> => {
  const value = (json: Json): Json => {
    if (json === null || typeof json !== 'object') return json;
    if (isRef(json)) {
      const given = steps.find((s) => s.id === json.from)?.outputs?.[json.output];
      if (given === undefined) throw new SonnyError('TARGET_MISSING', `Step ${json.from} gave no ${json.output}.`);
      return given;
    }
    if (Array.isArray(json)) return json.map(value);
    return Object.fromEntries(Object.entries(json).map(([k, v]) => [k, value(v)]));
  };
  return Object.fromEntries(Object.entries(args).map(([name, json]) => [name, value(json)]));
};

/** As `resolve`; null when a value is missing: then the step will be refused when its turn comes. */
export const resolvable = (...given: Parameters<typeof resolve>): Record<string, Json> | null => {
  try {
    return resolve(...given);
  } catch {
    return null;
  }
};
