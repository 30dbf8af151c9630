import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a profile proves with that it was Sonny who wrote here. */
export interface AuditKey {
  /** The public half: Ed25519, 32 bytes as base64url. */
  readonly id: string;
  /** A signature over the text, as base64url. */
  sign(text: string): string;
  /** HMAC-SHA256 in hexadecimal: the same for equal texts, and nobody without the key can try texts out. */
  keyedHash(text: string): string;
}

const PURPOSE = 'sonny keyed hash';

/** What precedes the 32 bytes of an Ed25519 key in PKCS #8: https://www.rfc-editor.org/rfc/rfc8410#section-7 */
const BEFORE_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;
const PEM = /^-----BEGIN PRIVATE KEY-----\s([A-Za-z0-9+/=]+)\s-----END PRIVATE KEY-----\s*$/;

/** Told by the text alone, as it is written here: OpenSSL's own reader takes a millisecond of every start to be there. */
const seedOf = (pem: string): Buffer => {
  const der = Buffer.from(PEM.exec(pem)?.[1] ?? '', 'base64');
  if (der.length === BEFORE_SEED.length + SEED_BYTES && der.subarray(0, BEFORE_SEED.length).equals(BEFORE_SEED))
    return der.subarray(BEFORE_SEED.length);
  return Buffer.from(String(createPrivateKey(pem).export({ format: 'jwk' }).d), 'base64url');
};

const keyFrom = (pem: string): AuditKey => {
  const hashing = Buffer.from(hkdfSync('sha256', seedOf(pem), '', PURPOSE, 32));
  let key: KeyObject | null = null;
  const own = (): KeyObject => (key ??= createPrivateKey(pem));
  let id: string | null = null;
  return {
    get id() {
      return (id ??= String(createPublicKey(own()).export({ format: 'jwk' }).x));
    },
    sign: (text) => sign(null, Buffer.from(text), own()).toString('base64url'),
    keyedHash: (text) => createHmac('sha256', hashing).update(text).digest('hex'),
  };
};

const freshPem = (): string =>
  String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));

const fileIn = (folder: string): string => join(folder, 'audit.key');

/** The profile's key, or null when it has none that can be read. */
export const readAuditKey = (folder: string): AuditKey | null => {
  try {
    return keyFrom(readFileSync(fileIn(folder), 'utf8'));
  } catch {
    return null;
  }
};

/** A key that ends with this process: marks of secrets made with it are comparable with one another alone. */
export const passingAuditKey = (): AuditKey => keyFrom(freshPem());

/**
 * The profile's key, made at its first use; only this user may read it. Throws what the file system throws.
 *
 * It is a file and not in a keychain because two hosts use one profile and only one of them has a keychain: each would take
 * the other's signatures for forgeries.
 */
export const openAuditKey = (folder: string): AuditKey => {
  const known = readAuditKey(folder);
  if (known) return known;
  const pem = freshPem();
  writeFileSync(fileIn(folder), pem, { mode: 0o600, flag: 'wx' });
  return keyFrom(pem);
};

/** Whether the signature over the text was made with the key that has this id. */
export const isSignedBy = (id: string, text: string, signature: string): boolean => {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: id }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
};
