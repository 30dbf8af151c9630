import { Writable } from 'node:stream';
import { createInterface } from 'node:readline/promises';
import { onOneLine } from '../../shared/protocol/visible.ts';

/** Where a command reads and writes. */
export interface Terminal {
  /** The result, for people or programs: one line at a time, which is cleaned of what is no character to read. */
  readonly out: (line: string) => void;
  /** Progress and trouble. */
  readonly err: (line: string) => void;
  /** Someone is there to answer a question. */
  readonly attended: boolean;
  /** Asks on the error stream; null when the input ended or `signal` was aborted. What is typed is not shown where it is `hidden`. */
  ask(question: string, signal: AbortSignal, how?: { readonly hidden: boolean }): Promise<string | null>;
  /** Calls back whenever the process shall end (Ctrl+C, terminated, terminal closed) until the returned function is called. */
  onInterrupt(handler: () => void): () => void;
  /** Calls back for each line that someone who is there types. */
  onLine(handler: () => void): () => void;
  /** Ends the process now. */
  kill(code: number): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl+C may come twice: from the terminal, and passed on by the program that started this one. */
const ONE_INTERRUPT_MS = 250;

/** How long the second of two that are one may take to arrive on a busy machine. */
const REPEAT_MS = 2000;

/** What was answered already comes once more, as libraries pass it on: it must not end the process before it has said how the work ended. */
const swallowRepeat = (): void => {
  const end = (): void => {
    clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const timer = setTimeout(end, REPEAT_MS).unref();
  for (const signal of SIGNALS) process.on(signal, end);
};

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Who reads may go before the end, as `head` does: what nobody reads is no reason to end in the middle of a run. */
const leaveUnread = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
};

/**
 * The terminal that this process was started at.
 * @param redact hides secrets in progress that nobody watches: it goes to a log. A person must read exactly what they approve.
 */
export const processTerminal = (redact: (line: string) => string): Terminal => {
  for (const stream of [process.stdout, process.stderr]) leaveUnread(stream);
  return terminalOf(redact);
};

/** A line as it may be written: names and texts in it neither steer the terminal nor pretend to be a line of their own. */
const plain = (line: string): string => line.split('\t').map(onOneLine).join('\t');

const terminalOf = (redact: (line: string) => string): Terminal => ({
  out: (line) => process.stdout.write(`${plain(line)}\n`),
  err: (line) => process.stderr.write(`${plain(process.stderr.isTTY ? line : redact(line))}\n`),
  attended: process.stdin.isTTY && process.stderr.isTTY,
  async ask(asked, signal, how) {
    const question = plain(asked);
    const output = how?.hidden ? nowhere() : process.stderr;
    // Without a terminal there is no echo to keep away.
    const lines = createInterface({
      input: process.stdin,
      output,
      ...(how?.hidden && process.stdin.isTTY ? { terminal: true } : {}),
    });
    if (how?.hidden) process.stderr.write(question);
    try {
      // A raw-mode prompt takes Ctrl+C for itself; give it back.
      lines.on('SIGINT', () => process.emit('SIGINT'));
      const ended = new Promise<null>((resolve) => lines.once('close', () => resolve(null)));
      return await Promise.race([lines.question(question, { signal }), ended]);
    } catch {
      return null;
    } finally {
      lines.close();
      if (how?.hidden) process.stderr.write('\n');
    }
  },
  onInterrupt(handler) {
    let last = -Infinity;
    const once = (): void => {
      const now = performance.now();
      if (now - last > ONE_INTERRUPT_MS) handler();
      last = now;
    };
    for (const signal of SIGNALS) process.on(signal, once);
    return () => {
      for (const signal of SIGNALS) process.off(signal, once);
      if (last > -Infinity) swallowRepeat();
    };
  },
  onLine(handler) {
    if (!process.stdin.isTTY) return () => {};
    const lines = createInterface({ input: process.stdin });
    lines.on('line', handler);
    return () => lines.close();
  },
  kill: (code) => process.exit(code),
});
