import type { Hash } from '../../ports/hash.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { RulesText } from '../../protocol/otherwise.ts';
import type { ArgumentType } from '../../symbolic/facts/relation.ts';
import { analyse } from '../../symbolic/rules/analyse.ts';
import { identityOf } from '../../symbolic/rules/identity.ts';
import { RulesRefused } from '../../symbolic/rules/problem.ts';
import { parse } from '../../symbolic/rules/parse.ts';
import type { ColumnType, RuleSet } from '../../symbolic/rules/rule.ts';
import { RELATIONS } from './relations.ts';
import { FILES } from './rules/files.ts';
import { WORK } from './rules/work.ts';

const COLUMN: Readonly<Record<ArgumentType, ColumnType>> = {
  text: 'text',
  path: 'text',
  number: 'number',
  moment: 'time',
  flag: 'flag',
};

/** The relations of facts that are told, seen and done, as rules speak of them. */
const told = (): RuleSet => ({
  relations: [...RELATIONS.all()].map(({ name, args, say }) => ({
    name,
    columns: args.map((arg) => ({ name: arg.name, type: COLUMN[arg.type] })),
    says: say.replace(/\{(\d+)\}/gu, (_, i: string) => `{${args[Number(i)]?.name ?? ''}}`),
  })),
  rules: [],
});

/** Rules as they are loaded: data with the hash of what they say, whatever their layout. */
export interface LoadedRules {
  readonly set: RuleSet;
  readonly identity: string;
}

/** The texts of the rules that come with Sonny. */
export const SHIPPED: readonly string[] = [FILES, WORK];

/**
 * Reads rules texts, each of which may speak of what those before it declare.
 * @throws SonnyError RULES_INVALID, saying which line and column, and why.
 */
export const loadRules = (texts: readonly string[], hash: Hash): LoadedRules => {
  try {
    const parsed = texts.map(parse);
    const sets = [told(), ...parsed.map((p) => p.rules)];
    const set = { relations: sets.flatMap((s) => s.relations), rules: sets.flatMap((s) => s.rules) };
    analyse(set, new Map(parsed.flatMap((p) => [...p.places])));
    return { set, identity: identityOf(set, hash) };
  } catch (thrown) {
    if (thrown instanceof RulesRefused) throw new SonnyError('RULES_INVALID', thrown.message, { cause: thrown });
    throw thrown;
  }
};

/** All of the rules that come with Sonny as one text, from which a change can be tried. */
export const rulesText = (hash: Hash): RulesText => ({
  text: `${SHIPPED.map((text) => text.trim()).join('\n\n')}\n`,
  identity: loadRules(SHIPPED, hash).identity,
});
