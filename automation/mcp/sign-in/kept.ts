import { z } from 'zod';
import type { McpServer } from '../../../shared/ports/mcp.ts';
import type { Secrets } from '../../../shared/ports/secrets.ts';
import { formsOf } from './veil.ts';

export type Remote = Extract<McpServer, { kind: 'remote' }>;

const Tokens = z.looseObject({
  access_token: z.string(),
  token_type: z.string(),
  refresh_token: z.string().optional(),
  scope: z.string().optional(),
  issuer: z.string().optional(),
});
const Registered = z.looseObject({
  client_id: z.string(),
  client_secret: z.string().optional(),
  issuer: z.string().optional(),
});

/** All that is kept of a sign-in, as one secret. `url` is the server's address: what is kept for one is never read for another. */
const Kept = z.object({
  url: z.string(),
  tokens: Tokens.nullable(),
  /** How Sonny is registered with who signs in, where it registered itself. */
  client: Registered.nullable(),
  /** The address that it registered to come back to. */
  redirect: z.string().nullable(),
  /** What was asked leave for. */
  scope: z.string().nullable(),
  /** Where tokens are taken back. */
  revocation: z.string().nullable(),
});
export type Kept = z.infer<typeof Kept>;

const nothingKept = (url: string): Kept => ({
  url,
  tokens: null,
  client: null,
  redirect: null,
  scope: null,
  revocation: null,
});

/** Two servers at one address have a sign-in each: they may be two accounts. */
const nameOf = ({ name, url }: Remote): string => `mcp ${name} ${url}`;

const parsed = (text: string): Kept | null => {
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

/** Sign-ins in the store for secrets. Every secret of one is told to `learn`, so that it is hidden in all that leaves the profile. */
export class KeptSignIns {
  readonly #secrets: Secrets;
  readonly #learn: (secret: string) => void;
  readonly #known = new Map<string, Set<string>>();
  /** As they were last read or written: the keychain need not be asked for each request. */
  readonly #read = new Map<string, Kept>();

  constructor(secrets: Secrets, learn: (secret: string) => void) {
    this.#secrets = secrets;
    this.#learn = learn;
  }

  get keeps(): Secrets['lasting'] {
    return this.#secrets.lasting;
  }

  async read(server: Remote): Promise<Kept> {
    const there = this.#read.get(nameOf(server));
    if (there) return there;
    const text = await this.#secrets.get(nameOf(server));
    const kept = text === null ? null : parsed(text);
    if (kept?.url !== server.url) return nothingKept(server.url);
    this.#hide(server, kept);
    this.#read.set(nameOf(server), kept);
    return kept;
  }

  /** Rejects with SonnyError INTERNAL when the keychain fails. */
  async change(server: Remote, change: Partial<Omit<Kept, 'url'>>): Promise<void> {
    const kept = Kept.parse({ ...(await this.read(server)), ...change });
    this.#hide(server, kept);
    await this.#secrets.set(nameOf(server), JSON.stringify(kept));
    this.#read.set(nameOf(server), kept);
  }

  async forget(server: Remote): Promise<void> {
    this.#read.delete(nameOf(server));
    if ((await this.#secrets.get(nameOf(server))) !== null) await this.#secrets.forget(nameOf(server));
  }

  /** A text of the server, or of who signs in, without the secrets it was given. */
  veil(server: Remote, text: string): string {
    return [...(this.#known.get(nameOf(server)) ?? [])].reduce((rest, form) => rest.replaceAll(form, '[hidden]'), text);
  }

  #hide(server: Remote, { tokens, client }: Kept): void {
    for (const secret of [tokens?.access_token, tokens?.refresh_token, client?.client_secret])
      if (secret) this.hide(server, secret);
  }

  /** From now on this is hidden in what the server says. */
  hide(server: Remote, secret: string): void {
    this.#learn(secret);
    const known = this.#known.get(nameOf(server)) ?? new Set();
    for (const form of formsOf(secret)) known.add(form);
    this.#known.set(nameOf(server), known);
  }
}
