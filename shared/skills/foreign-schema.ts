import { z } from 'zod';
import type { Json } from '../protocol/json.ts';

type Schema = Readonly<Record<string, Json>>;
const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper than any form that a person could fill in. */
const DEEPEST = 24;

/**
 * Without what a stranger's schema could harm with: a pattern can take for ever on the right text, and formats are only
 * patterns by another name. What the owner of the schema checks it checks itself.
 */
const harmless = (value: Json, depth = 0): Json => {
  if (depth > DEEPEST) return true;
  if (Array.isArray(value)) return value.map((one: Json) => harmless(one, depth + 1));
  if (!isObject(value)) return value;
  const { pattern: _, format: _f, patternProperties: _p, $schema: _s, $id: _i, ...kept } = value;
  // A parameter may well be called “pattern”.
  const properties = isObject(value['properties'])
    ? Object.fromEntries(Object.entries(value['properties']).map(([name, inner]) => [name, harmless(inner, depth + 2)]))
    : undefined;
  const rest = Object.fromEntries(
    Object.entries(kept).flatMap(([key, inner]) => (key === 'properties' ? [] : [[key, harmless(inner, depth + 1)]])),
  );
  return properties === undefined ? rest : { ...rest, properties };
};

const read = (schema: Json): z.ZodType | null => {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch {
    return null;
  }
};

/**
 * Parameters as a stranger's JSON Schema has them, as far as zod can say it; what it can't is left to whoever wrote it. The names of
 * parameters are always exact, and nothing that is not named is taken.
 * @throws Error where it is not an object's schema
 */
export const parametersOf = (schema: Schema): z.ZodObject => {
  if (schema['type'] !== 'object') throw new Error('Its parameters are not an object’s.');
  const { properties, required, $defs, definitions } = harmless(schema) as Schema;
  const names = isObject(properties) ? Object.entries(properties) : [];
  const needed = new Set(Array.isArray(required) ? required : []);
  const local = {
    ...(isObject($defs) ? { $defs } : {}),
    ...(isObject(definitions) ? { definitions } : {}),
  };
  const shape = names.map(([name, property]): [string, z.ZodType] => {
    const type = read(isObject(property) ? { ...local, ...property } : property) ?? z.json();
    return [name, needed.has(name) ? type : type.optional()];
  });
  return z.strictObject(Object.fromEntries(shape));
};
