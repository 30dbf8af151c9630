import type { Application } from '../../ports/applications.ts';
import type { HeldFacts, Vouched } from '../../ports/held-facts.ts';
import type { Observation } from '../../ports/observer.ts';
import type { Origin } from '../../ports/sonny.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type {
  Explanation,
  FactView,
  RelationView,
  RuleView,
  StateGraph,
  Suggestion,
} from '../../protocol/knowledge.ts';
import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import type { RunView } from '../../protocol/run.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import { keyOf, type Literal } from '../../symbolic/atom.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { isFirstHand } from '../../symbolic/facts/trust.ts';
import type { Answers } from '../answers/answers.ts';
import { compareRules, supposeFacts, type Held } from './ask-otherwise.ts';
import { coded } from './coded.ts';
import { derivedId } from './derived.ts';
import { whyDerived } from './explain-derived.ts';
import { whyNotTold, whyTold } from './explain.ts';
import { Following, type KnowledgePorts, type Preferences } from './following.ts';
import { Glances } from './glance.ts';
import type { Mind } from './mind.ts';
import { News } from './news.ts';
import { rulesText } from './rule-set.ts';
import { sentencesOf, type Sentence } from './sentences.ts';
import { readStatement } from './statement.ts';
import { Suggestions, type ReadsGoals } from './suggestions.ts';
import { viewDerived, viewFact, viewGraph, viewRelations, viewRules, type GraphQuery } from './views.ts';
import { keptBy, statementsOf, vouchesFor } from './vouching.ts';

/** What the rest of the program gives. */
export interface Surroundings {
  readonly emit: (event: ViewEvent) => void;
  /** Writes a row durably. Throws STORE_FULL; then nothing has changed. */
  readonly append: (event: ProgramEvent) => void;
  readonly run: (runId: string) => RunView;
  readonly goals: ReadsGoals;
  readonly preferences: Preferences;
  /** @throws SonnyError NOT_AUTHORISED, COMMAND_INVALID, STORE_FULL; then nothing has changed */
  readonly forgetPreference: (id: string, origin: Origin) => void;
}

const DERIVED = /^=/u;

/** Commands that ask about what is known, or say something of it. */
type Asked =
  | 'state.graph'
  | 'fact.get'
  | 'fact.why'
  | 'fact.why-not'
  | 'fact.assert'
  | 'fact.retract'
  | 'relations.list'
  | 'rules.list'
  | 'rules.text'
  | 'rules.compare'
  | 'facts.suppose'
  | 'suggestions.list'
  | 'suggestion.dismiss';

/** What Sonny knows: answers questions about it, takes in what a person says of it, and tells windows when it changes. */
export class Knowledge implements HeldFacts {
  readonly #ports: KnowledgePorts;
  readonly #around: Surroundings;
  readonly #following: Following;
  readonly #news: News;
  readonly #glances: Glances;
  #suggestions: Suggestions;

