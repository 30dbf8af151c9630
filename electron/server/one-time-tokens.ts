import { createHash, timingSafeEqual } from 'node:crypto';

export interface OneTimeTokensOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A fresh text of 256 bits of chance. */
  readonly secret: () => string;
  readonly lifetimeMs: number;
  /** Tokens that may be out at the same time; the oldest is forgotten first. */
  readonly most: number;
}

interface Issued {
  readonly digest: Buffer;
  readonly subject: string;
  readonly expiresAt: number;
}

export const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether two texts are the same, in a time that does not depend on where they differ. */
export const sameText = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b));

/** Secrets that are good once, for a while, for one subject. Only their digests are kept. */
export class OneTimeTokens {
  readonly #options: OneTimeTokensOptions;
  #issued: Issued[] = [];

  constructor(options: OneTimeTokensOptions) {
    this.#options = options;
  }

  issue(subject: string): string {
    const { now, secret, lifetimeMs, most } = this.#options;
    const token = secret();
    const fresh = { digest: digestOf(token), subject, expiresAt: now() + lifetimeMs };
    this.#issued = [...this.#issued, fresh].slice(-most);
    return token;
  }

  /** True once per token. Whatever the answer, it takes as long. */
  redeem(token: string, subject: string): boolean {
    const digest = digestOf(token);
    const now = this.#options.now();
    let right: Issued | undefined;
    for (const one of this.#issued) if (timingSafeEqual(one.digest, digest) && one.subject === subject) right = one;
    this.#issued = this.#issued.filter((one) => one !== right && one.expiresAt > now);
    return right !== undefined && right.expiresAt > now;
  }

  clear(): void {
    this.#issued = [];
  }
}
