import { type AuditKey, passingAuditKey, readAuditKey } from '../automation/store/audit/key.ts';
import { createRedactor, secretsIn } from '../shared/audit/redact.ts';
import type { Redactor } from '../shared/ports/redactor.ts';

/** Hides secrets in what leaves the profile. Knows those of the environment from the start. */
export const openRedactor = (profile: string, env: Readonly<Record<string, string | undefined>>): Redactor => {
  let key: AuditKey | null = null;
  const keyedHash = (secret: string): string => {
    // Read when it is needed: where nothing was journalled yet there is no key, and no mark to compare with.
    key ??= readAuditKey(profile) ?? passingAuditKey();
    return key.keyedHash(secret);
  };
  return createRedactor({ keyedHash, secrets: secretsIn(env) });
};