  constructor(ports: KnowledgePorts, around: Surroundings) {
    this.#ports = ports;
    this.#around = around;
    this.#following = new Following(ports, around.preferences);
    this.#suggestions = new Suggestions(this.#mind, around.goals, ports.home);
    this.#news = new News({
      clock: ports.clock,
      following: this.#following,
      run: around.run,
      suggestions: (now) => this.#suggestions.list(now),
      emit: around.emit,
    });
    this.#glances = new Glances(this.#following, ports.clock, `${ports.home}/Downloads`, () => this.#news.soon());
  }

  /** Told once, of the runs there are and of what this machine can run by the class of its windows. */
  begin(runs: readonly RunView[], applications: readonly Pick<Application, 'windowClass' | 'name'>[]): void {
    for (const run of runs) this.#news.watch(run);
    this.#following.knowApplications(applications);
  }

  /** Rows were taken out of the journal: all that is known is folded anew from what is left. */
  async lost(): Promise<void> {
    await this.#following.anew();
    this.#suggestions = new Suggestions(this.#mind, this.#around.goals, this.#ports.home);
    this.#news.soon();
  }

  /** Told of every view event: runs that change are folded soon. */
  follow(event: ViewEvent): void {
    if (event.type === 'memory') {
      this.#following.chose();
      this.#news.soon();
    }
    if (event.type !== 'run' && event.type !== 'run.head' && event.type !== 'step') return;
    if (event.type !== 'step') this.#news.watch(event.type === 'run' ? event.run : event.head);
    this.#news.soon();
  }

  /** Takes in a look that was made for something else. Never throws: what it was made for goes on. */
  noticed(observation: Observation): void {
    try {
      this.#following.notice(observation, this.#ports.clock.now());
    } catch (thrown) {
      this.#around.emit({ type: 'notice', error: SonnyError.from(thrown).view() });
    }
    this.#news.soon();
  }

  /** Rows were written that it may have to follow. */
  changed(): void {
    this.#news.soon();
  }

  /** Somebody has come who is told of news: the downloads are looked at now and then until they go, by what it gives. */
  attended(): () => void {
    return this.#glances.come();
  }

  /** Answers to a person's or another program's questions about what is known, and to their word about it. */
  get answers(): Answers<Asked> {
    return {
      'state.graph': (command) => this.graph(command),
      'fact.get': ({ factId }) => this.fact(factId),
      'fact.why': ({ factId }) => this.why(factId),
      'fact.why-not': ({ text }) => this.whyNot(text),
      'fact.assert': ({ text, context }, origin) => this.assert(text, context, origin),
      'fact.retract': async ({ factId }, origin) => {
        await this.retract(factId, origin);
        return null;
      },
      'relations.list': () => this.relations(),
      'rules.list': () => this.rules(),
      'rules.text': () => rulesText(this.#ports.hash),
      'rules.compare': async ({ text }) => compareRules(text, await this.#held(), this.#ports.hash),
      'facts.suppose': async (supposed) => supposeFacts(supposed, await this.#held()),
      'suggestions.list': async () => [...(await this.suggestions())],
      'suggestion.dismiss': async ({ suggestionId }, origin) => {
        await this.dismiss(suggestionId, origin);
        return null;
      },
    };
  }

  async graph(query: GraphQuery): Promise<StateGraph> {
    const now = await this.#following.now();
    if (query.context !== undefined && !this.#mind.memory.facts.contexts.get(query.context))
      throw new SonnyError('FACT_INVALID', `There is no context ${query.context}.`);
    return viewGraph(this.#mind.memory, query, now);
  }

  /** Every fact that holds and bears on plans, as a sentence. What no first hand vouches for is not among them. */
  async known(): Promise<readonly Sentence[]> {
    const now = await this.#following.now();
    return sentencesOf(this.#mind, now);
  }

  async fact(factId: string): Promise<FactView> {
    const now = await this.#following.now();
    const { memory, reasoner, home } = this.#mind;
    const found = this.#find(factId);
    return 'id' in found ? viewFact(found, memory, now) : viewDerived(found, memory, reasoner, now, home);
  }

  async why(factId: string): Promise<Explanation> {
    const now = await this.#following.now();
    const found = this.#find(factId);
    return 'id' in found ? whyTold(found, this.#mind.memory, now) : whyDerived(found, this.#mind);
  }

  async whyNot(text: string): Promise<Explanation> {
    const now = await this.#following.now();
    const { memory, reasoner } = this.#mind;
    const literal = readStatement(text, this.#ports.home);
    if (!reasoner.isDerived(literal.relation)) {
      coded(() => memory.facts.relations.check(literal));
      return whyNotTold(literal, memory, now);
    }
    return coded(() => whyDerived(literal, this.#mind));
  }

  async #held(): Promise<Held> {
    const now = await this.#following.now();
    return { seen: this.#mind, runs: this.#news.open, now };
  }

  relations(): RelationView[] {
    return viewRelations(this.#mind.reasoner);
  }

  async rules(): Promise<RuleView[]> {
    const now = await this.#following.now();
    return viewRules(this.#mind.memory, this.#mind.reasoner, new Date(now).setHours(0, 0, 0, 0));
  }

  async suggestions(): Promise<readonly Suggestion[]> {
    return this.#suggestions.list(await this.#following.now());
  }

  /** @throws SonnyError NOT_AUTHORISED unless a person says so, FACT_INVALID, STORE_FULL; then nothing has changed. */
  async assert(text: string, context: string, origin: Origin): Promise<FactView> {
    this.#onlyPerson(origin);
    await this.#following.now();
    const { facts } = this.#mind.memory;
    const literal = readStatement(text, this.#ports.home);
    if (this.#mind.reasoner.isDerived(literal.relation))
      throw new SonnyError('FACT_INVALID', `Rules alone give “${literal.relation}”: state what it rests on.`);
    coded(() => facts.check({ literal, context, trust: 'person' }));
    const { relation, args, negated = false } = literal;
    this.#write({ type: 'fact.asserted', ...this.#row(), relation, args: [...args], negated, context, by: 'person' });
    const now = await this.#following.now();
    const { fact } = facts.standing({ relation, args }, context, now);
    if (!fact) throw new SonnyError('INTERNAL', 'What was said was not kept.');
    return viewFact(fact, this.#mind.memory, now);
  }

  /** @throws SonnyError NOT_AUTHORISED, FACT_NOT_FOUND, FACT_DERIVED, STORE_FULL; then nothing has changed. */
  async retract(factId: string, origin: Origin): Promise<void> {
    this.#onlyPerson(origin);
    await this.#following.now();
    const found = this.#find(factId);
    if (!('id' in found)) throw new SonnyError('FACT_DERIVED', keyOf(found));
    if (found.ending) throw new SonnyError('FACT_NOT_FOUND', 'It has ended before.');
    const { relation, args, negated = false } = found.literal;
    const { context } = found;
    // What is concluded from choices is gone when they are, and not before.
    const preference = this.#around.preferences().find(({ ask, choice }) => ask === args[0] && choice === args[1]);
    if (relation === 'preferred' && preference) return this.#around.forgetPreference(preference.id, origin);
    this.#write({ type: 'fact.retracted', ...this.#row(), relation, args: [...args], negated, context, by: 'person' });
  }

  /** @throws SonnyError NOT_AUTHORISED, FACT_NOT_FOUND or STORE_FULL; then nothing has changed. */
  async dismiss(suggestionId: string, origin: Origin): Promise<void> {
    this.#onlyPerson(origin);
    const now = await this.#following.now();
    if (!this.#suggestions.list(now).some(({ id }) => id === suggestionId))
      throw new SonnyError('FACT_NOT_FOUND', 'That suggestion is not open any more.');
    this.#write({ type: 'suggestion.dismissed', ...this.#row(), suggestion: suggestionId });
  }

  /** Only what was told or seen at first hand counts: neither content nor another Sonny can make a step possible. */
  standing(literal: Literal): ReturnType<HeldFacts['standing']> {
    const now = this.#following.catchUp();
    const { memory, reasoner } = this.#mind;
    if (reasoner.isDerived(literal.relation)) {
      const vouched = vouchesFor(literal, this.#mind, now);
      return vouched && isFirstHand(vouched.trust) ? 'holds' : 'unknown';
    }
    const { standing, fact } = memory.facts.standing(literal, WORLD.id, now);
    if (standing === 'unknown' || (fact && !isFirstHand(fact.trust))) return 'unknown';
    return standing === 'retracted' || standing === 'superseded' ? 'denied' : standing;
  }

  vouches(literal: Literal): Vouched | null {
    const now = this.#following.catchUp();
    return vouchesFor(literal, this.#mind, now);
  }

  statements(relation: string): ReturnType<NonNullable<HeldFacts['statements']>> {
    const now = this.#following.catchUp();
    return statementsOf(relation, this.#mind, now);
  }

  kept(): readonly Constraint[] {
    const now = this.#following.catchUp();
    return keptBy(this.#mind, now);
  }

  /** What a window that is new is told. */
  snapshot(): readonly ViewEvent[] {
    return this.#news.snapshot();
  }

  close(): void {
    this.#following.close();
  }

  get #mind(): Mind {
    return this.#following.mind;
  }

  #row(): { at: number; runId: typeof PROGRAM } {
    return { at: this.#ports.clock.now(), runId: PROGRAM };
  }

  #onlyPerson(origin: Origin): void {
    if (origin !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person may say what is so.');
  }

  #write(event: ProgramEvent): void {
    this.#around.append(event);
    this.#news.tell();
  }

  /** By id, or by the text of a statement that holds. @throws SonnyError FACT_NOT_FOUND */
  #find(factId: string) {
    const { memory, reasoner } = this.#mind;
    const told = memory.facts.get(factId);
    if (told) return told;
    const literal = readStatement(factId.replace(DERIVED, ''), this.#ports.home);
    const { relation, args } = literal;
    const said =
      memory.said(literal) ?? memory.facts.standing({ relation, args }, WORLD.id, this.#ports.clock.now()).fact;
    if (said && !reasoner.isDerived(relation)) return said;
    const isKnown = memory.graph.get(derivedId(literal)) !== undefined;
    if (isKnown) return { relation, args };
    throw new SonnyError('FACT_NOT_FOUND', factId);
  }
}
