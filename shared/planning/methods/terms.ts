import type { Json } from '../../protocol/json.ts';

/** A value as methods hand it on: its JSON, so that equal values are equal strings. */
export type MethodTerm = string;

export const termOf = (value: Json): MethodTerm => JSON.stringify(value);

export const valueOf = (term: MethodTerm): Json => {
  const value: unknown = JSON.parse(term);
  return value as Json;
};
