import type { Json } from '../../protocol/json.ts';
import type { Expectation } from '../../skills/skill.ts';

const at = (value: Json, field: string): Json | undefined => {
  let found: Json | undefined = value;
  for (const part of field === '' ? [] : field.split('.')) {
    if (found === null || typeof found !== 'object') return undefined;
    found = (found as Readonly<Record<string, Json>>)[part];
  }
  return found;
};

const same = (a: Json | undefined, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

const includes = (seen: Json | undefined, wanted: Json): boolean =>
  typeof seen === 'string'
    ? typeof wanted === 'string' && seen.includes(wanted)
    : Array.isArray(seen) && seen.some((x: Json) => same(x, wanted));

/** Whether an observed value is as expected. A field that is not there meets no expectation but `not-equals`. */
export const meets = (value: Json, { field, op, value: wanted, tolerance }: Expectation): boolean => {
  const seen = at(value, field);
  switch (op) {
    case 'equals':
      return same(seen, wanted);
    case 'not-equals':
      return !same(seen, wanted);
    case 'includes':
      return includes(seen, wanted);
    case 'at-least':
      return typeof seen === 'number' && typeof wanted === 'number' && seen >= wanted;
    case 'at-most':
      return typeof seen === 'number' && typeof wanted === 'number' && seen <= wanted;
    case 'near':
      return typeof seen === 'number' && typeof wanted === 'number' && Math.abs(seen - wanted) <= (tolerance ?? 0);
    case 'matches':
      return typeof seen === 'string' && typeof wanted === 'string' && new RegExp(wanted, 'u').test(seen);
  }
};

/** The observed field, for evidence; long text is cut, since evidence is a line. */
export const observedAt = (value: Json, field: string): Json => {
  const seen = at(value, field) ?? null;
  return typeof seen === 'string' && seen.length > 200 ? `${seen.slice(0, 200)}…` : seen;
};
