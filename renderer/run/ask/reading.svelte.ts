import type { ApprovalRequest } from '../../../shared/protocol/run.ts';

/** Which steps of a digest the person says they have read. Each question begins anew. */
export class Reading {
  readonly #approval: () => ApprovalRequest | undefined;
  #ticked = $state.raw<{ readonly nonce: string; readonly steps: readonly string[] }>({ nonce: '', steps: [] });

  constructor(approval: () => ApprovalRequest | undefined) {
    this.#approval = approval;
  }

  readonly read = $derived.by((): readonly string[] =>
    this.#ticked.nonce === this.#approval()?.nonce ? this.#ticked.steps : [],
  );

  tick(stepId: string, on: boolean): void {
    const others = this.read.filter((id) => id !== stepId);
    this.#ticked = { nonce: this.#approval()?.nonce ?? '', steps: on ? [...others, stepId] : others };
  }
}
