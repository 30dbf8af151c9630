import type { Json } from '../protocol/json.ts';
import { MARKS, markOf } from './mark.ts';
import { formsOf } from './secret-forms.ts';
import { isPlaceholder, secrecyOf } from './secret-names.ts';
import { findSecrets } from './secret-patterns.ts';

export interface RedactorOptions {
  /** A keyed hash in hexadecimal: equal for equal secrets, and of no use to whoever lacks the key. */
  readonly keyedHash: (secret: string) => string;
  /** Secrets that are known from the start. */
  readonly secrets?: readonly string[];
}

/** Shorter texts stand in too many others. */
const SHORTEST = 6;
/** Short texts come again and again: names of fields and skills, outcomes. So many of so many characters are remembered. */
const REMEMBERED = 2000;
const SHORT = 64;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** An adapter of `shared/ports/redactor.ts`, which says what each method means. */
export const createRedactor = ({ keyedHash, secrets = [] }: RedactorOptions) => {
  const known = new Map<string, RegExp>();
  const remembered = new Map<string, string>();
  const studied = new Set<string>();
  const mark = (secret: string): string => markOf(secret, keyedHash);

  const learn = (secret: string): void => {
    if (secret.length < SHORTEST || known.has(secret)) return;
    known.set(secret, formsOf(secret));
    remembered.clear();
  };

  const hideFound = (text: string): string => {
    let hidden = '';
    let at = 0;
    for (const { start, end } of findSecrets(text).sort((a, b) => a.start - b.start || b.end - a.end)) {
      if (end <= at) continue;
      const from = Math.max(start, at);
      hidden += text.slice(at, from) + mark(text.slice(from, end));
      at = end;
    }
    return hidden + text.slice(at);
  };

  /** Does what `change` does to the parts of a text that are no marks. */
  const besideMarks = (text: string, change: (part: string) => string): string =>
    text
      .split(MARKS)
      .map((part, i) => (i % 2 === 0 ? change(part) : part))
      .join('');

  const hide = (given: string): string => {
    let hidden = given;
    for (const [secret, forms] of known) {
      // No form of a secret is shorter than it.
      if (hidden.length < secret.length || hidden.search(forms) < 0) continue;
      hidden = besideMarks(hidden, (part) => part.replace(forms, () => mark(secret)));
    }
    return besideMarks(hidden, hideFound);
  };

  const text = (given: string): string => {
    if (given.length > SHORT) return hide(given);
    const before = remembered.get(given);
    if (before !== undefined) return before;
    const hidden = hide(given);
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(given, hidden);
    return hidden;
  };

  const whole = (value: Json): Json => {
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value !== 'object') {
      const secret = String(value);
      return secret === '' || isPlaceholder(secret) || MARKS.exec(secret)?.[0] === secret ? value : mark(secret);
    }
    if (isList(value)) return value.map(whole);
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [text(name), whole(field)]));
  };

  const value = (given: Json): Json => {
    if (typeof given === 'string') return text(given);
    if (given === null || typeof given !== 'object') return given;
    if (isList(given)) return given.map(value);
    return Object.fromEntries(
      Object.entries(given).map(([name, field]) => [text(name), secrecyOf(name) ? whole(field) : value(field)]),
    );
  };

  const study = (given: Json, secret = false): void => {
    if (typeof given === 'string') {
      if (secret && !isPlaceholder(given)) learn(given);
      if (studied.has(given)) return;
      if (studied.size >= REMEMBERED) studied.clear();
      if (given.length <= SHORT) studied.add(given);
      for (const { start, end, distinct } of findSecrets(given)) if (distinct) learn(given.slice(start, end));
    } else if (isList(given)) {
      for (const one of given) study(one, secret);
    } else if (given !== null && typeof given === 'object') {
      for (const [name, field] of Object.entries(given)) study(field, secret || secrecyOf(name) === 'lasting');
    }
  };

  for (const secret of secrets) learn(secret);
  return { learn, study: (given: Json): void => study(given), text, value };
};

/** The shell's name for the folder it is in: no password, whatever it looks like. */
const WORKING_FOLDER = /^(?:OLD)?PWD$/;

/** The secrets among variables of an environment, by their names. */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(env).flatMap(([name, value]) =>
    value && !WORKING_FOLDER.test(name) && secrecyOf(name) === 'lasting' ? [value] : [],
  );
