import { z } from 'zod';

type Schema = { readonly [key: string]: unknown };

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What to send, so that what comes back is parsed: the schema of the input, where a default may be left out. */
export const toJsonSchema = (schema: z.ZodType): Schema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return closed(rest) as Schema;
};

/** Objects say that they hold nothing else, which makes models and grammars keep to it. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (!isSchema(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, closed(part)]));
  return isSchema(inner['properties']) && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
};

/** Whether a server may hold its answers to it strictly: OpenAI does so only where no property is optional. */
export const isStrict = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every(isStrict);
  if (!isSchema(value)) return true;
  const { properties, required, additionalProperties } = value;
  if (value['type'] === 'object' && !isSchema(properties)) return false;
  if (isSchema(properties)) {
    const named = Array.isArray(required) ? required : [];
    if (additionalProperties !== false || Object.keys(properties).some((name) => !named.includes(name))) return false;
  }
  return Object.values(value).every(isStrict);
};
