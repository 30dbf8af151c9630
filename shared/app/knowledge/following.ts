import { observeWith } from '../../execution/act/verify.ts';
import type { SeenWindow } from '../../planning/world.ts';
import type { Application } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Hash } from '../../ports/hash.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Observation, Observer, Query } from '../../ports/observer.ts';
import type { Skill } from '../../skills/skill.ts';
import type { Preference } from '../../protocol/memory.ts';
import { AtomSet } from '../../symbolic/atom-set.ts';
import { atom } from '../../symbolic/atom.ts';
import { WORLD } from '../../symbolic/facts/context.ts';
import { Copies } from './copies.ts';
import { Mind } from './mind.ts';
import { RecentRows } from './recent-rows.ts';
import { loadRules, SHIPPED } from './rule-set.ts';
import { readSight } from './sights.ts';

export interface KnowledgePorts {
  readonly journal: Pick<Journal, 'read' | 'runs'>;
  readonly observers: readonly Observer[];
  readonly clock: Clock;
  readonly hash: Hash;
  readonly home: string;
  readonly skills: ReadonlyMap<string, Skill>;
  isOwnWindow(window: SeenWindow): boolean;
}

/** What the person chose more than once, with what it rests on. */
export type Preferences = () => readonly Preference[];

/** Rows that are folded at a time: nothing else runs meanwhile. */
const SLICE = 500;
/** How long a look may take, in milliseconds. */
const LOOKING = 5000;
/** More nodes than a person could look at: the oldest that ended are let go. */
const MOST_NODES = 60_000;
const DAY = 24 * 3600 * 1000;

/** A mind that follows the journal: folded from it when it is first asked for, and kept up with it and with the looks that are made. */
export class Following {
  readonly #ports: KnowledgePorts;
  readonly #closing = new AbortController();
  #mind: Mind;
  #recent: RecentRows;
  /** Looks that were made before the journal was folded. */
  #early: { readonly observation: Observation; readonly at: number }[] = [];
  #seq = -1;
  #looks = 0;
  readonly #copies = new Copies();
  #folding: Promise<void> | null = null;
  readonly #preferences: Preferences;
  /** What was chosen may be otherwise than it was told last. */
  #chosen = true;
  #applications: readonly Pick<Application, 'windowClass' | 'name'>[] = [];

  constructor(ports: KnowledgePorts, preferences: Preferences) {
    this.#ports = ports;
    this.#preferences = preferences;
    this.#mind = this.#newMind();
    this.#recent = new RecentRows(ports.journal);
  }

  /** As it was last brought up to date. Another one after rows were lost. */
  get mind(): Mind {
    return this.#mind;
  }

  get isFolded(): boolean {
    return this.#seq >= 0;
  }

  /** Aborted when it is closed. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** What this machine can run, by the class of its windows. */
  knowApplications(applications: readonly Pick<Application, 'windowClass' | 'name'>[]): void {
    this.#applications = applications;
    this.#tellApplications();
  }

  /** What the person prefers may have changed. */
  chose(): void {
    this.#chosen = true;
  }

  /** Forgets all that it has folded: it is folded anew from what is left. */
  async anew(): Promise<void> {
    await this.ready();
    this.#mind = this.#newMind();
    this.#recent = new RecentRows(this.#ports.journal);
    this.#seq = -1;
    this.#folding = null;
    this.#chosen = true;
    this.#tellApplications();
  }

  /** Takes in a look that was made for something else. */
  notice(observation: Observation, at: number): void {
    if (this.isFolded) this.#see(observation, at);
    else this.#early.push({ observation, at });
  }

  /** Looks, and takes in what is seen; null when that is not possible. */
  async look(query: Query): Promise<Observation | null> {
    const { clock, observers } = this.#ports;
    const progress = { signal: this.closing, deadline: clock.now() + LOOKING, log: () => {} };
    const observation = await observeWith(observers, query, progress).catch(() => null);
    if (observation) this.#see(observation, clock.now());
    return observation;
  }

  /** The journal folded. */
  ready(): Promise<void> {
    this.#folding ??= this.#foldInSlices();
    return this.#folding;
  }

  /** The journal folded and followed up to now; gives the moment. */
  async now(): Promise<number> {
    await this.ready();
    return this.catchUp();
  }

  /** As `now`, at once: nothing else runs while what was not folded yet is. */
  catchUp(): number {
    const { journal, clock } = this.#ports;
    while (!this.isFolded) this.#gather();
    for (const { seq, event } of journal.read({ afterSeq: this.#seq })) {
      this.#mind.take(event);
      this.#seq = seq;
    }
    if (this.#chosen) this.#tellPreferences(clock.now());
    this.#mind.settle(clock.now());
    for (let age = 7 * DAY; this.#mind.memory.graph.size > MOST_NODES && age > 60_000; age /= 8)
      this.#mind.memory.forget(clock.now() - age);
    return clock.now();
  }

  close(): void {
    this.#closing.abort();
  }

  #newMind(): Mind {
    const { hash, home, clock, skills } = this.#ports;
    return new Mind(loadRules(SHIPPED, hash), home, clock.now(), skills);
  }

  #tellApplications(): void {
    const at = this.#ports.clock.now();
    const told = new Set<string>();
    for (const { windowClass, name } of this.#applications) {
      // The application itself comes before what else is listed of it, such as its settings.
      if (told.has(windowClass)) continue;
      told.add(windowClass);
      const literal = atom('application-name', windowClass, name);
      this.#mind.memory.tell({ literal, context: WORLD.id, at, source: 'sonny', trust: 'sonny' }, []);
    }
  }

  /** Computed from the runs each time, as what is offered first is, so that nothing stands here that is not done. */
  #tellPreferences(now: number): void {
    this.#chosen = false;
    const { memory } = this.#mind;
    const still = new AtomSet();
    for (const { ask, choice, rests } of this.#preferences()) {
      const literal = atom('preferred', ask, choice);
      still.add(literal);
      const causes = rests.map(({ runId }) => ({ kind: 'caused-by', node: `goal:${runId}` }) as const);
      const [newest] = rests;
      const by = { at: newest?.at ?? now, source: 'sonny', trust: 'sonny' } as const;
      if (!memory.said(literal)) memory.tell({ literal, context: WORLD.id, ...by }, causes);
    }
    for (const fact of memory.facts.ofRelation('preferred', now))
      if (fact.trust === 'sonny' && !still.has(fact.literal)) memory.takeBack(fact.id, now, fact.id, now);
  }

  async #foldInSlices(): Promise<void> {
    let rows = 0;
    while (!this.isFolded && !this.closing.aborted) {
      const before = rows;
      rows += this.#gather() ?? 0;
      if (Math.floor(rows / SLICE) > Math.floor(before / SLICE)) await this.#ports.clock.sleep(0, this.closing);
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

  #see(observation: Observation, at: number): void {
    const sight = readSight(observation, (w) => this.#ports.isOwnWindow(w));
    if (sight) this.#mind.see(this.#copies.within(sight), at, `look:${++this.#looks}`);
  }
}
