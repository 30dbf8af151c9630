import { observeWith } from '../../execution/verify.ts';
import type { SeenWindow } from '../../planning/world.ts';
import type { Application } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Hash } from '../../ports/hash.ts';
import type { HeldFacts, Vouched } from '../../ports/held-facts.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Observation, Observer, Query } from '../../ports/observer.ts';
import type { Origin } from '../../ports/sonny.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type {
  Explanation,
  FactView,
  PlanMark,
  RelationView,
  RuleView,
  StateGraph,
  Suggestion,
} from '../../protocol/knowledge.ts';
import { PROGRAM, type ProgramEvent } from '../../protocol/program-events.ts';
import { isEnded, type RunView } from '../../protocol/run.ts';
import type { Skill } from '../../skills/skill.ts';
import type { ViewEvent } from '../../protocol/views.ts';
import { atom, keyOf, type Literal } from '../../symbolic/atom.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { readFact } from '../../symbolic/facts/fact-text.ts';
import { isFirstHand } from '../../symbolic/facts/trust.ts';
import { PERSON, SONNY, type Source } from '../../symbolic/labels/source.ts';
import { coded } from './coded.ts';
import { derivedId } from './derived.ts';
import { whyDerived } from './explain-derived.ts';
import { whyNotTold, whyTold } from './explain.ts';
import { marksOf } from './marks.ts';
import { Mind } from './mind.ts';
import { RecentRows } from './recent-rows.ts';
import { loadRules, SHIPPED } from './rule-set.ts';
import { readSight } from './sights.ts';
import { keptBy, vouchesFor } from './vouching.ts';
import { Suggestions, type ReadsGoals } from './suggestions.ts';
import { viewDerived, viewFact, viewGraph, viewRelations, viewRules, type GraphQuery } from './views.ts';

export interface KnowledgePorts {
  readonly journal: Pick<Journal, 'read' | 'runs'>;
  readonly observers: readonly Observer[];
  readonly clock: Clock;
  readonly hash: Hash;
  readonly home: string;
  readonly skills: ReadonlyMap<string, Skill>;
  isOwnWindow(window: SeenWindow): boolean;
}

/** What the rest of the program gives. */
export interface Surroundings {
  readonly emit: (event: ViewEvent) => void;
  /** Writes a row durably. Throws STORE_FULL; then nothing has changed. */
  readonly append: (event: ProgramEvent) => void;
  readonly run: (runId: string) => RunView;
  readonly goals: ReadsGoals;
}

/** What plans are made by: what there is, what a person told, and where like things went. Not what was asked before: that is past. */
const BEARING: ReadonlySet<string> = new Set(
  'file folder file-changed page unsaved filed downloads keep important'.split(' '),
);

/** A fact as a sentence, when it was learned, and what it is about. */
export interface Sentence {
  readonly say: string;
  readonly at: number;
  readonly names: readonly string[];
  readonly from: Source;
}

/** Changes that come in quick succession are told once, after this many milliseconds. */
const COALESCE = 150;
/** Rows that are folded at a time: nothing else runs meanwhile. */
const SLICE = 500;
/** How long a look at the downloads is good for before a window that opens has it done again, in milliseconds. */
const GLANCE = 60_000;
/** How long a window that has just opened is left alone, in milliseconds. */
const SETTLING = 1000;
/** How long such a look may take. */
const LOOKING = 5000;
/** Files of one size that are read to see whether they are the same, and the largest that is read. */
const COMPARED = 20;
const LARGEST = 8 << 20;
/** More nodes than a person could look at: the oldest that ended are let go. */
const MOST_NODES = 60_000;
const DAY = 24 * 3600 * 1000;

const DERIVED = /^=/u;

/**
 * What Sonny knows: folded from the journal when it is first asked for and kept up with it from then on, and seen by the
 * looks that are made anyway. Answers questions about it, and tells windows when it changes.
 */
export class Knowledge implements HeldFacts {
  readonly #ports: KnowledgePorts;
  readonly #around: Surroundings;
  #mind: Mind;
  #suggestions: Suggestions;
  #recent: RecentRows;
  readonly #closing = new AbortController();
  readonly #open = new Set<string>();
  readonly #told = new Map<string, string>();
  /** Looks that were made before the journal was folded. */
  #early: { readonly observation: Observation; readonly at: number }[] = [];
  #seq = -1;
  #looks = 0;
  #revision = 0;
  #telling = false;
  #glanced = -Infinity;
  #folding: Promise<void> | null = null;
  #applications: readonly Pick<Application, 'windowClass' | 'name'>[] = [];

