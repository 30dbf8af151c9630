import type { RunEvent } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';

/** An act whose receipt leans on kept bytes. */
export interface Holder {
  readonly runId: string;
  readonly stepId: string;
  readonly key: string;
}

/** How a receipt names what is kept: the hash of the bytes and their permissions. */
const SNAPSHOT = /^([0-9a-f]{64})\.[0-7]{1,4}$/;

const snapshotsIn = (json: Json): readonly string[] => {
  if (typeof json === 'string') return SNAPSHOT.exec(json)?.slice(1, 2) ?? [];
  if (json === null || typeof json !== 'object') return [];
  return Object.values(json).flatMap(snapshotsIn);
};

/** Which acts still need which kept bytes to be taken back: a fold of the journal. */
export class Holdings {
  readonly #byHash = new Map<string, Map<string, Holder>>();
  readonly #hashes = new Map<string, readonly string[]>();

  take(event: RunEvent): void {
    switch (event.type) {
      case 'step.intended':
        return this.#hold(event, event.prepared ?? null);
      case 'step.ended':
        this.#release(event.key);
        return this.#hold(event, event.receipt);
      case 'undo.ended':
        // What was left alone can still be restored, if the person chooses so.
        return event.status === 'undone' ? this.#release(event.key) : undefined;
      case 'conflict.intended':
        return this.#hold(event, event.prepared);
      case 'receipts.dropped':
        for (const { key } of event.acts) this.#release(key);
        return;
      default:
    }
  }

  holdersOf(sha256: string): readonly Holder[] {
    return [...(this.#byHash.get(sha256)?.values() ?? [])];
  }

  /** Lets go of everything that a run's acts lean on; what nobody else leans on is given back. */
  drop(runId: string): readonly string[] {
    const free: string[] = [];
    for (const [sha256, holders] of this.#byHash) {
      const own = [...holders.values()].filter((holder) => holder.runId === runId);
      for (const { key } of own) {
        holders.delete(key);
        this.#hashes.delete(key);
      }
      if (own.length > 0 && holders.size === 0) free.push(sha256);
    }
    return free;
  }

  #hold({ runId, stepId, key }: Holder, receipt: Json): void {
    const hashes = snapshotsIn(receipt);
    if (hashes.length === 0) return;
    this.#hashes.set(key, [...(this.#hashes.get(key) ?? []), ...hashes]);
    for (const hash of hashes) {
      const holders = this.#byHash.get(hash) ?? new Map<string, Holder>();
      this.#byHash.set(hash, holders.set(key, { runId, stepId, key }));
    }
  }

  #release(key: string): void {
    for (const hash of this.#hashes.get(key) ?? []) this.#byHash.get(hash)?.delete(key);
    this.#hashes.delete(key);
  }
}
