import { z } from 'zod';
import type { Json } from '../../protocol/json.ts';
import type { McpField } from '../../protocol/mcp-ask.ts';
import { oneLine } from '../../skills/wording.ts';

/** More than anybody would fill in, and longer words than anybody would read. */
const MOST_FIELDS = 30;
const MOST_OPTIONS = 200;
const LONGEST = 300;
/** The longest text that is taken, in UTF-16 units. */
const LONGEST_VALUE = 10_000;

const words = (text: string | undefined): string =>
  oneLine(text ?? '')
    .trim()
    .slice(0, LONGEST);

const Titled = z.object({ const: z.string(), title: z.string().optional() });
/** One property of the form, as the protocol has it: flat, and of five kinds. Its patterns are not taken: they are a stranger's. */
const Property = z.object({
  type: z.enum(['string', 'number', 'integer', 'boolean', 'array']),
  title: z.string().optional(),
  description: z.string().optional(),
  format: z.enum(['email', 'uri', 'date', 'date-time']).optional().catch(undefined),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  enum: z.array(z.string()).optional(),
  enumNames: z.array(z.string()).optional(),
  oneOf: z.array(Titled).optional(),
  items: z.object({ enum: z.array(z.string()).optional(), anyOf: z.array(Titled).optional() }).optional(),
  default: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).optional(),
});
type Property = z.infer<typeof Property>;
const Form = z.object({
  type: z.literal('object'),
  properties: z.record(z.string().max(200), Property),
  required: z.array(z.string()).default([]),
});

type Options = Extract<McpField, { type: 'choice' }>['options'];

const optionsOf = (
  titled: readonly z.infer<typeof Titled>[] | undefined,
  plain: readonly string[] | undefined,
  names: readonly string[] = [],
): Options | null => {
  const all =
    titled?.map((one) => ({ value: one.const, title: words(one.title ?? one.const) })) ??
    plain?.map((value, i) => ({ value, title: words(names[i] ?? value) }));
  return all && all.length > 0 && all.length <= MOST_OPTIONS ? all : null;
};

const fieldOf = (name: string, property: Property, required: boolean): McpField => {
  const base = { name, title: words(property.title ?? name), about: words(property.description), required };
  const { default: preset } = property;
  const or = <T>(value: T | undefined): T | null => value ?? null;
  if (property.type === 'boolean')
    return { type: 'switch', ...base, preset: typeof preset === 'boolean' ? preset : null };
  if (property.type === 'array') {
    const options = optionsOf(property.items?.anyOf, property.items?.enum);
    if (!options) throw new Error(`${name} is a list of something that is not named.`);
    const { minItems, maxItems } = property;
    const chosen = Array.isArray(preset) ? preset.filter((one) => options.some(({ value }) => value === one)) : [];
    return { type: 'choices', ...base, options, least: or(minItems), most: or(maxItems), preset: chosen };
  }
  if (property.type === 'string') {
    const options = optionsOf(property.oneOf, property.enum, property.enumNames);
    const text = typeof preset === 'string' ? preset : null;
    if (options) {
      const chosen = options.some(({ value }) => value === text) ? text : null;
      return { type: 'choice', ...base, options, preset: chosen };
    }
    const { format, minLength, maxLength } = property;
    return { type: 'text', ...base, format: or(format), least: or(minLength), most: or(maxLength), preset: text };
  }
  const { minimum, maximum } = property;
  const number = typeof preset === 'number' ? preset : null;
  return {
    type: 'number',
    ...base,
    whole: property.type === 'integer',
    least: or(minimum),
    most: or(maximum),
    preset: number,
  };
};

/**
 * The fields of a form that a server asks for.
 * @throws Error where it can't be shown
 */
export const fieldsOf = (schema: Json): readonly McpField[] => {
  const { properties, required } = Form.parse(schema);
  const all = Object.entries(properties);
  if (all.length > MOST_FIELDS) throw new Error(`It has ${all.length} fields.`);
  return all.map(([name, property]) => fieldOf(name, property, required.includes(name)));
};

const within = (size: number, least: number | null, most: number | null): boolean =>
  size >= (least ?? -Infinity) && size <= (most ?? Infinity);

const FORMAT = { email: z.email(), uri: z.url(), date: z.iso.date(), 'date-time': z.iso.datetime({ offset: true }) };

/** null: all is well. */
const wrongWith = (field: McpField, value: Json): string | null => {
  switch (field.type) {
    case 'text':
      if (typeof value !== 'string' || value.length > LONGEST_VALUE) return 'is no text';
      if (!within([...value].length, field.least, field.most))
        return `has to have ${field.least ?? 0} to ${field.most ?? LONGEST_VALUE} characters`;
      return field.format && !FORMAT[field.format].safeParse(value).success ? `is no ${field.format}` : null;
    case 'number':
      if (typeof value !== 'number' || (field.whole && !Number.isInteger(value))) return 'is no such number';
      return within(value, field.least, field.most)
        ? null
        : `has to be ${field.least ?? 'any'} to ${field.most ?? 'any'}`;
    case 'switch':
      return typeof value === 'boolean' ? null : 'is neither yes nor no';
    case 'choice':
      return field.options.some((one) => one.value === value) ? null : 'is none of the choices';
    case 'choices': {
      const known = (one: Json): boolean => field.options.some((option) => option.value === one);
      if (!Array.isArray(value) || !value.every(known)) return 'is none of the choices';
      return within(value.length, field.least, field.most)
        ? null
        : `needs ${field.least ?? 0} to ${field.most ?? field.options.length} choices`;
    }
  }
};

/**
 * What of `values` the fields take: nothing that was not asked for, nothing of another kind.
 * @throws Error naming the field that is wrong
 */
export const filledIn = (
  fields: readonly McpField[],
  values: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> => {
  const taken = fields.flatMap((field): [string, Json][] => {
    const value = values[field.name];
    if (value === undefined || value === null || value === '') {
      if (field.required) throw new Error(`${field.title}: it is needed.`);
      return [];
    }
    const wrong = wrongWith(field, value);
    if (wrong !== null) throw new Error(`${field.title}: it ${wrong}.`);
    return [[field.name, value]];
  });
  return Object.fromEntries(taken);
};
