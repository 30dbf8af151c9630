import type { Literal } from '../symbolic/atom.ts';

/** What is held to be so of things that a look cannot tell, or has not told now. */
export interface HeldFacts {
  /**
   * `holds`: it was told or seen at first hand, and is still good. `expired`: it was, and is too old. `denied`: the contrary
   * holds, or it was taken back. Never throws.
   */
  standing(literal: Literal): 'holds' | 'expired' | 'denied' | 'unknown';
}
