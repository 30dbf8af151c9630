import { isDescribed, type Intent, type Reading } from '../../goals/intent.ts';
import { assess } from '../../policy/assess.ts';
import { BY_GRAMMAR } from '../../policy/provenance/ground.ts';
import type { Suggestion } from '../../protocol/knowledge.ts';
import type { RiskClass } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';
import type { Skill } from '../../skills/skill.ts';
import { isFirstHand } from '../../symbolic/facts/trust.ts';
import { derivedId, sayRule, worthOf } from './derived.ts';
import type { Mind } from './mind.ts';
import { proposalsOf, type Proposed } from './proposals.ts';

/** How a goal is understood. */
export type ReadsGoals = (goal: string) => Reading;

/** So many are shown at once, and so many new ones in an hour: what nags is switched off. */
const MOST_SHOWN = 5;
const MOST_NEW = 3;
/** By how much each further one of a kind weighs less. */
const LESS = 15;
const HOUR = 3600 * 1000;
/** How long a dismissed one is silent. */
const SILENT = 30 * 24 * HOUR;
/** The riskiest that one press may start; see shared/policy. */
const ONE_PRESS: RiskClass = 'R2';

/** With as many files as there are, where the goal only describes which. */
const argsOf = ({ args }: Intent, files: number): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && '$' in value && value.$ === 'files'
        ? Array.from({ length: Math.max(1, files) }, (_, i) => `/${i}`)
        : (value as Json),
    ]),
  );

/** What says which files are meant where all of a folder are that fit a pattern. */
const WHOLE: ReadonlySet<string> = new Set(['$', 'folder', 'glob', 'recursive']);
/** Whether a goal says which files it is about without naming them, and all of those: it can be done again with others. */
const isOfAnyFiles = (intents: readonly Intent[]): boolean =>
  intents.some(({ args }) =>
    Object.values(args).some(
      (value) => isDescribed(value) && value.$ === 'files' && Object.keys(value).every((key) => WHOLE.has(key)),
    ),
  );

const riskOf = (intents: readonly Intent[], files: number, skills: ReadonlyMap<string, Skill>): RiskClass =>
  intents
    .map((intent) => assess(skills.get(intent.skill), argsOf(intent, files), BY_GRAMMAR).risk)
    .reduce<RiskClass>((worst, risk) => (risk > worst ? risk : worst), 'R0');

const byWeight = (a: Proposed, b: Proposed): number => b.weight - a.weight || (a.id < b.id ? -1 : 1);

/** Twenty of one kind leave room for what else was noticed: each further one of a kind counts for less. */
const mixed = (ranked: readonly Proposed[]): readonly Proposed[] => {
  const before = new Map<string, number>();
  const eased = ranked.map((proposed) => {
    const { relation } = proposed.fact;
    const same = before.get(relation) ?? 0;
    before.set(relation, same + 1);
    return { proposed, weight: proposed.weight - LESS * same };
  });
  return eased.sort((a, b) => b.weight - a.weight).map(({ proposed }) => proposed);
};

/** Work that was noticed: ranked, few at a time, and never anything but a proposal. */
export class Suggestions {
  readonly #mind: Mind;
  readonly #read: ReadsGoals;
  readonly #home: string;
  /** When each was first shown. */
  readonly #shown = new Map<string, number>();

  constructor(mind: Mind, read: ReadsGoals, home: string) {
    this.#mind = mind;
    this.#read = read;
    this.#home = home;
  }

  /** What is worth saying now, the most useful first. */
  list(now: number): readonly Suggestion[] {
    const all = proposalsOf(this.#mind, now);
    const isSilent = ({ id }: Proposed): boolean => now - (this.#mind.dismissed.get(id) ?? -Infinity) < SILENT;
    const settled = new Set(all.flatMap((one) => (one.work !== undefined && isSilent(one) ? [one.work] : [])));
    const wanted = all.filter((one) => !isSilent(one)).sort(byWeight);
    const list: Suggestion[] = [];
    const taken = new Set<string>();
    for (const proposed of mixed(wanted)) {
      if (list.length >= MOST_SHOWN) break;
      const { id, work } = proposed;
      if (taken.has(id) || (work !== undefined && settled.has(work)) || !this.#admits(id, now)) continue;
      const suggestion = this.#suggest(proposed, now);
      if (!suggestion) continue;
      taken.add(id);
      if (work !== undefined) settled.add(work);
      this.#shown.set(id, this.#shown.get(id) ?? now);
      list.push(suggestion);
    }
    for (const [id, at] of this.#shown) if (!taken.has(id) && now - at > HOUR) this.#shown.delete(id);
    const place = new Map(wanted.map(({ id }, i) => [id, i]));
    return list.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  }

  #admits(id: string, now: number): boolean {
    if (this.#shown.has(id)) return true;
    return [...this.#shown.values()].filter((at) => now - at < HOUR).length < MOST_NEW;
  }

  /** null for what rests on anyone's word, or what the grammar would not understand as it is meant. */
  #suggest({ id, goal, say, fact, files }: Proposed, now: number): Suggestion | null {
    const { memory, reasoner } = this.#mind;
    const { engine } = reasoner;
    if (!isFirstHand(worthOf(fact, memory, reasoner).trust)) return null;
    const reading = this.#read(goal);
    if (reading.kind !== 'understood') return null;
    if (fact.relation === 'to-file' && !isOfAnyFiles(reading.intents)) return null;
    const risk = riskOf(reading.intents, files, this.#mind.skills);
    if (risk === 'R5') return null;
    const found = engine.find(fact);
    const derivation = found && engine.derivation(found.id);
    return {
      id,
      say,
      goal,
      why: derivation
        ? `${sayRule(derivation, engine.rules, this.#home)}.`.replace(/^./u, (c) => c.toUpperCase())
        : say,
      risk,
      onePress: risk <= ONE_PRESS,
      at: this.#shown.get(id) ?? now,
      fact: derivedId(fact),
    };
  }
}
