import type { Delta } from './delta.ts';
import type { Operation, Statement } from './operation.ts';
import type { SharedFact } from './shared-fact.ts';
import { covers, join, knows, type Dot, type Version } from './version.ts';

/** What one merge changed. */
export interface Merged {
  readonly added: readonly Statement[];
  readonly removed: readonly Statement[];
}

/** All of a log that has to be kept to go on with it. */
export interface KeptLog {
  readonly version: Version;
  /** Entries up to here were dropped; those of them that are live are in `live`. */
  readonly cut: Version;
  readonly live: readonly Statement[];
  readonly operations: readonly Operation[];
}

/** Two different entries have one dot: a peer went on from an old copy of its log. It must take a new name. */
export class ForkedLog extends Error {
  readonly actor: string;
  constructor(actor: string) {
    super(`two logs go by the name ${actor}`);
    this.name = 'ForkedLog';
    this.actor = actor;
  }
}

const isStatement = (operation: Operation): operation is Statement => operation.fact !== null;

/** The facts that one peer knows of: its own and others', as a causal log and as what is live now. */
export class FactLog {
  readonly actor: string;
  #version: Record<string, number> = {};
  #cut: Version = {};
  /** Greatest time of any entry. */
  #latest = 0;
  readonly #live = new Map<string, Map<number, Statement>>();
  readonly #entries = new Map<string, Operation[]>();
  /** Arrived before something they rest on. */
  readonly #early = new Map<string, Map<number, Operation>>();

  /** `actor` must be unique for ever; who has lost its log takes a new one. */
  constructor(actor: string, kept?: KeptLog) {
    this.actor = actor;
    if (!kept) return;
    this.#version = { ...kept.version };
    this.#cut = { ...kept.cut };
    for (const statement of kept.live) this.#state(statement);
    for (const operation of kept.operations) this.#note(operation);
    for (const { over } of kept.operations) for (const { actor, seq } of over) this.#live.get(actor)?.delete(seq);
  }

