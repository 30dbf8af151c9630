const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Where what a JSON schema allowed is not what another one still says of it, as a path; null where nothing is. Something more may be said: optional
 * fields, values of an enumeration, kinds of a union.
 */
export const changedIn = (before: unknown, now: unknown, path = ''): string | null => {
  if (!isObject(before) || !isObject(now)) return same(before, now) ? null : path;
  for (const [keyword, value] of Object.entries(before)) {
    const [at, other] = [`${path}/${keyword}`, now[keyword]];
    switch (keyword) {
      case 'properties': {
        for (const [name, field] of Object.entries(isObject(value) ? value : {})) {
          const changed = changedIn(field, isObject(other) ? other[name] : undefined, `${at}/${name}`);
          if (changed !== null) return changed;
        }
        break;
      }
      case 'enum':
        if (listed(value).some((one) => !listed(other).includes(one))) return at;
        break;
      case 'oneOf':
      case 'anyOf': {
        for (const [i, one] of listed(value).entries())
          if (listed(other).every((two) => changedIn(one, two) !== null)) return `${at}/${i}`;
        break;
      }
      case 'required':
        if (!same([...listed(value)].sort(), [...listed(other)].sort())) return at;
        break;
      default: {
        const changed = changedIn(value, other, at);
        if (changed !== null) return changed;
      }
    }
  }
  return 'required' in now && !('required' in before) ? `${path}/required` : null;
};
