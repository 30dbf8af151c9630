import { Ints } from '../ground/ints.ts';
import type { RelevantFacts } from './relevant-facts.ts';

/** Lists of tasks that are left to do. Equal lists have the same number; 0 is the empty one. */
export class Agendas {
  readonly #tasks: number;
  readonly #numbers = new Map<number, number>();
  readonly #task = new Ints(1024);
  readonly #next = new Ints(1024);
  /** What each asks for, as a set of `RelevantFacts`. */
  readonly #asked = new Ints(1024);
  readonly #relevant: RelevantFacts;

  constructor(tasks: number, relevant: RelevantFacts) {
    this.#tasks = tasks;
    this.#relevant = relevant;
    this.#task.push(-1);
    this.#next.push(0);
    this.#asked.push(0);
  }

  get bytes(): number {
    return this.#task.bytes + this.#next.bytes + this.#asked.bytes + this.#numbers.size * 48;
  }

  push(task: number, next: number): number {
    const key = next * this.#tasks + task;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#task.length;
    this.#numbers.set(key, number);
    this.#task.push(task);
    this.#next.push(next);
    this.#asked.push(this.#relevant.union(task, this.#asked.values[next]!));
    return number;
  }

  /** Forgets of a state what nothing asks for that is left to do. */
  keepRelevant(agenda: number, values: Int32Array): void {
    this.#relevant.keep(this.#asked.values[agenda]!, values);
  }

  task(agenda: number): number {
    return this.#task.values[agenda]!;
  }

  next(agenda: number): number {
    return this.#next.values[agenda]!;
  }
}
