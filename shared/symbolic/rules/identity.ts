import { print } from './print.ts';
import type { RuleSet } from './rule.ts';

/** Gives a text's fingerprint; `Hash` of the ports is one. */
type Fingerprint = (text: string) => string;

/** The name of a rule set by its content: the same declarations and rules have the same id, however they were laid out. */
export const identityOf = (rules: RuleSet, hash: Fingerprint): string => `rules:${hash(print(rules))}`;
