import { analyse } from './analyse.ts';
import { parse } from './parse.ts';
import type { RuleSet } from './rule.ts';

/**
 * Rules from their text, ready to run.
 * @throws RulesRefused with line and column: the first misplaced word, or everything that is wrong with the meaning.
 */
export const readRules = (text: string): RuleSet => {
  const { rules, places } = parse(text);
  analyse(rules, places);
  return rules;
};