  /** How much is known; entries that arrived early do not count. */
  get version(): Version {
    return { ...this.#version };
  }

  *live(): Generator<Statement> {
    for (const statements of this.#live.values()) yield* statements.values();
  }

  get size(): number {
    let size = 0;
    for (const statements of this.#live.values()) size += statements.size;
    return size;
  }

  statement({ actor, seq }: Dot): Statement | undefined {
    return this.#live.get(actor)?.get(seq);
  }

  /** States a fact, in the place of others if named. Gives the entry, already in the log. */
  assert(fact: SharedFact, now: number, over: readonly Dot[] = []): Operation {
    return this.#own(fact, now, over);
  }

  /** Takes back what was seen under these dots. */
  retract(over: readonly Dot[], now: number): Operation {
    return this.#own(null, now, over);
  }

  /** The entry that would come next here; it is not in the log before it is merged. */
  next(fact: SharedFact | null, now: number, over: readonly Dot[]): Operation {
    const seq = (this.#version[this.actor] ?? 0) + 1;
    return { actor: this.actor, seq, at: Math.max(now, this.#latest), fact, over: [...over] };
  }

  /**
   * What of a delta is not known yet; null: nothing.
   * @throws ForkedLog
   */
  freshOf(delta: Delta): Delta | null {
    if (delta.kind === 'state') return covers(this.#version, delta.version) ? null : delta;
    for (const operation of delta.operations) this.#refuseFork(operation);
    const operations = delta.operations.filter((operation) => !knows(this.#version, operation));
    return operations.length === 0 ? null : { kind: 'operations', operations };
  }

  /**
   * Takes in what another peer sent, in any order, however often.
   * @throws ForkedLog before anything was taken in.
   */
  merge(delta: Delta): Merged {
    const added = new Map<Statement, true>();
    const removed: Statement[] = [];
    const onAdd = (statement: Statement): void => void added.set(statement, true);
    const onRemove = (statement: Statement): void => {
      // What came and went in one merge was never seen.
      if (!added.delete(statement)) removed.push(statement);
    };
    if (delta.kind === 'state') this.#mergeState(delta.version, delta.live, onAdd, onRemove);
    else {
      for (const operation of delta.operations) this.#refuseFork(operation);
      for (const operation of delta.operations)
        if (this.#isNext(operation)) this.#apply(operation, onAdd, onRemove);
        else this.#keepEarly(operation);
    }
    this.#takeReady(onAdd, onRemove);
    return { added: [...added.keys()], removed };
  }

  /** What a peer lacks that knows this much. */
  deltaFor(known: Version): Delta {
    if (!covers(known, this.#cut)) return { kind: 'state', version: this.version, live: [...this.live()] };
    const operations: Operation[] = [];
    for (const [actor, entries] of this.#entries) {
      const from = known[actor] ?? 0;
      for (let i = firstAfter(entries, from); i < entries.length; i++) {
        const entry = entries[i];
        if (entry) operations.push(entry);
      }
    }
    return { kind: 'operations', operations };
  }

  /** Drops entries that every peer knows. Nothing that is live is lost; who comes back from before gets the state. */
  compact(known: Version): void {
    const stable: Record<string, number> = {};
    for (const [actor, seq] of Object.entries(known)) stable[actor] = Math.min(seq, this.#version[actor] ?? 0);
    this.#raiseCut(stable);
  }

  kept(): KeptLog {
    const live = [...this.live()].filter((statement) => knows(this.#cut, statement));
    return { version: this.version, cut: this.#cut, live, operations: [...this.#entries.values()].flat() };
  }

  #own(fact: SharedFact | null, now: number, over: readonly Dot[]): Operation {
    const operation = this.next(fact, now, over);
    this.#apply(operation);
    return operation;
  }

  #apply(operation: Operation, onAdd?: (s: Statement) => void, onRemove?: (s: Statement) => void): void {
    const { actor, seq } = operation;
    this.#version[actor] = seq;
    for (const dot of operation.over) {
      const gone = this.#live.get(dot.actor)?.get(dot.seq);
      if (!gone) continue;
      this.#live.get(dot.actor)?.delete(dot.seq);
      onRemove?.(gone);
    }
    this.#note(operation);
    if (isStatement(operation)) onAdd?.(operation);
  }

  /** Puts an entry at the end of its peer's log, and among the live ones. */
  #note(operation: Operation): void {
    const entries = this.#entries.get(operation.actor);
    if (entries) entries.push(operation);
    else this.#entries.set(operation.actor, [operation]);
    this.#latest = Math.max(this.#latest, operation.at);
    if (isStatement(operation)) this.#state(operation);
  }

  #state(statement: Statement): void {
    this.#latest = Math.max(this.#latest, statement.at);
    const statements = this.#live.get(statement.actor);
    if (statements) statements.set(statement.seq, statement);
    else this.#live.set(statement.actor, new Map([[statement.seq, statement]]));
  }

  #refuseFork(operation: Operation): void {
    if (!knows(this.#version, operation)) return;
    const entries = this.#entries.get(operation.actor) ?? [];
    const mine = entries[firstAfter(entries, operation.seq - 1)];
    if (mine?.seq === operation.seq && mine.at !== operation.at) throw new ForkedLog(operation.actor);
  }

  /** All that it follows on and rests on is known. */
  #isNext({ actor, seq, over }: Operation): boolean {
    return seq === (this.#version[actor] ?? 0) + 1 && over.every((dot) => knows(this.#version, dot));
  }

  #keepEarly(operation: Operation): void {
    if (knows(this.#version, operation)) return;
    const early = this.#early.get(operation.actor);
    if (early) early.set(operation.seq, operation);
    else this.#early.set(operation.actor, new Map([[operation.seq, operation]]));
  }

  /** Applies all whose peer's earlier entries, and whose dots, are known. */
  #takeReady(onAdd: (s: Statement) => void, onRemove: (s: Statement) => void): void {
    for (let moved = true; moved;) {
      moved = false;
      for (const [actor, early] of this.#early) {
        for (;;) {
          const next = early.get((this.#version[actor] ?? 0) + 1);
          if (!next || !this.#isNext(next)) break;
          early.delete(next.seq);
          this.#apply(next, onAdd, onRemove);
          moved = true;
        }
        if (early.size === 0) this.#early.delete(actor);
      }
    }
  }

  #mergeState(
    version: Version,
    live: readonly Statement[],
    onAdd: (s: Statement) => void,
    onRemove: (s: Statement) => void,
  ): void {
    const theirs = new Map<string, Set<number>>();
    for (const { actor, seq } of live) {
      const seqs = theirs.get(actor);
      if (seqs) seqs.add(seq);
      else theirs.set(actor, new Set([seq]));
    }
    for (const statement of [...this.live()]) {
      if (!knows(version, statement) || theirs.get(statement.actor)?.has(statement.seq)) continue;
      this.#live.get(statement.actor)?.delete(statement.seq);
      onRemove(statement);
    }
    for (const statement of live) {
      if (knows(this.#version, statement)) continue;
      this.#state(statement);
      onAdd(statement);
    }
    // The entries behind what was lacking are not known one by one, so they can't be told on.
    const lacking = Object.entries(version).filter(([actor, seq]) => seq > (this.#version[actor] ?? 0));
    this.#version = { ...join(this.#version, version) };
    this.#raiseCut(Object.fromEntries(lacking));
    for (const [actor, early] of this.#early)
      for (const seq of early.keys()) if (knows(this.#version, { actor, seq })) early.delete(seq);
  }

  #raiseCut(to: Version): void {
    this.#cut = join(this.#cut, to);
    for (const [actor, entries] of this.#entries) {
      const after = firstAfter(entries, this.#cut[actor] ?? 0);
      if (after > 0) this.#entries.set(actor, entries.slice(after));
    }
  }
}

/** Where the entries after `seq` begin. */
const firstAfter = (entries: readonly Operation[], seq: number): number => {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
};
