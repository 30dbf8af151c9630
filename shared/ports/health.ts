import type { HealthCheck } from '../protocol/replies.ts';

/** Says what works on this machine and what to install. Never throws. */
export interface Health {
  check(): Promise<readonly HealthCheck[]>;
}
