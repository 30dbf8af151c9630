import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import { z } from 'zod';
import type { Secrets } from '../../shared/ports/secrets.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { sessionSecrets } from '../session-secrets.ts';

/** Name to base64 of the encrypted value. */
const Kept = z.record(z.string(), z.base64());
type Kept = z.infer<typeof Kept>;

export type Keychain = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/** Secrets in `file`, encrypted by the system's keychain; in memory alone where that would protect nothing. */
export async function openSecrets(keychain: Keychain, platform: NodeJS.Platform, file: string): Promise<Secrets> {
  return (await protects(keychain, platform)) ? keptSecrets(keychain, file) : sessionSecrets();
}

/** On Linux without a keychain, Electron encrypts with a password that is the same everywhere and known to all. */
async function protects(keychain: Keychain, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await keychain.isAsyncEncryptionAvailable())) return false;
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(keychain.getSelectedStorageBackend());
}

function keptSecrets(keychain: Keychain, file: string): Secrets {
  // One change after the other: each reads the file, changes one name and writes it whole.
  let turn: Promise<void> = Promise.resolve();
  const change = (alter: (kept: Kept) => Promise<Kept>): Promise<void> => {
    const done = turn.then(async () => write(file, await alter(await read(file))));
    turn = done.catch(() => {});
    return done.catch((cause: unknown) => {
      throw new SonnyError('INTERNAL', 'The keychain did not keep it.', { cause });
    });
  };
  const set = (name: string, value: string): Promise<void> =>
    change(async (kept) => ({ ...kept, [name]: (await keychain.encryptStringAsync(value)).toString('base64') }));

  return {
    lasting: 'kept',
    set,
    forget: (name) => change(async ({ [name]: _gone, ...others }) => others),
    async get(name) {
      await turn;
      const encrypted = (await read(file))[name];
      if (encrypted === undefined) return null;
      const opened = await keychain.decryptStringAsync(Buffer.from(encrypted, 'base64')).catch(() => null);
      if (opened?.shouldReEncrypt) await set(name, opened.result);
      return opened?.result ?? null;
    },
  };
}

/** A file that cannot be understood is kept beside, for a person to look at. */
async function read(file: string): Promise<Kept> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    await rename(file, `${file}.damaged`);
    return {};
  }
}

async function write(file: string, kept: Kept): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
