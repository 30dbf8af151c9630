import { Ints } from '../ground/ints.ts';

/** Lists of tasks that are left to do. Equal lists have the same number; 0 is the empty one. */
export class Agendas {
  readonly #tasks: number;
  readonly #numbers = new Map<number, number>();
  readonly #task = new Ints(1024);
  readonly #next = new Ints(1024);

  constructor(tasks: number) {
    this.#tasks = tasks;
    this.#task.push(-1);
    this.#next.push(0);
  }

  get bytes(): number {
    return this.#task.bytes + this.#next.bytes + this.#numbers.size * 48;
  }

  push(task: number, next: number): number {
    const key = next * this.#tasks + task;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#task.length;
    this.#numbers.set(key, number);
    this.#task.push(task);
    this.#next.push(next);
    return number;
  }

  task(agenda: number): number {
    return this.#task.values[agenda]!;
  }

  next(agenda: number): number {
    return this.#next.values[agenda]!;
  }
}
