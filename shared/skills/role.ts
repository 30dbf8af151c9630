import { z } from 'zod';
import type { Role } from '../protocol/provenance.ts';
import { Page, Path, Window } from './schema.ts';
import type { Skill } from './skill.ts';

/** Words in the names of parameters, by what such a parameter decides. Earlier kinds win where a word is in two. */
const NAMED: readonly (readonly [Role, RegExp])[] = [
  [
    'permission',
    /^(permissions?|role|access|scopes?|visibility|acl|passwords?|passphrase|secret|token|credentials?|pin)$/u,
  ],
  [
    'recipient',
    /^(recipients?|receivers?|to|cc|bcc|emails?|mail|participants?|attendees?|invitees?|guests?|users?|usernames?|members?|persons?|people|channels?|phone|iban|payees?|beneficiary|assignees?|contacts?|rooms?|audience|followers?|account|accounts)$/u,
  ],
  [
    'url',
    /^(urls?|uris?|links?|href|websites?|site|webpage|endpoint|hosts?|hostname|domain|origin|webhook|callback|proxy)$/u,
  ],
  ['path', /^(paths?|files?|filenames?|folders?|directory|directories|dir|source|destination|dest|src|dst)$/u],
  ['command', /^(commands?|cmd|argv|script|code|shell|sql|statement|program|executable|chord|keys)$/u],
  ['amount', /^(amounts?|price|sum|total|fee|balance|quantity|salary|budget)$/u],
  [
    'content',
    /^(body|bodies|content|contents|text|texts|message|messages|subject|title|description|notes?|comments?|summary|caption|html|markdown|data|payload|attachments?|input|prompt|query|question|with|find|expect|value|reason|bio|signature)$/u,
  ],
  [
    'detail',
    /^(dates?|time|times|datetime|start|end|begin|until|since|day|days|month|year|hours?|minutes?|duration|timezone|recurring|recursive|limit|offset|page|count|number|n|sort|order|format|locale|language|glob|area|x|y|width|height|replace|verbose|timeout)$/u,
  ],
];

/** `new_start_time`, `userEmail`, `to-address`: the words of a name, lower case. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');

/** By the last word that says something: a user’s e-mail is an address, an e-mail’s id is an id. */
const byName = (name: string): Role | null => {
  for (const word of wordsOf(name).toReversed()) {
    if (/^(ids?|uuid|identifier|handle)$/u.test(word)) return 'target';
    const role = NAMED.find(([, words]) => words.test(word));
    if (role) return role[0];
  }
  return null;
};

/** What lies inside what may be missing, be null or be many. */
const inner = (schema: unknown): unknown => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return inner(schema.unwrap());
  if (schema instanceof z.ZodArray) return inner(schema.element);
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.filter((option) => !(option instanceof z.ZodNull));
    return options.length === 1 ? inner(options[0]) : schema;
  }
  return schema;
};

const infer = (name: string, schema: unknown): Role => {
  const kind = inner(schema);
  // In Sonny's own declarations the schema says it.
  if (kind === Path) return 'path';
  if (kind === Window || kind === Page) return 'detail';
  const named = byName(name);
  if (kind instanceof z.ZodBoolean || kind instanceof z.ZodLiteral) return named === 'permission' ? named : 'detail';
  if (kind instanceof z.ZodEnum) return named === 'permission' || named === 'recipient' ? named : 'detail';
  if (kind instanceof z.ZodURL) return 'url';
  if (kind instanceof z.ZodEmail) return 'recipient';
  if (kind instanceof z.ZodNumber) return named === 'amount' || named === 'target' ? named : 'detail';
  // A text of which nothing is known might say what is done to what.
  return named ?? 'target';
};

/**
 * What a parameter decides: as the skill declares it, else by its name and schema. What tells nothing counts as naming a target, so
 * that nobody but the person may choose it unseen.
 */
export const roleOf = (skill: Pick<Skill, 'roles' | 'parameters'>, parameter: string): Role =>
  skill.roles?.[parameter] ??
  infer(parameter, (skill.parameters.shape as Readonly<Record<string, unknown>>)[parameter]);

/** Whether an argument of the role decides something that only the person may decide. */
export const isAuthority = (role: Role): boolean => role !== 'content' && role !== 'detail';
