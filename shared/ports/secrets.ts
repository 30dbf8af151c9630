/**
 * Where keys and tokens are kept. `set` and `forget` reject with SonnyError INTERNAL when the keychain fails; nothing is
 * ever written where it could be read without the keychain.
 */
export interface Secrets {
  /** `session`: this machine has no keychain that protects anything, so the value lasts until Sonny ends. */
  readonly lasting: 'kept' | 'session';
  /** null: there is none of this name, or what was kept can no longer be read. */
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  forget(name: string): Promise<void>;
}
