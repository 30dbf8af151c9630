/** `observation`: one look at the world. `decision`: a person's or the policy's word. */
export type NodeKind = 'goal' | 'plan' | 'step' | 'observation' | 'fact' | 'rule' | 'decision';

/** Read from `from` to `to`: this fact is `derived-from` that rule, this step is `caused-by` that approval. */
export type EdgeKind = 'caused-by' | 'derived-from' | 'contradicts' | 'supersedes' | 'undone-by';

export interface EventNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly context: string;
  /** Milliseconds since the epoch: when it came about. */
  readonly at: number;
  /** When it ended or will end; null: nothing is known to end it. */
  readonly until: number | null;
}

export interface EventEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
}
