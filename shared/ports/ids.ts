/** Fresh identifiers. Each is unique for ever in one profile; `secret` cannot be guessed. */
export interface Ids {
  next(kind: 'run' | 'question' | 'event' | 'peer'): string;
  secret(): string;
}
