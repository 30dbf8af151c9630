import type { Secrets } from '../shared/ports/secrets.ts';

/** Secrets in memory, where there is no keychain that protects anything: they last until Sonny ends. */
export const sessionSecrets = (): Secrets => {
  const values = new Map<string, string>();
  return {
    lasting: 'session',
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => void values.set(name, value),
    forget: async (name) => void values.delete(name),
  };
};
