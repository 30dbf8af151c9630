import { SonnyError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/json.ts';
import type { StepView } from '../../protocol/step.ts';
import { isJoined, isRef, type Joined, type Ref } from '../../protocol/step.ts';

/** What a place on this machine is made of must be one name: nothing that was read leads to another folder. */
const asName = (given: string): string => {
  const name = given.trim();
  if (name === '' || name === '.' || name === '..' || name.length > 200 || /[/\\\p{Cc}]/u.test(name))
    throw new SonnyError('PLAN_DOES_NOT_HOLD', `${JSON.stringify(name.slice(0, 80))} can’t be part of a file’s name.`);
  return name;
};

const joined = ({ $join: [first, ...others] }: Joined, given: (ref: Ref) => Json): Json => {
  const isPlace = typeof first === 'string' && first.startsWith('/');
  const text = (piece: string | Ref): string => {
    if (typeof piece === 'string') return piece;
    const value = given(piece);
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new SonnyError('PLAN_DOES_NOT_HOLD', `The ${piece.output} of step ${piece.from} is no text.`);
    return isPlace ? asName(String(value)) : String(value);
  };
  return [...(first === undefined ? [] : [first]), ...others].map(text).join('');
};

/**
 * A step's arguments with every Ref replaced by what the earlier step gave, and joined texts joined.
 * @throws SonnyError TARGET_MISSING when that step gave nothing of the name; PLAN_DOES_NOT_HOLD where it gave what can't be joined.
 */
export const resolve = (args: Readonly<Record<string, Json>>, steps: readonly StepView[]): Record<string, Json> => {
  const giving = ({ from, output }: Ref): Json => {
    const given = steps.find((s) => s.id === from)?.outputs?.[output];
    if (given === undefined) throw new SonnyError('TARGET_MISSING', `Step ${from} gave no ${output}.`);
    return given;
  };
  const value = (json: Json): Json => {
    if (json === null || typeof json !== 'object') return json;
    if (isRef(json)) return giving(json);
    if (isJoined(json)) return joined(json, giving);
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
