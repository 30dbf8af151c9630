import { keyOf } from '../atom.ts';
import { Moments } from './clock.ts';
import type { ToldFact } from './fact.ts';

/** Told facts whose valid time has a start or an end, and the moments at which they begin and end. */
export class Validity {
  readonly #known = new Map<string, ToldFact>();
  readonly #due = new Moments();
  readonly #at = new Map<number, Set<string>>();
  #undo: (() => void)[] = [];

  /** The valid time that was told of a fact, if any; also where it is still to come. */
  of(fact: ToldFact): ToldFact | undefined {
    return this.#known.size === 0 ? undefined : this.#known.get(keyOf(fact));
  }

  /** When the next fact begins or ends, or null. */
  get next(): number | null {
    for (let moment = this.#due.first; moment !== undefined; moment = this.#due.first) {
      if ([...(this.#at.get(moment) ?? [])].some((key) => this.#turnsAt(key, moment))) return moment;
      this.#due.take((first) => first === moment);
      this.#at.delete(moment);
    }
    return null;
  }

  /** Facts that have still to begin. */
  *coming(now: number): Iterable<ToldFact> {
    for (const fact of this.#known.values()) if (fact.from !== undefined && fact.from > now) yield fact;
  }

  set(fact: ToldFact, now: number): void {
    const key = keyOf(fact);
    this.#keep(key, fact);
    for (const moment of [fact.from, fact.until]) if (moment !== undefined && moment > now) this.#wake(key, moment);
  }

  delete(fact: ToldFact): void {
    if (this.#known.size > 0) this.#keep(keyOf(fact), undefined);
  }

  /** The facts that begin or end at moments up to `now`. They stay known until they are deleted. */
  advance(now: number): readonly ToldFact[] {
    const keys = new Set<string>();
    for (const moment of this.#due.take((first) => first <= now)) {
      const waiting = this.#at.get(moment) ?? new Set();
      this.#at.delete(moment);
      this.#undo.push(() => waiting.forEach((key) => this.#wake(key, moment)));
      for (const key of waiting) keys.add(key);
    }
    return [...keys].flatMap((key) => this.#known.get(key) ?? []);
  }

  commit(): void {
    this.#undo = [];
  }

  rollback(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.commit();
  }

  #turnsAt(key: string, moment: number): boolean {
    const fact = this.#known.get(key);
    return fact !== undefined && (fact.from === moment || fact.until === moment);
  }

  #wake(key: string, moment: number): void {
    this.#due.add(moment);
    const waiting = this.#at.get(moment) ?? new Set();
    this.#at.set(moment, waiting.add(key));
  }

  #keep(key: string, fact: ToldFact | undefined): void {
    const before = this.#known.get(key);
    if (before === fact) return;
    const put = (value: ToldFact | undefined): void => {
      if (value) this.#known.set(key, value);
      else this.#known.delete(key);
    };
    put(fact);
    this.#undo.push(() => put(before));
  }
}
