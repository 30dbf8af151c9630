import type { Terminal } from '../../electron/cli/terminal.ts';

/** A terminal that remembers what was printed and answers from a list; with no list nobody is there. */
export class FakeTerminal implements Terminal {
  readonly printed: string[] = [];
  readonly told: string[] = [];
  readonly asked: string[] = [];
  readonly killed: number[] = [];
  readonly attended: boolean;
  readonly #answers: string[];
  readonly #handlers = new Set<() => void>();

  constructor(answers?: readonly string[]) {
    this.attended = answers !== undefined;
    this.#answers = [...(answers ?? [])];
  }

  readonly out = (line: string): void => void this.printed.push(line);
  readonly err = (line: string): void => void this.told.push(line);

  ask(question: string, signal: AbortSignal): Promise<string | null> {
    this.asked.push(question);
    const answer = this.#answers.shift();
    if (answer !== undefined) return Promise.resolve(answer);
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }));
  }

  onInterrupt(handler: () => void): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  onLine(): () => void {
    return () => {};
  }

  kill(code: number): void {
    this.killed.push(code);
  }

  /** What Ctrl+C does. */
  interrupt(): void {
    for (const handler of this.#handlers) handler();
  }
}