  constructor(ports: KnowledgePorts, around: Surroundings) {
    this.#ports = ports;
    this.#around = around;
    this.#mind = new Mind(loadRules(SHIPPED, ports.hash), ports.home, ports.clock.now(), ports.skills);
    this.#suggestions = new Suggestions(this.#mind, around.goals, ports.home);
    this.#recent = new RecentRows(ports.journal);
  }

  /** Told once, of the runs there are and of what this machine can run by the class of its windows. */
  begin(runs: readonly RunView[], applications: readonly Pick<Application, 'windowClass' | 'name'>[]): void {
    for (const { id, status } of runs) if (!isEnded(status)) this.#open.add(id);
    this.#applications = applications;
    this.#tellApplications();
  }

  /** Rows were taken out of the journal: all that is known is folded anew from what is left. */
  async lost(): Promise<void> {
    await this.#ready();
    const { journal, hash, home, clock, skills } = this.#ports;
    this.#mind = new Mind(loadRules(SHIPPED, hash), home, clock.now(), skills);
    this.#suggestions = new Suggestions(this.#mind, this.#around.goals, home);
    this.#recent = new RecentRows(journal);
    this.#seq = -1;
    this.#folding = null;
    this.#tellApplications();
    this.#tellSoon();
  }

  #tellApplications(): void {
    const at = this.#ports.clock.now();
    for (const { windowClass, name } of this.#applications) {
      const literal = atom('application-name', windowClass, name);
      this.#mind.memory.tell({ literal, context: WORLD.id, at, source: 'sonny', trust: 'sonny' }, []);
    }
  }

  /** Told of every view event: runs that change are folded soon. */
  follow(event: ViewEvent): void {
    if (event.type === 'step') return this.#tellSoon();
    if (event.type !== 'run' && event.type !== 'run.head') return;
    const { id, status } = event.type === 'run' ? event.run : event.head;
    if (isEnded(status)) this.#open.delete(id);
    else this.#open.add(id);
    this.#tellSoon();
  }

  /** Takes in a look that was made for something else. Never throws: what it was made for goes on. */
  noticed(observation: Observation): void {
    const at = this.#ports.clock.now();
    try {
      if (this.#seq < 0) this.#early.push({ observation, at });
      else this.#see(observation, at);
    } catch (thrown) {
      this.#around.emit({ type: 'notice', error: SonnyError.from(thrown).view() });
    }
    this.#tellSoon();
  }

  /** Rows were written that it may have to follow. */
  changed(): void {
    this.#tellSoon();
  }

  /** `glance` in a moment: whoever has just come is served first. */
  glanceSoon(): void {
    void this.#ports.clock.sleep(SETTLING, this.#closing.signal).then(() => this.glance());
  }

  /** A look at the downloads, unless there was one just now. Never rejects. */
  async glance(): Promise<void> {
    const { clock, home } = this.#ports;
    if (this.#closing.signal.aborted) return;
    if (clock.now() - this.#glanced < GLANCE && clock.now() >= this.#glanced) return;
    this.#glanced = clock.now();
    await this.#ready();
    const listing = await this.#look({ kind: 'files', folder: `${home}/Downloads`, glob: '*', recursive: false });
    const sizes = new Map<number, string[]>();
    const files = listing?.value?.['files'];
    for (const file of Array.isArray(files) ? files : []) {
      const { path, size } = Object(file) as { path?: unknown; size?: unknown };
      if (typeof path !== 'string' || typeof size !== 'number' || size === 0 || size > LARGEST) continue;
      const same = sizes.get(size);
      if (same) same.push(path);
      else sizes.set(size, [path]);
    }
    const alike = [...sizes.values()].filter((paths) => paths.length > 1).flat();
    for (const path of alike.slice(0, COMPARED)) await this.#look({ kind: 'file', path });
    this.#tellSoon();
  }

  async graph(query: GraphQuery): Promise<StateGraph> {
    const now = await this.#now();
    if (query.context !== undefined && !this.#mind.memory.facts.contexts.get(query.context))
      throw new SonnyError('FACT_INVALID', `There is no context ${query.context}.`);
    return viewGraph(this.#mind.memory, query, now);
  }

  /** Every fact that holds and bears on plans, as a sentence. What no first hand vouches for is not among them. */
  async known(): Promise<readonly Sentence[]> {
    const now = await this.#now();
    const { facts } = this.#mind.memory;
    return [...facts.asOf({ valid: now, known: now })]
      .filter(({ trust, literal }) => isFirstHand(trust) && BEARING.has(literal.relation) && literal.negated !== true)
      .map(({ literal, observedAt, trust, source }) => ({
        say: `${this.#mind.memory.say(literal)}.`,
        at: observedAt,
        names: literal.args.map(String),
        // A fact that was seen holds names that anyone may have given.
        from: trust === 'person' ? PERSON : source === 'sonny' ? SONNY : { kind: 'file', of: '' },
      }));
  }

  async fact(factId: string): Promise<FactView> {
    const now = await this.#now();
    const { memory, reasoner, home } = this.#mind;
    const found = this.#find(factId);
    return 'id' in found ? viewFact(found, memory, now) : viewDerived(found, memory, reasoner, now, home);
  }

  async why(factId: string): Promise<Explanation> {
    const now = await this.#now();
    const found = this.#find(factId);
    return 'id' in found ? whyTold(found, this.#mind.memory, now) : whyDerived(found, this.#mind);
  }

  async whyNot(text: string): Promise<Explanation> {
    const now = await this.#now();
    const { memory, reasoner } = this.#mind;
    const literal = coded(() => readFact(text));
    if (!reasoner.isDerived(literal.relation)) {
      coded(() => memory.facts.relations.check(literal));
      return whyNotTold(literal, memory, now);
    }
    return coded(() => whyDerived(literal, this.#mind));
  }

  relations(): RelationView[] {
    return viewRelations(this.#mind.reasoner);
  }

  async rules(): Promise<RuleView[]> {
    const now = await this.#now();
    return viewRules(this.#mind.memory, this.#mind.reasoner, now - (now % DAY));
  }

  async suggestions(): Promise<readonly Suggestion[]> {
    return this.#suggestions.list(await this.#now());
  }

  /** @throws SonnyError NOT_AUTHORISED unless a person says so, FACT_INVALID, STORE_FULL; then nothing has changed. */
  async assert(text: string, context: string, origin: Origin): Promise<FactView> {
    this.#onlyPerson(origin);
    await this.#now();
    const { facts } = this.#mind.memory;
    const literal = coded(() => readFact(text));
    coded(() => facts.check({ literal, context, trust: 'person' }));
    const { relation, args, negated = false } = literal;
    this.#write({ type: 'fact.asserted', ...this.#row(), relation, args: [...args], negated, context, by: 'person' });
    const now = await this.#now();
    const { fact } = facts.standing({ relation, args }, context, now);
    if (!fact) throw new SonnyError('INTERNAL', 'What was said was not kept.');
    return viewFact(fact, this.#mind.memory, now);
  }

  /** @throws SonnyError NOT_AUTHORISED, FACT_NOT_FOUND, FACT_DERIVED, STORE_FULL; then nothing has changed. */
  async retract(factId: string, origin: Origin): Promise<void> {
    this.#onlyPerson(origin);
    await this.#now();
    const found = this.#find(factId);
    if (!('id' in found)) throw new SonnyError('FACT_DERIVED', keyOf(found));
    if (found.ending) throw new SonnyError('FACT_NOT_FOUND', 'It has ended before.');
    const { relation, args, negated = false } = found.literal;
    const { context } = found;
    this.#write({ type: 'fact.retracted', ...this.#row(), relation, args: [...args], negated, context, by: 'person' });
  }

  /** @throws SonnyError NOT_AUTHORISED, FACT_NOT_FOUND or STORE_FULL; then nothing has changed. */
  async dismiss(suggestionId: string, origin: Origin): Promise<void> {
    this.#onlyPerson(origin);
    const now = await this.#now();
    if (!this.#suggestions.list(now).some(({ id }) => id === suggestionId))
      throw new SonnyError('FACT_NOT_FOUND', 'That suggestion is not open any more.');
    this.#write({ type: 'suggestion.dismissed', ...this.#row(), suggestion: suggestionId });
  }

  /** Only what was told or seen at first hand counts: neither content nor another Sonny can make a step possible. */
  standing(literal: Literal): ReturnType<HeldFacts['standing']> {
    const now = this.#upToDate();
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
    return vouchesFor(literal, this.#mind, this.#upToDate());
  }

  kept(): readonly Constraint[] {
    return keptBy(this.#mind, this.#upToDate());
  }

  #upToDate(): number {
    this.#catchUp();
    return this.#ports.clock.now();
  }

  /** What a window that is new is told. */
  snapshot(): readonly ViewEvent[] {
    const marks = [...this.#told].flatMap(([runId, told]): ViewEvent[] =>
      runId === '' ? [] : [{ type: 'plan.marks', runId, marks: JSON.parse(told) as PlanMark[] }],
    );
    const suggestions: ViewEvent[] =
      this.#seq < 0 ? [] : [{ type: 'suggestions', suggestions: [...this.#suggestions.list(this.#ports.clock.now())] }];
    return [...marks, ...suggestions];
  }

  close(): void {
    this.#closing.abort();
  }

  #row(): { at: number; runId: typeof PROGRAM } {
    return { at: this.#ports.clock.now(), runId: PROGRAM };
  }

  #onlyPerson(origin: Origin): void {
    if (origin !== 'person') throw new SonnyError('NOT_AUTHORISED', 'Only a person may say what is so.');
  }

  #write(event: ProgramEvent): void {
    this.#around.append(event);
    this.#tell();
  }

  /** By id, or by the text of a statement that holds. @throws SonnyError FACT_NOT_FOUND */
  #find(factId: string) {
    const { memory, reasoner } = this.#mind;
    const told = memory.facts.get(factId);
    if (told) return told;
    const literal = coded(() => readFact(factId.replace(DERIVED, '')));
    const { relation, args } = literal;
    const said =
      memory.said(literal) ?? memory.facts.standing({ relation, args }, WORLD.id, this.#ports.clock.now()).fact;
    if (said && !reasoner.isDerived(relation)) return said;
    const isKnown = memory.graph.get(derivedId(literal)) !== undefined;
    if (isKnown) return { relation, args };
    throw new SonnyError('FACT_NOT_FOUND', factId);
  }

  /** The journal folded and followed up to now. */
  async #now(): Promise<number> {
    await this.#ready();
    this.#catchUp();
    return this.#ports.clock.now();
  }

  #ready(): Promise<void> {
    this.#folding ??= this.#foldInSlices();
    return this.#folding;
  }

  async #foldInSlices(): Promise<void> {
    let rows = 0;
    while (this.#seq < 0 && !this.#closing.signal.aborted) {
      const before = rows;
      rows += this.#gather() ?? 0;
      if (Math.floor(rows / SLICE) > Math.floor(before / SLICE)) await this.#ports.clock.sleep(0, this.#closing.signal);
    }
  }

  /** One run more of the beginning; folds it all once it is whole. Says how many rows came. */
  #gather(): number {
    const rows = this.#recent.next();
    if (!rows) return SLICE / 10;
    for (const { event } of rows) this.#mind.take(event);
    this.#seq = rows.at(-1)?.seq ?? 0;
    for (const { observation, at } of this.#early) this.#see(observation, at);
    this.#early = [];
    return rows.length;
  }

  #catchUp(): void {
    while (this.#seq < 0) this.#gather();
    for (const { seq, event } of this.#ports.journal.read({ afterSeq: this.#seq })) {
      this.#mind.take(event);
      this.#seq = seq;
    }
    this.#mind.settle(this.#ports.clock.now());
    for (let age = 7 * DAY; this.#mind.memory.graph.size > MOST_NODES && age > 60_000; age /= 8)
      this.#mind.memory.forget(this.#ports.clock.now() - age);
  }

  #see(observation: Observation, at: number): void {
    const sight = readSight(observation, (w) => this.#ports.isOwnWindow(w));
    if (sight) this.#mind.see(sight, at, `look:${++this.#looks}`);
  }

  async #look(query: Query): Promise<Observation | null> {
    const { clock, observers } = this.#ports;
    const progress = { signal: this.#closing.signal, deadline: clock.now() + LOOKING, log: () => {} };
    const observation = await observeWith(observers, query, progress).catch(() => null);
    if (observation) this.#see(observation, clock.now());
    return observation;
  }

  #tellSoon(): void {
    if (this.#telling || this.#closing.signal.aborted) return;
    this.#telling = true;
    const told = this.#ports.clock.sleep(COALESCE, this.#closing.signal).then(async () => {
      await this.#ready();
      this.#telling = false;
      if (!this.#closing.signal.aborted) this.#tell();
    });
    told.catch((thrown: unknown) => this.#around.emit({ type: 'notice', error: SonnyError.from(thrown).view() }));
  }

  #tell(): void {
    this.#catchUp();
    const now = this.#ports.clock.now();
    this.#around.emit({ type: 'knowledge', revision: ++this.#revision, at: now });
    for (const runId of this.#open) this.#mark(runId, now);
    for (const runId of this.#told.keys()) if (runId !== '' && !this.#open.has(runId)) this.#mark(runId, now);
    const suggestions = this.#suggestions.list(now);
    if (this.#isNews('', suggestions)) this.#around.emit({ type: 'suggestions', suggestions: [...suggestions] });
  }

  #mark(runId: string, now: number): void {
    const marks = this.#open.has(runId) ? marksOf(this.#around.run(runId), this.#mind, now) : [];
    if (marks.length === 0 && !this.#told.has(runId)) return;
    if (this.#isNews(runId, marks)) this.#around.emit({ type: 'plan.marks', runId, marks: [...marks] });
    if (marks.length === 0) this.#told.delete(runId);
  }

  #isNews(about: string, what: object): boolean {
    const text = JSON.stringify(what);
    if (this.#told.get(about) === text) return false;
    this.#told.set(about, text);
    return true;
  }
}
