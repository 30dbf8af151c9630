import type { ModelKey } from '../shared/ports/model-key.ts';
import type { Secrets } from '../shared/ports/secrets.ts';
import { SonnyError } from '../shared/protocol/errors.ts';

/** The variable that holds a key where no keychain does. */
export const KEY_VARIABLE = 'SONNY_MODEL_KEY';

export interface ModelKeyOptions {
  readonly secrets: Secrets;
  /** What the variable holds; it goes to whichever server is named. */
  readonly given: string | undefined;
  /** Of the settings; empty: none is named. */
  readonly baseUrl: () => string;
  /** Told of each key that is used or set, so that it is hidden in all that leaves the profile. */
  readonly learn: (key: string) => void;
}

/** Each server has a key of its own, so that one that is named later never gets what was meant for another. */
const nameOf = (baseUrl: string): string | null => (URL.canParse(baseUrl) ? `model ${new URL(baseUrl).origin}` : null);

/** Keys of models in `secrets`, or in the environment. */
export const createModelKey = ({
  secrets,
  given: variable,
  baseUrl,
  learn,
}: ModelKeyOptions): ModelKey & { read(): Promise<string | null> } => {
  const given = variable?.trim() || null;
  const own = async (): Promise<string | null> => {
    const name = nameOf(baseUrl());
    return name === null ? null : secrets.get(name);
  };
  return {
    keeps: secrets.lasting,
    async where() {
      if ((await own()) !== null) return secrets.lasting;
      return given === null ? 'none' : 'environment';
    },
    async set(key) {
      const name = nameOf(baseUrl());
      if (name === null) throw new SonnyError('MODEL_NOT_SET_UP', 'Name the server first: each has a key of its own.');
      if (key === null) return secrets.forget(name);
      learn(key);
      await secrets.set(name, key);
    },
    async read() {
      const key = (await own()) ?? given;
      if (key !== null) learn(key);
      return key;
    },
  };
};
