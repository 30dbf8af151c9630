import type { Position } from './problem.ts';
import { refuse, tokens, type Token } from './tokens.ts';

/** Walks over the words of a rules text and remembers where each part of the result was written. */
export class Reader {
  readonly #tokens: readonly Token[];
  readonly #places = new Map<object, Position>();
  #next = 0;

  constructor(text: string) {
    this.#tokens = tokens(text);
  }

  get places(): ReadonlyMap<object, Position> {
    return this.#places;
  }

  get token(): Token {
    // The last word is 'end', and nothing reads past it.
    return this.#tokens[this.#next] as Token;
  }

  /** The word after the present one. */
  get following(): Token {
    return this.#tokens[this.#next + 1] ?? this.token;
  }

  is(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === symbol;
  }

  /** Goes past the symbol where it comes next. */
  skip(symbol: string): boolean {
    const found = this.is(symbol);
    if (found) this.#next += 1;
    return found;
  }

  take(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.#next += 1;
    return token;
  }

  expect(symbol: string): void {
    if (!this.skip(symbol)) this.fail(`"${symbol}"`);
  }

  name(what: string): string {
    const { kind, text } = this.token;
    if (kind !== 'name') this.fail(what);
    this.take();
    return text;
  }

  /** A name, or a keyword that stands where only a name can. */
  word(what: string): string {
    const { kind, text } = this.token;
    if (kind !== 'name' && !/^[a-z]/.test(text)) this.fail(what);
    this.take();
    return text;
  }

  text(what: string): string {
    const token = this.token;
    if (token.kind !== 'text') return this.fail(what);
    this.take();
    return token.value;
  }

  /** Refuses the present word, saying what should stand there. */
  fail(expected: string): never {
    const { kind, text, at } = this.token;
    const found = kind === 'end' ? 'the text ends' : `there is ${kind === 'text' ? text : `"${text}"`}`;
    return refuse('RULE_SYNTAX', `Here should be ${expected}, but ${found}.`, at);
  }

  /** `part` was written at `at`. */
  placed<T extends object>(part: T, at: Position): T {
    this.#places.set(part, at);
    return part;
  }
}
