import type { Json } from '../protocol/json.ts';

/**
 * Hides secrets in what leaves the profile: exports, logs, reports, metrics, printed JSON. What is hidden becomes a mark that
 * tells its length class and is the same for the same secret. Redacting twice changes nothing more.
 */
export interface Redactor {
  /** From now on this text is hidden wherever it stands, also URL- and base64-encoded. Ignored under 6 characters. */
  learn(secret: string): void;
  /** Learns the secrets that a value shows by where they stand, so that they are hidden elsewhere too. */
  study(value: Json): void;
  text(text: string): string;
  value(value: Json): Json;
}
