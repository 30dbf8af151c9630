import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What the library says of itself, rather than what a schema has to say. */
const LIBRARY = /^(Invalid|Too (big|small)|Unrecognized|No matching)/;

const WANTED: Readonly<Record<string, string>> = {
  string: 'a text is wanted',
  number: 'a number is wanted',
  int: 'a whole number is wanted',
  boolean: 'true or false is wanted',
  array: 'a list is wanted',
  object: 'an object is wanted',
  record: 'an object is wanted',
  null: 'null is wanted',
};

const FORMAT: Readonly<Record<string, string>> = {
  url: 'an address is wanted, such as http://127.0.0.1:11434/v1',
};

const UNIT: Readonly<Record<string, string>> = { string: ' characters', array: ' of them', set: ' of them' };

const list = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(' or ');

/** What is wanted in place of what an issue is about. */
const wantedBy = (issue: Issue): string => {
  if (!LIBRARY.test(issue.message)) return issue.message.replace(/\.$/, '');
  switch (issue.code) {
    case 'invalid_type':
      return WANTED[issue.expected] ?? `${issue.expected} is wanted`;
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'it may not be empty';
      return `it has to be at least ${issue.minimum}${UNIT[issue.origin] ?? ''}`;
    case 'too_big':
      return `it may be ${issue.maximum}${UNIT[issue.origin] ?? ''} at most`;
    case 'invalid_value':
      return `${list(issue.values)} is wanted`;
    case 'invalid_format':
      return FORMAT[issue.format] ?? 'it has not the form that is wanted';
    case 'unrecognized_keys':
      return `there is nothing called ${list(issue.keys)}`;
    case 'invalid_union': {
      // Of several forms the one that it came nearest to: whose fault lies deepest.
      const depth = (of: readonly Issue[]): number => of[0]?.path.length ?? 0;
      const nearest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0]?.[0];
      return nearest ? complaint(nearest) : 'it is none of those that there are';
    }
    default:
      return 'it has not the form that is wanted';
  }
};

const complaint = (issue: Issue, called: (field: string) => string = (field) => field): string => {
  const place = issue.path.map((part, i) => (i === 0 ? called(String(part)) : String(part))).join('.');
  return place === '' ? wantedBy(issue) : `${place}: ${wantedBy(issue)}`;
};

/**
 * The first thing that is wrong with what a schema refused: where, and what is wanted there. "model.contextTokens: it has to be at least 1000."
 * @param whole what all of it is called, where that is at fault
 * @param called what a field is called to the person who gave it
 */
export const complaintOf = (
  { issues: [issue] }: z.ZodError,
  whole = '',
  called?: (field: string) => string,
): string => {
  if (!issue) return 'It does not fit.';
  return `${whole !== '' && issue.path.length === 0 ? `${whole}: ` : ''}${complaint(issue, called)}.`;
};
