import { createInterface } from 'node:readline/promises';

/** Where a command reads and writes. */
export interface Terminal {
  /** The result, for people or programs. */
  out(line: string): void;
  /** Progress and trouble. */
  err(line: string): void;
  /** Someone is there to answer a question. */
  readonly attended: boolean;
  /** Asks on the error stream; null when the input ended or `signal` was aborted. */
  ask(question: string, signal: AbortSignal): Promise<string | null>;
  /** Calls back at each interrupt (Ctrl+C) until the returned function is called. */
  onInterrupt(handler: () => void): () => void;
  /** Calls back when the process shall end: interrupted, terminated or its terminal closed. */
  onEnd(handler: () => void): () => void;
  /** Calls back for each line that someone who is there types. */
  onLine(handler: () => void): () => void;
  /** Ends the process now. */
  kill(code: number): void;
}

export const processTerminal = (): Terminal => ({
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  attended: process.stdin.isTTY && process.stderr.isTTY,
  async ask(question, signal) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      // A raw-mode prompt takes Ctrl+C for itself; give it back.
      lines.on('SIGINT', () => process.emit('SIGINT'));
      const ended = new Promise<null>((resolve) => lines.once('close', () => resolve(null)));
      return await Promise.race([lines.question(question, { signal }), ended]);
    } catch {
      return null;
    } finally {
      lines.close();
    }
  },
  onInterrupt: (handler) => onSignals(['SIGINT'], handler),
  onEnd: (handler) => onSignals(['SIGINT', 'SIGTERM', 'SIGHUP'], handler),
  onLine(handler) {
    if (!process.stdin.isTTY) return () => {};
    const lines = createInterface({ input: process.stdin });
    lines.on('line', handler);
    return () => lines.close();
  },
  kill: (code) => process.exit(code),
});

function onSignals(signals: readonly NodeJS.Signals[], handler: () => void): () => void {
  for (const signal of signals) process.on(signal, handler);
  return () => {
    for (const signal of signals) process.off(signal, handler);
  };
}
