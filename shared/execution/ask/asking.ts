import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { RunEvent } from '../../protocol/events.ts';
import type { Asked } from './approval.ts';

export interface AskingParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly approvalSeconds: () => number;
  record(event: RunEvent): Promise<void>;
  /** The nonce of what the run waits for an answer to. */
  pending(runId: string): string | undefined;
  /** Sonny ends: what waits is left as it is. */
  readonly closing: AbortSignal;
}

/** Puts approvals to the person; no answer in time is a no. */
export class Asking {
  readonly #parts: AskingParts;
  /** Ends the wait for an answer. */
  readonly #asked = new Map<string, AbortController>();

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  async ask(runId: string, asked: Asked, signal: AbortSignal): Promise<void> {
    const { clock, ids, approvalSeconds, record, pending, closing } = this.#parts;
    const at = clock.now();
    const nonce = ids.secret();
    const life = approvalSeconds() * 1000;
    await record({ type: 'approval.asked', at, runId, nonce, ...asked, expiresAt: at + life });
    const answered = new AbortController();
    this.#asked.set(runId, answered);
    await clock.sleep(life, AbortSignal.any([signal, answered.signal]));
    if (closing.aborted || pending(runId) !== nonce) return;
    await record({ type: 'approval.denied', at: clock.now(), runId, nonce, reason: 'expired' });
  }

  answered(runId: string): void {
    this.#asked.get(runId)?.abort('answered');
    this.#asked.delete(runId);
  }
}
